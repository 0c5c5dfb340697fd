using System.Text.Json;
using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Devices;
using Rollcall.Tests.Support.Queue;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Observing;

/// <summary>The figures that every application fills, as a scrape of a whole server shows them.</summary>
public class CommonFiguresTests
{
    [Fact]
    public async Task A_whole_server_with_every_application_follows_the_format()
    {
        await using var server = await RoomServer.StartAsync();
        Assert.Contains("room_ping_seconds", await ScrapeAsync(server.Address));
    }

    [Fact]
    public async Task Rooms_count_what_was_heard_who_was_refused_who_caught_up_and_who_is_there()
    {
        await using var server = await RoomServer.StartAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        var epoch = (await anna.HearAsync("hello")).GetProperty("data").GetProperty("position").GetProperty("epoch").GetString();
        await anna.PostAsync("once", "1");
        await anna.HearAsync("ack");
        await anna.SayAsync("{");
        await anna.HearAsync("error");
        Assert.Equal(400, (await server.UpgradeAsync("/ws/BAD", server.TokenOf("anna"))).Status);
        using (var told = await RoomLine.ConnectAsync(server.Address, "/ws/BAD?close_codes=1", server.TokenOf("anna")))
            await told.ClosedAsync();
        using var back = await server.JoinAsync("ben", "lobby", $"since=1&epoch={epoch}");
        await back.HearAsync("hello");
        using var lost = await server.JoinAsync("ben", "lobby", "since=1&epoch=other");
        await lost.HearAsync("hello");

        var figures = await ScrapeAsync(server.Address);
        Assert.Equal(1, Value(figures, "handler_duration_ms", "rooms", "send"));
        Assert.Equal(1, Value(figures, "handler_duration_ms", "rooms", "refused"));
        Assert.Equal(1, Value(figures, "ws_rejected_total", "bad_room_id"));
        Assert.Equal(1, Value(figures, "replay_total", "complete"));
        Assert.Equal(1, Value(figures, "replay_total", "not_recovered"));
        Assert.Equal(2, Value(figures, "presence_members", "room"));
    }

    [Fact]
    public async Task Meets_count_what_was_heard_who_caught_up_and_who_is_there()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var back = await scene.BackAsync();
        foreach (var (epoch, cursor) in new[] { (scene.Epoch, 0), (scene.Epoch, 59), ("elsewhere", 59) })
            await back.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = cursor, ["limit"] = 1000 }, "ServerPull");

        var figures = await ScrapeAsync(server.Address);
        Assert.Equal(1, Value(figures, "handler_duration_ms", "meets", "CreateMeet"));
        Assert.InRange(Value(figures, "handler_duration_ms", "meets", "ClientPull"), 3, double.MaxValue);
        Assert.Equal(1, Value(figures, "replay_total", "complete"));
        Assert.Equal(1, Value(figures, "replay_total", "snapshot"));
        // The one that came back took the place of its session.
        Assert.Equal(2, Value(figures, "presence_members", "meet"));
    }

    [Fact]
    public async Task Queues_count_what_was_heard_who_caught_up_and_who_is_there()
    {
        await using var server = await QueueServer.StartAsync();
        using var caller = await server.ConnectAsync();
        var (head, epoch) = ((long)caller.Welcome["data"]!["seq"]!, (string?)caller.Welcome["data"]!["epoch"]);
        await caller.DoAsync("events.subscribe", new() { ["since"] = head, ["epoch"] = epoch });
        await caller.DoAsync("events.subscribe", new() { ["since"] = head + 1, ["epoch"] = epoch });
        await caller.SayAsync("{");
        await caller.HearAsync();

        var figures = await ScrapeAsync(server.Address);
        Assert.Equal(2, Value(figures, "handler_duration_ms", "queue", "events.subscribe"));
        Assert.Equal(1, Value(figures, "handler_duration_ms", "queue", "wrong"));
        Assert.Equal(1, Value(figures, "replay_total", "complete"));
        Assert.Equal(1, Value(figures, "replay_total", "snapshot"));
        Assert.Equal(1, Value(figures, "presence_members", "queue"));
    }

    [Fact]
    public async Task Devices_count_what_was_heard_who_caught_up_and_who_is_there_and_no_peers_word_is_a_label()
    {
        await using var server = await DeviceServer.StartAsync();
        var ada = await server.RegisterAsync("ada");
        using var phone = await server.ConnectAsync(ada);
        await phone.SayAsync("playback.made_up");
        await phone.SayAsync("made.up");
        await phone.FlushAsync();
        await server.AppendedAsync(ada);
        await server.GetAsync(ada, "/v1/sync/events?since=0");
        await server.GetAsync(ada, "/v1/sync/events?since=1&epoch=other");
        await server.GetAsync(ada, "/v1/sync/state");

        var figures = await ScrapeAsync(server.Address);
        Assert.InRange(Value(figures, "handler_duration_ms", "devices", "ping"), 1, double.MaxValue);
        Assert.Equal(1, Value(figures, "handler_duration_ms", "devices", "refused"));
        Assert.Equal(1, Value(figures, "handler_duration_ms", "devices", "foreign"));
        Assert.DoesNotContain(figures["handler_duration_ms"].Samples, one => one.Labels.Values.Any(value => value.Contains("made", StringComparison.Ordinal)));
        Assert.Equal(1, Value(figures, "replay_total", "complete"));
        Assert.Equal(1, Value(figures, "replay_total", "not_recovered"));
        Assert.Equal(1, Value(figures, "replay_total", "snapshot"));
        Assert.Equal(1, Value(figures, "presence_members", "user"));
    }

    [Fact]
    public async Task The_status_tells_who_is_present_without_a_scrape_before_it()
    {
        await using var server = await TestServer.StartAsync();
        var parts = server.Running.Parts;
        parts.Measures.WatchPresence("sort", () => 3);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/status") { Headers = { Authorization = server.Operator } };
        Assert.Contains("\"sort\":3", await (await server.Http.SendAsync(request)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_names_connection_and_application_when_a_connection_is_over()
    {
        StringWriter log;
        await using (var server = await RoomServer.StartAsync())
        {
            log = server.Accounts.Server.Log;
            using var anna = await server.JoinAsync("anna", "lobby");
            await anna.SayGoodbyeAsync();
        }

        var line = log.ToString().Split('\n').First(one => one.Contains("ConnectionEnded", StringComparison.Ordinal));
        var ended = JsonDocument.Parse(line).RootElement;
        Assert.Equal((1, "rooms"), (ended.GetProperty("connection").GetInt32(), ended.GetProperty("application").GetString()));
    }

    private static async Task<Dictionary<string, ExpositionText.Family>> ScrapeAsync(Uri server)
    {
        using var http = new HttpClient();
        return ExpositionText.Read(await http.GetStringAsync(new Uri(server, "/metrics")));
    }

    private static double Value(Dictionary<string, ExpositionText.Family> figures, string name, params string[] labels)
    {
        var counted = figures[name].Type == "histogram" ? $"{name}_count" : name;
        return figures[name].Samples.Single(one => one.Name == counted && one.Labels.Values.SequenceEqual(labels)).Value;
    }
}
