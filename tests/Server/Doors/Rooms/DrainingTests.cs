using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class DrainingTests
{
    // rooms P33
    [Fact]
    public async Task While_the_server_stops_whoever_comes_is_told_by_status_to_come_back_in_either_mode()
    {
        await using var server = await RoomServer.StartAsync();
        // It does not answer the close, so the server waits for it a while.
        using var slow = await server.JoinRawAsync("anna", "lobby");
        await slow.HearTextAsync();
        using var ben = await server.JoinAsync("ben", "lobby");

        var stopping = server.Accounts.Server.Running.StopAsync(TimeSpan.FromSeconds(10));
        await ben.HearAsync("going_away");
        foreach (var path in new[] { "/ws/lobby", "/ws/BAD?close_codes=1" })
        {
            var refused = await server.UpgradeAsync(path, server.TokenOf("ben"));
            Assert.Equal("503 overloaded", refused.Word);
            Assert.True(refused.Headers.ContainsKey("Retry-After"));
        }

        while ((await slow.HearAsync()).Opcode != TestSocket.Close)
        {
            // Whatever it still has to say.
        }

        await slow.SendCloseAsync(1001);
        await stopping;
    }
}
