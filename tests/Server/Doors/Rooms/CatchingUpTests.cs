using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class CatchingUpTests
{
    // rooms P4 and P11
    [Fact]
    public async Task Who_only_listens_is_closed_at_once_when_what_they_missed_cannot_be_read()
    {
        // More than is at hand without the disk.
        const int Said = 1_200;
        using var folder = new TemporaryFolder();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RatePerSecond = 10_000, RateBurst = 10_000 }, folder: folder.File("data"));
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        var epoch = (await anna.HearAsync("hello")).GetProperty("data").GetProperty("position").GetProperty("epoch").GetString();
        for (var i = 0; i < Said; i++)
            await anna.PostAsync($"message {i}", $"m{i}");
        for (var i = 0; i < Said; i++)
            await anna.HearAsync("ack");
        await using (var log = new FileStream(Directory.GetFiles(folder.File("data", "rooms", "lobby"), "entries*.log").Order(StringComparer.Ordinal).First(), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            log.Position = 1_000;
            log.WriteByte((byte)'?');
        }

        using var ben = await server.JoinAsync("ben", "lobby", $"since=1&epoch={epoch}");

        Assert.Equal((1011, "internal"), (await ben.ClosedAsync(), ben.CloseReason));
        Assert.Contains("room_not_caught_up", server.Accounts.Server.Log.ToString(), StringComparison.Ordinal);
        // Nobody else is touched by it, and the place is free again.
        await anna.PostAsync("still here", "after");
        await anna.HearAsync("ack");
    }
}
