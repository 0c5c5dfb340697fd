using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>The end of a meet: the results are filed and handed over, and nothing is written any more.</summary>
public class PublishingTests
{
    // Nothing of it may be changed: odd line ends, a quote, letters beyond ASCII, no newline at the end.
    private const string Csv = "OPL Format v1 (OpenLifter 1.4),Submit by email:\r\n\n\"Zoë\",  1,é\t,";

    // P25
    [Fact]
    public async Task A_dry_run_logs_writes_and_sends_nothing()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await CreateAsync(server);
        var (id, lines, files) = (director.MeetId, server.LogOf(director.MeetId).Count, Files(server.FolderOf(director.MeetId)));

        var ack = await director.Client.AskAsync("PublishMeet", Publish(dryRun: true), "PublishAck");

        Assert.Equal((true, false, "client"), ((bool)ack["dryRun"]!, (bool)ack["alreadyPublished"]!, (string)ack["csvSource"]!));
        Assert.Null(ack["delivery"]);
        Assert.Null(ack["finishedAt"]);
        Assert.Equal(lines, server.LogOf(id).Count);
        Assert.Equal(files, Files(server.FolderOf(id)));
        Assert.Empty(Outbox(server));
        await director.Client.AskAsync("UpdateInit", Updates(Set("meet.city", "Ulm", 2, 0)), "UpdateAck");
    }

    // P25
    [Fact]
    public async Task Publishing_files_the_results_byte_for_byte_and_hands_them_over_once()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await CreateAsync(server, "Spring\r\nBcc: everybody@example.org\u2028Open");
        var id = director.MeetId;

        var ack = await director.Client.AskAsync("PublishMeet", Publish(), "PublishAck");

        Assert.Equal((id, false, "outbox"), ((string)ack["meetId"]!, (bool)ack["alreadyPublished"]!, (string)ack["delivery"]!["state"]!));
        AssertFiled(server, id);
        var outbox = Assert.Single(Outbox(server));
        foreach (var file in (string[])["opl.csv", "email.txt"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(server.FinishedFolderOf(id), file)), File.ReadAllBytes(Path.Combine(outbox, file)));
        var headers = File.ReadAllText(Path.Combine(outbox, "email.txt")).Split("\n\n")[0].Split('\n').ToList();
        Assert.Equal(["To: issues@openpowerlifting.org", "Reply-To: director@example.org", "Subject: Results of Spring  Bcc: everybody@example.org Open"], headers);

        // The operator has sent it; it does not come back.
        Directory.Delete(outbox, recursive: true);
        var again = await director.Client.AskAsync("PublishMeet", Publish(), "PublishAck");
        await server.RestartAsync();
        await using var later = await WireClient.ConnectAsync(server.Address);
        later.Token = director.Client.Token;
        var muchLater = await later.AskAsync("PublishMeet", Publish(), "PublishAck");

        foreach (var one in (JsonObject[])[again, muchLater])
        {
            Assert.True((bool)one["alreadyPublished"]!);
            foreach (var same in (string[])["csvSha256", "csvSource", "finishedAt", "delivery"])
                Assert.True(JsonNode.DeepEquals(ack[same], one[same]), $"{same}: {one}");
        }

        Assert.Empty(Outbox(server));
    }

    // P25
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public async Task What_a_crash_kept_from_being_filed_is_filed_at_the_next_start(bool letterWritten, bool handedOver, bool handOverBegan)
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await CreateAsync(server);
        var (id, outbox) = (director.MeetId, Path.Combine(server.DataFolder, "outbox"));
        await director.Client.AskAsync("PublishMeet", Publish(), "PublishAck");
        var folder = Assert.Single(Outbox(server));

        await server.RestartAsync(() =>
        {
            Directory.Move(server.FinishedFolderOf(id), server.FolderOf(id));
            if (!letterWritten)
                File.Delete(Path.Combine(server.FolderOf(id), "email.txt"));
            if (handOverBegan)
            {
                Directory.Move(folder, folder + ".making");
                File.WriteAllText(Path.Combine(folder + ".making", "opl.csv"), "half");
            }
            else if (!handedOver)
                Directory.Delete(folder, recursive: true);
        });
        await using var later = await WireClient.ConnectAsync(server.Address);
        later.Token = director.Client.Token;
        await later.AskAsync("PublishMeet", Publish(), "PublishAck");

        AssertFiled(server, id);
        Assert.Equal(Csv, File.ReadAllText(Path.Combine(Assert.Single(Outbox(server)), "opl.csv")));
        Assert.Equal(["email.txt", "opl.csv"], Files(folder));
        Assert.Single(Directory.GetFileSystemEntries(outbox));
    }

    [Fact]
    public async Task A_results_file_that_a_crash_left_without_a_word_in_the_log_finishes_nothing()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await CreateAsync(server);

        await server.RestartAsync(() => File.WriteAllText(Path.Combine(server.FolderOf(director.MeetId), "opl.csv"), "half"));
        await using var later = await WireClient.ConnectAsync(server.Address);
        later.Token = director.Client.Token;
        await later.AskAsync("UpdateInit", Updates(Set("meet.city", "Ulm", 2, 0)), "UpdateAck");
        await later.AskAsync("PublishMeet", Publish(), "PublishAck");

        AssertFiled(server, director.MeetId);
    }

    // P26
    [Fact]
    public async Task A_finished_meet_accepts_no_update_and_goes_on_answering()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await CreateAsync(server);
        var id = director.MeetId;
        await using var desk = await server.JoinWireAsync(id, "Desk 2");
        await director.Client.AskAsync("PublishMeet", Publish(), "PublishAck");
        Assert.Equal("finished", (string?)(await desk.HearAsync("ServerNotice"))["kind"]);

        await AssertAnswersAsync(server, id, desk);
        await server.RestartAsync();
        await using var later = await WireClient.ConnectAsync(server.Address);
        later.Token = desk.Token;
        await AssertAnswersAsync(server, id, later);
        await using var again = await WireClient.ConnectAsync(server.Address);
        var restore = Create(Locations());
        restore["restore"] = new JsonObject { ["meetId"] = id, ["epoch"] = "abc", ["sessionToken"] = director.Client.Token };
        again.Say("CreateMeet", restore);
        Assert.Equal("MEET_EXISTS", (string?)(await again.HearAsync("RequestRejected"))["code"]);
    }

    // 7.6: a finished meet whose log is fine is not recovered, whatever a client says it has seen.
    [Fact]
    public async Task A_finished_meet_is_not_asked_for_again()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await CreateAsync(server);
        await using var desk = await server.JoinWireAsync(director.MeetId, "Desk 2");
        await director.Client.AskAsync("PublishMeet", Publish(), "PublishAck");
        var before = File.ReadAllBytes(Path.Combine(server.FinishedFolderOf(director.MeetId), "updates.log"));

        var page = await desk.AskAsync("ClientPull", new() { ["lastServerSeq"] = 9_000 }, "ServerPull");

        Assert.True((bool)page["resync"]!);
        Assert.Equal("Spring Open", (string?)page["updatesRelayed"]![0]!["updateValue"]);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(server.FinishedFolderOf(director.MeetId), "updates.log")));
    }

    private static async Task AssertAnswersAsync(MeetServer server, string id, WireClient desk)
    {
        var no = await desk.AskAsync("UpdateInit", Updates(Set("meet.city", "Ulm", 7, 0)), "UpdateRejected");
        Assert.Equal(("MEET_FINISHED", false), ((string)no["updatesRejected"]![0]!["code"]!, (bool)no["updatesRejected"]![0]!["conflict"]!));
        var page = await desk.PullAllAsync();
        Assert.Equal((true, 1), ((bool)page["finished"]!, page["updatesRelayed"]!.AsArray().Count));
        await using var newcomer = await WireClient.ConnectAsync(server.Address);
        newcomer.Say("JoinMeet", Join(id, "Desk 3"));
        var joined = await newcomer.HearAsync("MeetJoined");
        Assert.Equal((true, true), ((bool)joined["finished"]!, joined["entryIds"] is null));
        var summary = JsonNode.Parse((await server.GetAsync($"/api/meets/{id}", (string)joined["viewToken"]!))[4..])!;
        Assert.Equal((true, "outbox"), ((bool)summary["finished"]!, (string)summary["delivery"]!["state"]!));
        Assert.Equal($"200 {Csv}", await server.GetAsync($"/api/meets/{id}/opl.csv", newcomer.Token));
        Assert.StartsWith("403", await server.GetAsync($"/api/meets/{id}/opl.csv", (string)joined["viewToken"]!), StringComparison.Ordinal);
    }

    private static void AssertFiled(MeetServer server, string id)
    {
        Assert.Equal(["auth.json", "email.txt", "opl.csv", "updates.log"], Files(server.FinishedFolderOf(id)));
        Assert.False(Directory.Exists(server.FolderOf(id)));
        Assert.Equal(Encoding.UTF8.GetBytes(Csv), File.ReadAllBytes(Path.Combine(server.FinishedFolderOf(id), "opl.csv")));
        Assert.Equal("Published", (string?)MeetLogFile.Read(server.FinishedFolderOf(id))[^1]["type"]);
    }

    private static JsonObject Publish(bool dryRun = false) => new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = Csv, ["dryRun"] = dryRun };

    private static List<string> Files(string folder) => [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string[] Outbox(MeetServer server) => Directory.Exists(Path.Combine(server.DataFolder, "outbox")) ? Directory.GetDirectories(Path.Combine(server.DataFolder, "outbox")) : [];

    private static async Task<Director> CreateAsync(MeetServer server, string name = "Spring Open")
    {
        var client = await WireClient.ConnectAsync(server.Address, "director");
        client.Say("CreateMeet", Create(Locations()));
        var made = await client.HearAsync("MeetCreated");
        await client.AskAsync("UpdateInit", Updates(Set("meet.name", name, 1, 0)), "UpdateAck");
        return new(client, (string)made["meetId"]!);
    }

    private sealed record Director(WireClient Client, string MeetId) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
