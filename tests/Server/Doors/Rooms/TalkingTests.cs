using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class TalkingTests
{
    // rooms P1, P2, P6 and P8
    [Fact]
    public async Task What_one_says_the_other_hears_and_the_same_again_is_answered_again()
    {
        await using var server = await RoomServer.StartAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        using var ben = await server.JoinAsync("ben", "lobby");
        await ben.HearAsync("snapshot");

        await anna.SayAsync("""{"type":"chat","user_id":7,"timestamp":"yesterday","data":{"text":"Hello"},"client_msg_id":"a1-7"}""");
        var heard = await ben.HearAsync("chat");
        var own = await anna.HearAsync("chat");
        var ack = await anna.HearAsync("ack");
        await anna.PostAsync("something else", "a1-7");
        var again = await anna.HearAsync("ack");

        Assert.Equal(own.GetRawText(), heard.GetRawText());
        Assert.Equal(["type", "data", "room_id", "user_id", "timestamp", "id", "seq", "epoch", "client_msg_id"], heard.EnumerateObject().Select(field => field.Name));
        Assert.Equal(server.IdOf("anna"), heard.GetProperty("user_id").GetInt64());
        Assert.Equal(heard.GetProperty("id").GetString(), ack.GetProperty("data").GetProperty("id").GetString());
        Assert.Equal((true, 2L), (again.GetProperty("data").GetProperty("duplicate").GetBoolean(), again.GetProperty("data").GetProperty("seq").GetInt64()));
    }

    // rooms P10
    [Fact]
    public async Task An_edit_and_a_delete_change_what_is_read_later()
    {
        await using var server = await RoomServer.StartAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        await anna.PostAsync("Hello", "1");
        var id = (await anna.HearAsync("ack")).GetProperty("data").GetProperty("id").GetString();
        await anna.SayAsync(new { type = "chat", data = new { action = "edit", id, text = "Hello all" }, client_msg_id = "2" });
        await anna.HearAsync("ack");
        var edited = (await server.AskAsync("ben", "GET", "/api/rooms/lobby/messages")).Body.GetProperty("items")[0].GetProperty("data");
        await anna.SayAsync(new { type = "chat", data = new { action = "delete", id }, client_msg_id = "3" });
        await anna.HearAsync("ack");
        var page = await server.AskAsync("ben", "GET", "/api/rooms/lobby/messages");

        Assert.Equal(("Hello all", 2), (edited.GetProperty("text").GetString(), edited.GetProperty("revision").GetInt32()));
        Assert.DoesNotContain("Hello", page.Text, StringComparison.Ordinal);
        Assert.True(page.Body.GetProperty("items")[0].GetProperty("data").GetProperty("deleted").GetBoolean());
    }

    // rooms P7 and P11
    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_and_a_position_of_before_goes_on()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        string position, said;
        await using (var server = await RoomServer.StartAsync(folder: data))
        {
            await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
            using var anna = await server.JoinAsync("anna", "lobby");
            position = (await anna.HearAsync("hello")).GetProperty("data").GetProperty("position").GetProperty("epoch").GetString()!;
            await anna.PostAsync("Hello", "1");
            said = (await anna.HearAsync("chat")).GetRawText();
            await anna.HearAsync("ack");
        }

        await using var again = await RoomServer.StartAsync(folder: data, isNew: false);
        using var ben = await again.JoinAsync("ben", "lobby", $"since=1&epoch={position}");

        Assert.True((await ben.HearAsync("hello")).GetProperty("data").GetProperty("recovery").GetProperty("recovered").GetBoolean());
        Assert.Equal(said, (await ben.HearAsync("chat")).GetRawText());
    }

    // rooms P12
    [Fact]
    public async Task A_room_made_again_has_another_life()
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        var epoch = (await anna.HearAsync("hello")).GetProperty("data").GetProperty("position").GetProperty("epoch").GetString();

        Assert.Equal("204", (await server.AskAsync("anna", "DELETE", "/api/rooms/lobby")).Word);
        Assert.Equal(4504, await anna.ClosedAsync());
        Assert.Equal("404 room_not_found", (await server.UpgradeAsync($"/ws/lobby?since=1&epoch={epoch}", server.TokenOf("anna"))).Word);
        Assert.Equal("201", (await server.AskAsync("ben", "POST", "/api/rooms", new { id = "lobby" })).Word);
        using var again = await server.JoinAsync("anna", "lobby", $"since=1&epoch={epoch}&history=0");
        Assert.Equal("epoch_changed", (await again.HearAsync("hello")).GetProperty("data").GetProperty("recovery").GetProperty("reason").GetString());
    }

    // rooms P29
    [Fact]
    public async Task Too_many_errors_close_the_connection_and_too_fast_is_told()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RateBurst = 3, RatePerSecond = 1, ErrorsPerMinute = 5 }, clock: new TestClock());
        using var anna = await server.JoinAsync("anna", "lobby");
        for (var i = 0; i < 9; i++)
            await anna.SayAsync("""{"type":"chat","data":{"text":""},"client_msg_id":"x"}""");
        var codes = new List<string>();
        while (await anna.HearAsync() is { } message)
        {
            if (Guest.NameOf(message) == "error")
                codes.Add(message.GetProperty("data").GetProperty("code").GetString()!);
        }

        Assert.Equal(["text_empty", "text_empty", "text_empty", "rate_limited", "rate_limited"], codes);
        Assert.Equal(4002, (int)anna.CloseCode!.Value);
    }

    // rooms P9
    [Theory]
    [InlineData(32_768, false)]
    [InlineData(32_769, true)]
    public async Task A_message_has_a_greatest_size(int bytes, bool closes)
    {
        await using var server = await RoomServer.StartAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        var message = """{"type":"presence","data":{"event":"ping"},"timestamp":"-"}""";
        await anna.SayAsync(message.Replace("-", new string('-', bytes - message.Length + 1), StringComparison.Ordinal));

        if (closes)
            Assert.Equal(1009, await anna.ClosedAsync());
        else
            await anna.HearAsync("pong");
    }

    // rooms P20
    [Fact]
    public async Task Whoever_logs_out_is_sent_away()
    {
        await using var server = await RoomServer.StartAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        await server.AskAsync("anna", "POST", "/v1/auth/logout");

        Assert.Equal(4506, await anna.ClosedAsync());
    }
}
