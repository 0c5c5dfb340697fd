using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>What players show each other.</summary>
public class PlaybackTests
{
    [Theory]
    [InlineData("playback.state", """{"current_track":null,"is_playing":true}""")]
    [InlineData("playback.command", """{"command":"play","target_device_id":7,"command_id":"k1"}""")]
    [InlineData("playback.queue_update", """{"queue":"no"}""")]
    public async Task Nothing_is_taken_before_hello(string type, string payload)
    {
        await using var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(9);
        var error = Assert.Single(await phone.AskAsync(type, payload));
        Assert.Equal(("playback.error", "invalid_message", type), (error.Type, (string)error["code"]!, (string)error["context"]!));
        Assert.Equal(type == "playback.command" ? "k1" : null, (string?)error["command_id"]);
    }

    [Fact]
    public async Task A_player_is_shown_to_the_others_from_hello_to_stop()
    {
        await using var home = await Household.StartAsync();
        var browser = await home.PlayerAsync(7);
        var phone = await home.PlayerAsync(9);
        Assert.Equal("""{"type":"connected","device_id":9}""", Assert.Single(await browser.FlushAsync())["change"]!.ToJsonString());

        await phone.SayAsync("playback.state", """{"current_track":{"id":"t1","more":[1]},"is_playing":true,"extra":{"a":1}}""");
        var told = await browser.FlushAsync();
        Assert.Equal("""playback.device_state {"device_id":9,"device_name":"Player 9","state":{"current_track":{"id":"t1","more":[1]},"is_playing":true,"extra":{"a":1}}}""", told[0].ToString());
        Assert.Equal("""{"type":"started_playing","device_id":9}""", told[1]["change"]!.ToJsonString());
        Assert.Equal("""{"id":9,"name":"Player 9","device_type":"web","is_playing":true,"connected_at":1773482400000,"owner_user_id":42,"owner_handle":"ada","is_shared":false}""", told[1]["devices"]![1]!.ToJsonString());

        await phone.PlayAsync();
        Assert.Single(await browser.FlushAsync());
        await phone.SayAsync("playback.queue_update", """{"queue":[{"id":"t1","added_at":null},{"id":2}],"queue_version":3,"context":{"album":1}}""");
        Assert.Equal("""playback.device_queue {"device_id":9,"queue":[{"id":"t1","added_at":null},{"id":2}],"queue_version":3,"context":{"album":1}}""", Assert.Single(await browser.FlushAsync()).ToString());
        await phone.SayAsync("playback.state", """{"current_track":null,"is_playing":false}""");
        Assert.Equal(["playback.device_stopped", "playback.device_list_changed"], (await browser.FlushAsync()).Select(one => one.Type));
        await phone.SayAsync("playback.state", """{"current_track":null,"is_playing":false}""");
        Assert.Empty(await browser.FlushAsync());
        Assert.Empty(await phone.FlushAsync());
    }

    // devices P20
    [Fact]
    public async Task A_late_joiners_welcome_shows_what_a_listener_present_all_along_has_pieced_together()
    {
        await using var home = await Household.StartAsync();
        var listener = await home.PlayerAsync(7);
        var players = new[] { await home.PlayerAsync(8), await home.PlayerAsync(9) };
        var (chance, picture) = (new Random(20), new SortedDictionary<long, (string? State, string Queue)> { [8] = (null, "[]"), [9] = (null, "[]") });
        for (var step = 0; step < 200; step++)
        {
            var player = players[chance.Next(2)];
            switch (chance.Next(4))
            {
                case 0:
                    await player.SayAsync("playback.state", """{"current_track":null,"is_playing":false}""");
                    break;
                case 1:
                    await player.SayAsync("playback.queue_update", $$"""{"queue":[{"id":{{step}}}],"queue_version":{{step}}}""");
                    break;
                default:
                    await player.PlayAsync($"t{step}");
                    break;
            }

            foreach (var told in await listener.FlushAsync())
            {
                if (told.Type == "playback.device_list_changed")
                    continue;
                var (id, known) = ((long)told["device_id"]!, picture[(long)told["device_id"]!]);
                picture[id] = told.Type switch
                {
                    "playback.device_state" => known with { State = told["state"]!.ToJsonString() },
                    "playback.device_stopped" => known with { State = null },
                    _ => known with { Queue = told["queue"]!.ToJsonString() },
                };
            }

            if (step % 20 != 0)
                continue;
            var late = await home.ConnectAsync(100 + step);
            await late.HelloAsync();
            var welcome = Assert.Single(await late.FlushAsync());
            Assert.Equal("playback.welcome", welcome.Type);
            Assert.Equal(picture.Where(one => one.Value.State is not null).Select(one => (one.Key, one.Value.State!, one.Value.Queue)),
                welcome["session"]!["active_devices"]!.AsArray().Select(one => ((long)one!["device_id"]!, one["state"]!.ToJsonString(), one["queue"]!.ToJsonString())));
            await late.GoAsync();
        }
    }

