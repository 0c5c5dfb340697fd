using System.Text.RegularExpressions;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public partial class RoomRetentionTests
{
    private const int Messages = 60;
    private const int Kept = 10;

    [Fact]
    public async Task Retention_says_how_many_entries_of_which_room_it_removed()
    {
        await using var server = await RoomServer.StartAsync(
            rooms => rooms with { RatePerSecond = 10_000, RateBurst = 10_000 }, settings => settings with { Store = settings.Store with { SegmentBytes = 65_536 } });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "hall", retention = new { max_entries = Kept } });
        using var line = await server.JoinAsync("anna", "hall");
        for (var i = 0; i < Messages; i++)
        {
            await line.PostAsync(new string('x', 3_500), $"m-{i}");
            await line.HearAsync("ack");
        }

        // What is needed to open the room stays: the first run puts down a snapshot, the second one has it to rely on.
        var told = new List<string>();
        for (var run = 0; run < 3; run++)
        {
            foreach (var retention in server.Accounts.Server.Running.Parts.Retention)
                told.AddRange(await retention());
        }

        var said = Assert.Single(told);
        Assert.InRange(int.Parse(Removed().Match(said).Groups[1].Value, null), 1, Messages - Kept + 1);
        var page = await server.AskAsync("anna", "GET", "/api/rooms/hall/messages?limit=100");
        Assert.Equal(Kept, page.Body.GetProperty("items").GetArrayLength());
    }

    [GeneratedRegex("^([0-9]+) entries of room hall$")]
    private static partial Regex Removed();
}
