using System.Net;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What displays see: over WebSocket, event stream and GET.</summary>
public class ViewDoorTests
{
    private const string Squat = "registration.entries[2].squatStatus[2]";

    // P29, P31
    [Fact]
    public async Task A_view_is_the_same_JSON_over_all_three_ways_and_comes_first_to_whoever_starts_late()
    {
        await using var scene = await ShownScene.StartAsync();
        var early = await scene.LookAsync(Wording.Canonical, "platform:1");
        var stream = await scene.ListenAsync("/platforms/1/events");
        Assert.Equal("Test Open", (string?)(await early.HearAsync("PlatformView"))["view"]!["meet"]!["name"]);
        await stream.HearAsync();
        await stream.HearAsync();

        var number = await scene.SetAsync((Squat, 0));
        var heard = await early.HearAsync("PlatformView", view => (long)view["serverSeq"]! >= number);
        var block = (await stream.HearAsync())!;
        Assert.Equal(("view", $"{scene.Epoch}-{number}"), (block.Event, block.Id));
        var got = await scene.GetAsync("/platforms/1");
        // The bytes, not only the same in meaning.
        Assert.Equal($"200 {block.Data}", got);
        Assert.True(JsonNode.DeepEquals(heard, block.Json));

        // Whoever comes late, or comes back, has the current view as the first thing it is told.
        var late = await scene.LookAsync(Wording.Flat);
        Assert.True(JsonNode.DeepEquals(heard, (await late.HearNextAsync("PlatformView")).Fields));
        var again = await scene.ListenAsync("/platforms/1/events");
        Assert.Equal(block.Data, (await again.HearAsync())!.Data);
        Assert.Equal("time", (await again.HearAsync())!.Event);
    }

