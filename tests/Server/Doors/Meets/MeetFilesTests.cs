using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A meet's files over HTTP: out, in, and the results.</summary>
public class MeetFilesTests
{
    // P33
    [Fact]
    public async Task Export_then_import_into_an_empty_meet_gives_equal_content_and_an_unchanged_export_brings_nothing_new()
    {
        var random = new RandomSheet(33);
        await using var scene = await ShownScene.StartAsync(Lived(random));
        await using var other = await ShownScene.StartAsync(new SheetMaker());
        var file = (await scene.GetAsync("/openlifter", scene.Director.Token))[4..];

        var (status, answer) = await ImportAsync(other, file);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((int)answer["accepted"]! > 20, answer.ToJsonString());
        Assert.Equal((0, 0, false), ((int)answer["deleted"]!, (int)answer["renumbered"]!, answer.ContainsKey("leftOut")));
        var copy = JsonNode.Parse((await other.GetAsync("/openlifter", other.Director.Token))[4..])!;
        foreach (var part in new[] { "meet", "registration" })
            Assert.True(JsonNode.DeepEquals(Part(file, part), Part(copy.ToJsonString(), part)), part);

        var head = (long)answer["lastServerSeq"]!;
        foreach (var replace in new[] { false, true })
        {
            var (_, again) = await ImportAsync(other, file, replace);
            Assert.Equal((0, 0, head), ((int)again["accepted"]!, (int)again["deleted"]!, (long)again["lastServerSeq"]!));
        }
    }

    [Fact]
    public async Task What_a_file_changes_everybody_hears_and_replacing_deletes_whom_it_lacks()
    {
        await using var scene = await ShownScene.StartAsync();
        await using var desk = await scene.Server.JoinWireAsync(scene.MeetId, "Desk 2");
        var file = JsonNode.Parse((await scene.GetAsync("/openlifter", scene.Director.Token))[4..])!;
        file["registration"]!["entries"]!.AsArray().RemoveAt(3);
        file["meet"]!["city"] = "Tacoma";
        file["meet"]!["lengthDays"] = 99;

        var (_, answer) = await ImportAsync(scene, file.ToJsonString(), replace: true);
        Assert.Equal((1, 1, "meet.lengthDays", "BAD_VALUE"), ((int)answer["accepted"]!, (int)answer["deleted"]!, (string?)answer["leftOut"]![0]!["updateKey"], (string?)answer["leftOut"]![0]!["code"]));
        // The director's own connection hears it as well: the file did not come from it.
        foreach (var client in new[] { desk, scene.Director })
        {
            var relay = await client.HearAsync("UpdateRelay", one => (long)one["lastServerSeq"]! == (long)answer["lastServerSeq"]!);
            Assert.Equal(["meet.city", "registration.entries[4]"], relay["updatesRelayed"]!.AsArray().Select(item => (string?)item!["updateKey"]));
        }
    }