    [Fact]
    public async Task A_state_that_is_not_renewed_for_two_minutes_is_stale_and_the_queue_stays()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await phone.PlayAsync();
        await phone.SayAsync("playback.queue_update", """{"queue":[{"id":1}],"queue_version":5}""");
        await browser.FlushAsync();
        await home.WaitAsync(119);
        Assert.Empty(await browser.FlushAsync());
        await home.WaitAsync(6);
        var told = await browser.FlushAsync();
        Assert.Equal("""playback.device_stopped {"device_id":9,"reason":"stale"}""", told[0].ToString());
        Assert.Equal("stopped_playing", (string)told[1]["change"]!["type"]!);
        Assert.Equal(5, (int)Assert.Single(await browser.AskAsync("playback.request_queue", """{"target_device_id":9}"""))["queue_version"]!);
    }

    [Fact]
    public async Task A_queue_is_asked_for_by_device_or_ones_own_or_the_latest_of_any()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone, box) = (await home.PlayerAsync(7), await home.PlayerAsync(8), await home.PlayerAsync(9));
        Assert.Equal("""playback.queue_sync {"device_id":7,"queue":[],"queue_version":0}""", (await browser.AskAsync("playback.request_queue"))[^1].ToString());
        await box.SayAsync("playback.queue_update", """{"queue":[{"id":1}],"queue_version":1}""");
        await phone.SayAsync("playback.queue_update", """{"queue":[{"id":2}],"queue_version":2}""");
        Assert.Equal(8, (int)(await browser.AskAsync("playback.request_queue", "{}"))[^1]["device_id"]!);
        Assert.Equal(9, (int)(await box.AskAsync("playback.request_queue"))[^1]["device_id"]!);
        Assert.Equal(9, (int)(await browser.AskAsync("playback.request_queue", """{"target_device_id":9}"""))[^1]["device_id"]!);
        Assert.Equal("device_not_found", (string)(await browser.AskAsync("playback.request_queue", """{"target_device_id":77}"""))[^1]["code"]!);
    }

    // devices P23
    [Fact]
    public async Task A_listener_that_is_behind_finds_only_the_newest_state_of_a_device()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await phone.PlayAsync();
        await browser.FlushAsync();
        browser.Line.Hold();
        await home.AppendAsync(9);
        for (var i = 1; i <= 50; i++)
            await phone.SayAsync("playback.state", $$"""{"current_track":{"id":"t{{i}}","note":"{{new string('x', 16_000)}}"},"is_playing":true}""");
        await home.ViewAsync();
        Assert.InRange(browser.Member.Outbox.OwedBytes, 1, 60_000);
        browser.Line.Release();
        var states = (await browser.FlushAsync()).Where(told => told.Type == "playback.device_state").ToList();
        Assert.InRange(states.Count, 1, 3);
        Assert.Equal("t50", (string)states[^1]["state"]!["current_track"]!["id"]!);
    }

    [Theory]
    [InlineData("playback.state", """{"current_track":{"id":7},"is_playing":true}""", "invalid_message")]
    [InlineData("playback.state", """{"current_track":{"id":"t"}}""", "invalid_message")]
    [InlineData("playback.state", """{"is_playing":true}""", "invalid_message")]
    [InlineData("playback.state", """{"current_track":null,"is_playing":true,"volume":1.5}""", "invalid_message")]
    [InlineData("playback.state", """{"current_track":null,"is_playing":true,"position":-1}""", "invalid_message")]
    [InlineData("playback.state", """{"current_track":null,"is_playing":true,"repeat":"twice"}""", "invalid_message")]
    [InlineData("playback.state", """{"current_track":null,"is_playing":true,"queue_position":1.5}""", "invalid_message")]
    [InlineData("playback.queue_update", """{"queue":[{"id":true}],"queue_version":1}""", "invalid_message")]
    [InlineData("playback.queue_update", """{"queue":[]}""", "invalid_message")]
    [InlineData("playback.queue_update", """{"queue":[],"queue_version":1,"context":[]}""", "invalid_message")]
    [InlineData("playback.hello", """{"device_name":"A","device_type":"toaster"}""", "invalid_message")]
    [InlineData("playback.hello", """{"device_type":"web"}""", "invalid_message")]
    [InlineData("playback.hello", """{"device_name":"A","device_type":"web","features":["a",1]}""", "invalid_message")]
    [InlineData("playback.dance", "{}", "invalid_message")]
    [InlineData("playback.state", "7", "invalid_message")]
    [InlineData("playback.command", """{"command":"","target_device_id":9}""", "invalid_message")]
    [InlineData("playback.command", """{"command":"play"}""", "invalid_message")]
    [InlineData("playback.handover", """{"handover_id":"h","from_device_id":9,"to_device_id":"7"}""", "invalid_message")]
    public async Task What_is_malformed_is_refused_and_what_was_stored_stays(string type, string payload, string code)
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await phone.PlayAsync();
        await browser.FlushAsync();
        var error = Assert.Single(await phone.AskAsync(type, payload));
        Assert.Equal(("playback.error", code, type), (error.Type, (string)error["code"]!, (string)error["context"]!));
        Assert.Empty(await browser.FlushAsync());
        Assert.Equal("t1", (string)Assert.Single(Assert.Single(await browser.AskAsync("playback.hello", """{"device_name":"Player 7","device_type":"web"}"""))["session"]!["active_devices"]!.AsArray())!["state"]!["current_track"]!["id"]!);
    }

    [Fact]
    public async Task Five_hundred_entries_are_a_queue_and_one_more_is_too_long()
    {
        await using var home = await Household.StartAsync();
        var phone = await home.PlayerAsync(9);
        Assert.Empty(await phone.AskAsync("playback.queue_update", Queue(500)));
        Assert.Equal("queue_limit_exceeded", (string)Assert.Single(await phone.AskAsync("playback.queue_update", Queue(501)))["code"]!);
        Assert.Equal("queue_limit_exceeded", (string)Assert.Single(await phone.AskAsync("playback.queue_update", $$"""{"queue":[{"id":"{{new string('x', 66_000)}}"}],"queue_version":1}"""))["code"]!);

        static string Queue(int entries) => $$"""{"queue":[{{string.Join(',', Enumerable.Range(0, entries).Select(i => $"{{\"id\":{i}}}"))}}],"queue_version":1}""";
    }
}