    [Fact]
    public async Task A_display_that_comes_back_with_its_token_alone_hears_the_view_at_once()
    {
        await using var scene = await ShownScene.StartAsync();
        await using var back = await WireClient.ConnectAsync(scene.Server.Address, "back");
        back.Token = scene.ViewToken;
        back.SayAs("ClientPull", new() { ["lastServerSeq"] = 0 });
        await back.HearNextAsync("PlatformView");
        await back.HearNextAsync("ServerPull");
        // A desk may watch views as well.
        await scene.Director.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0, ["watch"] = new JsonArray("platform:*", "standings") }, "ServerPull");
        await scene.Director.HearAsync("PlatformView");
        await scene.Director.HearAsync("StandingsChanged");
    }

    [Fact]
    public async Task What_does_not_alter_a_view_is_not_told_and_a_new_platform_is()
    {
        await using var scene = await ShownScene.StartAsync();
        var display = await scene.LookAsync();
        await display.HearAsync("PlatformView");
        await scene.SetAsync(("registration.entries[2].notes", "Wants quiet"), ("lifting.platforms[2].flight", "B"));
        var second = await display.HearAsync("PlatformView");
        Assert.Equal((2, "B"), ((int)second["platform"]!, (string?)second["view"]!["flight"]));
        Assert.DoesNotContain(await display.HearTheRestAsync(), one => one.Name == "PlatformView");
        // A clock makes no platform.
        await scene.SetAsync(("live.platforms[7].clock", JsonNode.Parse("""{"running":false,"startedAt":null,"remainingMs":0,"lengthMs":60000}""")));
        Assert.Equal("[1,2]", (await scene.GetJsonAsync(""))["platforms"]!.ToJsonString());
        Assert.StartsWith("404", await scene.GetAsync("/platforms/7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Title_tools_get_the_current_and_the_next_lifter_flat_or_nothing()
    {
        await using var scene = await ShownScene.StartAsync();
        Assert.Equal("204 ", await scene.GetAsync("/platforms/1/current"));
        await scene.SetAsync((Squat, 0), ("live.platforms[1].clock", JsonNode.Parse("""{"running":false,"startedAt":null,"remainingMs":42000,"lengthMs":60000}""")));
        var current = await scene.GetJsonAsync("/platforms/1/current");
        Assert.Equal(("Cy", 3, "195", 42_000, ""), ((string?)current["name"], (int)current["attempt"]!, (string?)current["weightText"], (int)current["clockRemainingMs"]!, (string?)current["lightHead"]));
        Assert.Equal("204 ", await scene.GetAsync("/platforms/1/next"));
    }

    [Fact]
    public async Task Standings_are_fetched_and_word_of_a_change_comes_at_most_once_a_second()
    {
        await using var scene = await ShownScene.StartAsync();
        var stream = await scene.ListenAsync("/standings/events");
        var display = await scene.LookAsync(Wording.Canonical, "standings");
        await display.HearAsync("StandingsChanged");
        Assert.Equal("changed", (await stream.HearAsync())!.Event);
        await stream.HearAsync();
        var number = await scene.SetAsync((Squat, 1));
        var told = await display.HearAsync("StandingsChanged", one => (long)one["serverSeq"]! == number);
        Assert.True(JsonNode.DeepEquals(told, (await stream.HearAsync())!.Json));

        var standings = await scene.GetJsonAsync("/standings");
        Assert.Equal((scene.Epoch, number, 5), ((string?)standings["epoch"], (long)standings["serverSeq"]!, standings["classes"]!.AsArray().Count));
        var some = await scene.GetJsonAsync("/standings?sex=M&event=SBD&weightClass=100%2B");
        Assert.Equal(535, (int)Assert.Single(some["classes"]!.AsArray())!["rows"]![0]!["totalKg"]!);
        // A clock or a light is no change of the standings.
        await scene.SetAsync(("lifting.platforms[1].lift", "B"));
        Assert.Equal(number, (long)(await scene.GetJsonAsync("/standings"))["serverSeq"]!);
    }

    [Fact]
    public async Task Nothing_is_sent_twice_while_a_view_does_not_change_and_any_page_may_read_it_by_a_view_token()
    {
        await using var scene = await ShownScene.StartAsync();
        foreach (var path in new[] { "/platforms/1", "/standings", "" })
        {
            using var http = new HttpClient();
            var address = new Uri(scene.Server.Address, $"/api/meets/{scene.MeetId}{path}?viewToken={scene.ViewToken}");
            using var first = await http.GetAsync(address);
            Assert.Equal(("*", "no-cache"), (first.Headers.GetValues("Access-Control-Allow-Origin").Single(), first.Headers.CacheControl!.ToString()));
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await http.SendAsync(request);
            Assert.Equal((HttpStatusCode.NotModified, ""), (second.StatusCode, await second.Content.ReadAsStringAsync()));
        }
    }

    [Theory]
    [InlineData("/platforms/2", "404 no_such_platform")]
    [InlineData("/platforms/0", "404 no_such_platform")]
    [InlineData("/platforms/21/current", "404 no_such_platform")]
    [InlineData("/platforms/x/next", "404 no_such_platform")]
    [InlineData("/platforms/2/events", "404 no_such_platform")]
    [InlineData("/openlifter", "403 forbidden")]
    public async Task What_is_not_there_or_not_for_displays_is_refused(string path, string answer)
    {
        await using var scene = await ShownScene.StartAsync();
        var got = await scene.GetAsync(path);
        Assert.Equal(answer, $"{got[..3]} {(string?)JsonNode.Parse(got[4..])!["code"]}");
        Assert.StartsWith("401", await scene.GetAsync(path, "v1.123456789.1.AAAA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_count_as_viewers_and_end_when_the_director_ends_them()
    {
        await using var scene = await ShownScene.StartAsync(meets: same => same with { MaxViewers = 1 });
        var stream = await scene.ListenAsync("/platforms/1/events");
        await stream.HearAsync();
        await stream.HearAsync();
        Assert.StartsWith("503", await scene.GetAsync("/standings/events"), StringComparison.Ordinal);
        await scene.Director.AskAsync("ManageMeet", new() { ["newViewToken"] = true }, "MeetManaged");
        Assert.Null(await stream.HearAsync());
        Assert.StartsWith("401", await scene.GetAsync("/standings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_told_the_time_every_15_seconds_and_that_the_meet_is_finished()
    {
        var time = new StandingClock();
        await using var scene = await ShownScene.StartAsync(time: time);
        var stream = await scene.ListenAsync("/platforms/1/events");
        await stream.HearAsync();
        var first = (await stream.HearAsync())!;
        await scene.Director.EchoAsync();
        time.Advance(TimeSpan.FromSeconds(15));
        var second = (await stream.HearAsync())!;
        Assert.Equal(("time", "time"), (first.Event, second.Event));
        Assert.Equal(TimeSpan.FromSeconds(15), DateTimeOffset.Parse((string)second.Json!["serverTime"]!, null) - DateTimeOffset.Parse((string)first.Json!["serverTime"]!, null));
        await scene.Director.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org" }, "PublishAck");
        Assert.Equal(("notice", "finished"), ((await stream.HearAsync())! is { } notice ? (notice.Event, (string?)notice.Json!["kind"]) : default));
        // Views go on.
        Assert.StartsWith("200", await scene.GetAsync("/platforms/1"), StringComparison.Ordinal);
    }
}
