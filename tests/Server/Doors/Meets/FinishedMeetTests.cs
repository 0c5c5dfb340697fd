using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>The end of a meet: the client's own results file is filed and handed over.</summary>
public class FinishedMeetTests
{
    private const string Csv = "OPL Format v1 (OpenLifter 1.4),Submit by email:,issues@openpowerlifting.org\n\nFederation,Date\nUSPA,é\n";

    [Fact]
    public async Task Publishing_files_the_meet_hands_the_results_over_once_and_closes_it()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var dry = await scene.A.AskAsync("PublishMeet", Publish(dryRun: true), "PublishAck");
        Assert.Equal((true, false, null), ((bool)dry["dryRun"]!, (bool)dry["alreadyPublished"]!, dry["delivery"]));
        Assert.True(Directory.Exists(server.FolderOf(scene.MeetId)));

        var ack = await scene.A.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Equal(("client", "outbox", false), ((string)ack["csvSource"]!, (string)ack["delivery"]!["state"]!, (bool)ack["alreadyPublished"]!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Csv))), (string)ack["csvSha256"]!);
        Assert.Equal("finished", (string)(await scene.B.HearAsync("ServerNotice"))["kind"]!);

        var finished = server.FinishedFolderOf(scene.MeetId);
        Assert.False(Directory.Exists(server.FolderOf(scene.MeetId)));
        Assert.Superset(new HashSet<string> { "auth.json", "email.txt", "opl.csv", "updates.log" }, Directory.GetFiles(finished).Select(file => Path.GetFileName(file)!).ToHashSet());
        Assert.Equal(Csv, await File.ReadAllTextAsync(Path.Combine(finished, "opl.csv")));
        var email = await File.ReadAllTextAsync(Path.Combine(finished, "email.txt"));
        Assert.StartsWith("To: issues@openpowerlifting.org\nReply-To: director@example.org\nSubject: ", email, StringComparison.Ordinal);
        var outbox = Assert.Single(Directory.GetDirectories(Path.Combine(server.DataFolder, "outbox")));
        Assert.Equal(Csv, await File.ReadAllTextAsync(Path.Combine(outbox, "opl.csv")));

        var again = await scene.A.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Equal((true, (string)ack["csvSha256"]!, (string)ack["finishedAt"]!), ((bool)again["alreadyPublished"]!, (string)again["csvSha256"]!, (string)again["finishedAt"]!));
    }

    [Fact]
    public async Task A_finished_meet_takes_no_update_and_answers_reads_also_after_a_restart()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var first = await scene.B.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "before", 1, 60)), "UpdateAck");
        await scene.A.AskAsync("PublishMeet", Publish(), "PublishAck");
        await CheckAsync(scene.B);
        await server.RestartAsync();
        await using var back = await scene.BackAsync();
        await CheckAsync(back);
        await using var again = await server.JoinWireAsync(scene.MeetId, "Head table");
        Assert.True((bool)(await again.AskAsync("PublishMeet", Publish(), "PublishAck"))["alreadyPublished"]!);
        Assert.Single(Directory.GetDirectories(Path.Combine(server.DataFolder, "outbox")));
        Assert.StartsWith("200 " + Csv, await server.GetAsync($"/api/meets/{scene.MeetId}/opl.csv", again.Token), StringComparison.Ordinal);
        Assert.Contains("\"finished\":true", await server.GetAsync($"/api/meets/{scene.MeetId}?viewToken={scene.ViewToken}"), StringComparison.Ordinal);

        async Task CheckAsync(WireClient client)
        {
            var page = await client.PullAllAsync();
            Assert.Equal((true, 50), ((bool)page["finished"]!, page["updatesRelayed"]!.AsArray().Count));
            var refused = (await client.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "late", 2, 61)), "UpdateRejected"))["updatesRejected"]![0]!;
            Assert.Equal(("MEET_FINISHED", false, null), ((string)refused["code"]!, (bool)refused["conflict"]!, refused["standing"]));
            // What was accepted before it ended keeps its answer.
            var known = await client.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "before", 1, 60)), "UpdateAck");
            Assert.Equal(first["updateAcks"]!.ToJsonString(), known["updateAcks"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("email.txt written, not moved", false)]
    [InlineData("nothing done but the event", true)]
    public async Task A_crash_in_the_middle_of_filing_is_finished_at_the_next_opening(string step, bool bare)
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await scene.A.AskAsync("PublishMeet", Publish(), "PublishAck");
        await server.RestartAsync(() =>
        {
            // Back to what a crash right after the append, or right before the move, leaves.
            Directory.Move(server.FinishedFolderOf(scene.MeetId), server.FolderOf(scene.MeetId));
            Directory.Delete(Path.Combine(server.DataFolder, "outbox"), recursive: true);
            if (bare)
                File.Delete(Path.Combine(server.FolderOf(scene.MeetId), "email.txt"));
        });
        await using var back = await scene.BackAsync();
        Assert.True((bool)(await back.PullAllAsync())["finished"]!, step);
        Assert.False(Directory.Exists(server.FolderOf(scene.MeetId)));
        Assert.True(File.Exists(Path.Combine(server.FinishedFolderOf(scene.MeetId), "email.txt")));
        Assert.Single(Directory.GetDirectories(Path.Combine(server.DataFolder, "outbox")));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("@x")]
    [InlineData("a@")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    [InlineData("a@b\nBcc: x@y")]
    public async Task A_bad_return_address_is_refused(string address)
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var client = await server.JoinWireAsync(head.Memory.MeetId, "Head table");
        var publish = Publish();
        publish["returnEmail"] = address;
        Assert.Equal("BAD_EMAIL", (string)(await client.AskAsync("PublishMeet", publish, "RequestRejected"))["code"]!);
    }

    [Fact]
    public async Task Only_a_director_publishes_and_without_a_file_a_meet_that_is_not_full_is_not_published()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        Assert.Equal("NOT_DIRECTOR", (string)(await scene.B.AskAsync("PublishMeet", Publish(), "RequestRejected"))["code"]!);
        var bare = new JsonObject { ["returnEmail"] = "director@example.org" };
        Assert.Equal("NOT_FULL", (string)(await scene.A.AskAsync("PublishMeet", bare, "RequestRejected"))["code"]!);
    }

    private static JsonObject Publish(bool dryRun = false) => new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = Csv, ["dryRun"] = dryRun };
}
