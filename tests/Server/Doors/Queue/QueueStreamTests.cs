using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Event streams of a queue (queue specification 5.7).</summary>
public class QueueStreamTests
{
    private static readonly string[] Seven = ["current_qso", "frequency_update", "queue_pause_update", "queue_update", "split_update", "system_status", "worked_callers_update"];

    [Fact]
    public async Task A_stream_begins_with_where_it_is_and_goes_on_with_what_happens()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"));
        Assert.Equal("text/event-stream", page.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", page.Response.Headers.CacheControl!.ToString());
        Assert.Empty(page.Response.Content.Headers.ContentEncoding);
        var connected = (await page.HearAsync())!;
        Assert.Equal(("connected", "3000"), (connected.Event, connected.Retry));
        Assert.Equal(connected.Id, $"{connected.Json!["epoch"]}-{connected.Json["seq"]}");
        Assert.Equal("SSE connection established", (string?)connected.Json["message"]);
        await server.RegisterAsync("W1AW");
        var update = (await page.HearAsync())!;
        Assert.Equal("queue_update", update.Event);
        Assert.Equal(["type", "data", "timestamp", "seq", "epoch", "origin"], update.Json!.AsObject().Select(one => one.Key));
    }

    [Fact]
    public async Task Who_asks_for_the_state_gets_it_as_seven_events()
    {
        await using var server = await QueueServer.StartAsync();
        using var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream?snapshot=1"));
        await page.HearAsync();
        Assert.Equal(Seven, (await HearAsync(page, 7)).Select(one => one.Event).Order(StringComparer.Ordinal));
    }

    // queue P11
    [Fact]
    public async Task Who_comes_back_with_the_last_id_hears_what_was_missed_and_no_more()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        var heard = new List<StreamBlock>();
        using (var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream")))
        {
            await page.HearAsync();
            await server.RegisterAsync("W1AW");
            await server.AsAnnaAsync("POST", "/api/admin/queue/next");
            heard.AddRange(await HearAsync(page, 3));
        }

        await server.RestartAsync();
        using var back = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"), heard[0].Id);
        Assert.Null((await back.HearAsync())!.Id);
        Assert.Equal(heard[1..], await HearAsync(back, 2));
        using var byQuery = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream?last_event_id=" + heard[1].Id));
        await byQuery.HearAsync();
        Assert.Equal(heard[2], await byQuery.HearAsync());
    }

    // queue P11
    [Theory]
    [InlineData("rubbish")]
    [InlineData("elsewhere-3")]
    [InlineData("-")]
    public async Task Who_comes_back_with_an_id_of_nothing_gets_the_present_state_with_one_id_at_its_end(string id)
    {
        await using var server = await QueueServer.StartAsync();
        using var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"), id);
        Assert.Null((await page.HearAsync())!.Id);
        var state = await HearAsync(page, 7);
        Assert.All(state[..6], one => Assert.Null(one.Id));
        Assert.NotNull(state[6].Id);
    }

    [Fact]
    public async Task A_quiet_stream_is_kept_alive()
    {
        var clock = new ManualTime();
        await using var server = await QueueServer.StartAsync(time: clock);
        using var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"));
        await page.HearAsync();
        var next = page.HearAsync();
        await clock.PassUntilAsync(next);
        Assert.Equal(new StreamBlock(null, "keepalive", "{}", null), await next);
    }

    [Fact]
    public async Task A_wall_screen_sees_the_whole_at_once_and_after_each_change()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var screen = await StreamClient.ListenAsync(new Uri(server.Address, "/api/public/display/stream"));
        var first = (await screen.HearAsync())!;
        Assert.Equal(("display", "20 m SSB", true), (first.Event, (string?)first.Json!["title"], (bool)first.Json["on_air"]!));
        await server.RegisterAsync("W1AW");
        await server.RegisterAsync("K1ABC");
        JsonNode last;
        do
            last = (await screen.HearAsync())!.Json!;
        while ((int)last["waiting"]! < 2);
        Assert.Equal("""["W1AW","K1ABC"]""", last["next"]!.ToJsonString());
    }

    private static async Task<List<StreamBlock>> HearAsync(StreamClient page, int count)
    {
        var heard = new List<StreamBlock>();
        while (heard.Count < count)
            heard.Add((await page.HearAsync())!);
        return heard;
    }
}
