using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A meet is published while a desk is away with edits it has not sent: everybody is told, and nothing is lost.</summary>
public class AwayDeskTests
{
    private const string City = "meet.city", Venue = "meet.venue";

    // P26, P28
    [Fact]
    public async Task Publishing_while_a_desk_is_away_with_edits_warns_the_director_and_the_edits_stay_with_the_desk()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(director);
        var id = director.Memory.MeetId;
        await CutAsync(desk);
        var (lot, venue) = (desk.Set(City, "Ulm")!, desk.Set(Venue, "Hall 2")!);
        await server.UntilGoneAsync(id, 1);
        await using var chief = await WireClient.ConnectAsync(server.Address);
        chief.Token = director.Memory.Token;

        // First in the dry run, then in the answer, then in the letter and in what is told for ever after.
        foreach (var dryRun in new[] { true, false, false })
        {
            var ack = await chief.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = "x", ["dryRun"] = dryRun }, "PublishAck");
            var finding = ack["findings"]!.AsArray().Single(one => (string?)one!["code"] == "PENDING_DESK")!;
            Assert.Equal(("warning", 1), ((string?)finding["severity"], (int)finding["line"]!));
            Assert.StartsWith("Desk 2 is not connected and may hold updates it has not sent. Bring it back", (string)finding["message"]!, StringComparison.Ordinal);
        }

        Assert.Contains("PENDING_DESK: Desk 2 is not connected", File.ReadAllText(Path.Combine(server.FinishedFolderOf(id), "email.txt")), StringComparison.Ordinal);
        var filed = File.ReadAllBytes(Path.Combine(server.FinishedFolderOf(id), "opl.csv"));

        // The desk is told of each edit that it came too late; it has them still, and the operator reads that it does.
        Assert.True(await desk.ConnectAsync());
        await desk.UntilAsync(() => lot.Refused == "MEET_FINISHED" && venue.Refused == "MEET_FINISHED", "being told that the meet is finished");
        Assert.Equal(["Ulm", "Hall 2"], new[] { lot, venue }.Select(one => (string?)one.Value));
        Assert.Contains("updates_came_too_late", server.Log, StringComparison.Ordinal);
        Assert.Equal(filed, File.ReadAllBytes(Path.Combine(server.FinishedFolderOf(id), "opl.csv")));
        Assert.DoesNotContain(MeetLogFile.Read(server.FinishedFolderOf(id)), one => (string?)one["body"]?["updateKey"] == City);
    }

    // P26
    [Fact]
    public async Task A_desk_that_is_back_and_has_sent_everything_is_no_finding()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(director);
        await CutAsync(desk);
        desk.Set(City, "Ulm");
        await desk.ConnectAsync();
        await UntilAgreedAsync(director, desk);
        // On its own connection, which takes the desk's place.
        await using var chief = await WireClient.ConnectAsync(server.Address);
        chief.Token = director.Memory.Token;
        var ack = await chief.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = "x", ["dryRun"] = true }, "PublishAck");
        Assert.DoesNotContain("PENDING_DESK", ack["findings"]!.AsArray().Select(one => (string?)one!["code"]));
    }
}
