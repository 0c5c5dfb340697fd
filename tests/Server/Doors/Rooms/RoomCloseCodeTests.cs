using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The table of close codes of specification 7, as far as no other test has them: code and reason.</summary>
public class RoomCloseCodeTests
{
    [Theory]
    [InlineData(TestSocket.Binary, "00", 0, true, 1003, "binary")]
    [InlineData(TestSocket.Text, "FF", 0, true, 1007, "bad_utf8")]
    [InlineData(TestSocket.Text, "7B7D", 4, true, 1002, "protocol_error")]
    [InlineData(TestSocket.Text, "7B7D", 0, false, 1002, "protocol_error")]
    [InlineData(TestSocket.Continuation, "7B7D", 0, true, 1002, "protocol_error")]
    [InlineData(3, "", 0, true, 1002, "protocol_error")]
    [InlineData(TestSocket.Close, "03", 0, true, 1002, "protocol_error")]
    // rooms P4
    public async Task Whoever_breaks_the_protocol_is_closed_with_its_code_and_word(int opcode, string payload, int reserved, bool isMasked, int code, string reason)
    {
        await using var server = await RoomServer.StartAsync();
        using var line = await server.JoinRawAsync("anna", "lobby");

        await line.SendAsync(opcode, Convert.FromHexString(payload), reserved: reserved, isMasked: isMasked);

        var close = await line.HearCloseAsync();
        Assert.Equal((code, reason), (close.CloseCode, close.CloseReason));
    }

    // rooms P16 and P20
    [Fact]
    public async Task Whoever_is_replaced_removed_or_shut_out_is_told_why()
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "den", is_private = true });
        await server.AskAsync("anna", "PUT", $"/api/rooms/den/members/{server.IdOf("ben")}", new { role = "member" });
        using var first = await server.JoinAsync("ben", "den");
        var id = (await first.HearAsync("hello")).GetProperty("data").GetProperty("connection_id").GetString();
        using var second = await server.JoinAsync("ben", "den", $"replaces={id}");
        Assert.Equal((4505, "replaced"), (await first.ClosedAsync(), first.CloseReason));

        await second.HearAsync("hello");
        await server.AskAsync("anna", "DELETE", $"/api/rooms/den/members/{server.IdOf("ben")}");
        Assert.Equal((4502, "kicked"), (await second.ClosedAsync(), second.CloseReason));

        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var guest = await server.JoinAsync("cleo", "lobby");
        await guest.HearAsync("hello");
        await server.AskAsync("anna", "PATCH", "/api/rooms/lobby", new { version = 1, is_private = true });
        Assert.Equal((4507, "forbidden"), (await guest.ClosedAsync(), guest.CloseReason));
    }
}