    [Fact]
    public async Task Files_that_cannot_be_taken_are_refused_with_a_reason()
    {
        await using var scene = await ShownScene.StartAsync(meets: same => same with { ImportBytes = 65_536 });
        var desk = await scene.Server.JoinWireAsync(scene.MeetId, "Desk 2");
        await using (desk)
        {
            Assert.Equal((HttpStatusCode.BadRequest, "not_openlifter"), Of(await ImportAsync(scene, "{}")));
            Assert.Equal((HttpStatusCode.BadRequest, "not_openlifter"), Of(await ImportAsync(scene, "no JSON")));
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too_large"), Of(await ImportAsync(scene, new string(' ', 65_537))));
            Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), Of(await ImportAsync(scene, "{}", type: "text/plain")));
            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), Of(await ImportAsync(scene, "{}", token: desk.Token)));
            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), Of(await ImportAsync(scene, "{}", token: scene.ViewToken)));
            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), Of(await ImportAsync(scene, "{}", token: "x")));
            await scene.Director.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org" }, "PublishAck");
            Assert.Equal((HttpStatusCode.Conflict, "meet_finished"), Of(await ImportAsync(scene, "{}")));
        }
    }

    // P27
    [Fact]
    public async Task The_results_file_is_the_servers_own_and_the_same_before_and_after_publishing()
    {
        await using var scene = await ShownScene.StartAsync();
        Assert.Equal($"200 {SmallMeet.Csv}", await scene.GetAsync("/opl.csv", scene.Director.Token));
        var ack = await scene.Director.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org" }, "PublishAck");
        Assert.Equal("server", (string?)ack["csvSource"]);
        Assert.Equal($"200 {SmallMeet.Csv}", await scene.GetAsync("/opl.csv", scene.Director.Token));
        Assert.Equal(SmallMeet.Csv, File.ReadAllText(Path.Combine(scene.Server.FinishedFolderOf(scene.MeetId), "opl.csv")));
    }

    // P27, P28
    [Fact]
    public async Task Publishing_names_what_is_missing_what_was_found_and_where_a_copy_differs_and_says_so_again()
    {
        await using var scene = await ShownScene.StartAsync();
        await using (var desk = await scene.Server.JoinWireAsync(scene.MeetId, "Desk 2"))
            await desk.EchoAsync();
        await scene.SetAsync(("meet.name", "Spring Open 2025"));
        var copy = SmallMeet.Csv.Replace("1,Cy", "2,Cy", StringComparison.Ordinal).Replace("Test Open", "Spring Open 2025", StringComparison.Ordinal);
        JsonObject Publish(bool dryRun) => new() { ["returnEmail"] = "director@example.org", ["oplCsv"] = copy, ["dryRun"] = dryRun };

        await scene.Server.UntilGoneAsync(scene.MeetId, 1);
        var dry = await scene.Director.AskAsync("PublishMeet", Publish(dryRun: true), "PublishAck");
        // A desk that joined to write and is away may hold what it has not sent.
        Assert.Equal(["PENDING_DESK", "NAME_HAS_YEAR", "CSV_DIFFERS"], dry["findings"]!.AsArray().Select(one => (string?)one!["code"]));
        Assert.Equal("""{"line":4,"column":"MeetName","severity":"error","code":"NAME_HAS_YEAR"}""", Without(dry["findings"]![1]!, "message"));
        Assert.Equal((1, 9), ((int)dry["differenceCount"]!, (int)dry["differences"]![0]!["line"]!));

        var ack = await scene.Director.AskAsync("PublishMeet", Publish(dryRun: false), "PublishAck");
        await scene.Server.RestartAsync();
        await using var later = await WireClient.ConnectAsync(scene.Server.Address);
        later.Token = scene.Director.Token;
        var again = await later.AskAsync("PublishMeet", Publish(dryRun: false), "PublishAck");
        foreach (var same in new[] { "csvSource", "csvSha256", "findings", "differences", "differenceCount", "finishedAt", "delivery" })
            Assert.True(JsonNode.DeepEquals(ack[same], again[same]), same);
        var folder = scene.Server.FinishedFolderOf(scene.MeetId);
        Assert.Equal(copy, File.ReadAllText(Path.Combine(folder, "opl.client.csv")));
        Assert.Contains("\n  line 4, MeetName: error NAME_HAS_YEAR: ", File.ReadAllText(Path.Combine(folder, "email.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_full_content_and_a_file_publishing_names_what_is_missing()
    {
        await using var scene = await ShownScene.StartAsync(new SheetMaker());
        var no = await scene.Director.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org", ["dryRun"] = true }, "RequestRejected");
        Assert.Equal("NOT_FULL", (string?)no["code"]);
        Assert.Contains("meet.name, meet.federation, meet.date", (string)no["reason"]!, StringComparison.Ordinal);
        Assert.Contains("meet.federation", await scene.GetAsync("/opl.csv", scene.Director.Token), StringComparison.Ordinal);
    }

    private static SheetMaker Lived(RandomSheet random)
    {
        for (var action = 0; action < 200; action++)
            random.Act();
        return random.Made;
    }

    private static JsonNode Part(string file, string part)
    {
        var found = JsonNode.Parse(file)![part]!;
        (found as JsonObject)!.Remove("nextEntryId");
        return found;
    }

    private static string Without(JsonNode node, string field)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(field);
        return copy.ToJsonString();
    }

    private static (HttpStatusCode Status, string? Code) Of((HttpStatusCode Status, JsonObject Body) answer) => (answer.Status, (string?)answer.Body["code"]);

    private static async Task<(HttpStatusCode Status, JsonObject Body)> ImportAsync(ShownScene scene, string file, bool replace = false, string type = "application/json", string? token = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(scene.Server.Address, $"/api/meets/{scene.MeetId}/openlifter?replace={(replace ? "true" : "false")}"));
        request.Content = new StringContent(file, Encoding.UTF8, type);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token ?? scene.Director.Token}");
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
