using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>A device that dies in the middle of a hand-over leaves playback where it was (devices P22).</summary>
public class HandOverDeathTests
{
    private const string Ask = """{"handover_id":"h1","from_device_id":9,"to_device_id":7}""";
    private const string Ready = """{"handover_id":"h1","state":{"current_track":{"id":"t1"},"position":61.2,"is_playing":false},"queue":[],"queue_version":9}""";
    private const string Taken = """{"handover_id":"h1"}""";

    // devices P22
    [Theory]
    [InlineData("source", false, "source_gone")]
    [InlineData("target", false, "target_gone")]
    [InlineData("target", true, "target_gone")]
    [InlineData("nobody", false, "source_timeout")]
    [InlineData("nobody", true, "target_timeout")]
    [InlineData("refusing source", false, "refused")]
    [InlineData("refusing target", true, "refused")]
    public async Task Whoever_dies_or_refuses_before_it_is_taken_nothing_stored_changes_and_all_three_are_told_in_time(string dying, bool isReleased, string reason)
    {
        await using var home = await Household.StartAsync();
        var (target, asker, source) = (await home.PlayerAsync(7), await home.PlayerAsync(8), await home.PlayerAsync(9));
        await source.PlayAsync(position: 60);
        await source.SayAsync("playback.queue_update", """{"queue":[{"id":"t1","added_at":1}],"queue_version":3,"context":{"album":1}}""");
        var before = await SeenByAsync(home, 100);
        await asker.SayAsync("playback.handover", Ask);
        if (isReleased)
            await source.SayAsync("playback.handover_ready", Ready);
        foreach (var device in new[] { target, asker, source })
            await device.FlushAsync();

        switch (dying)
        {
            case "source":
                await source.LoseAsync();
                break;
            case "target":
                await target.LoseAsync();
                break;
            case "refusing source":
                await source.SayAsync("playback.handover_refused", """{"handover_id":"h1","message":"No."}""");
                break;
            case "refusing target":
                await target.SayAsync("playback.handover_refused", """{"handover_id":"h1"}""");
                break;
            default:
                await home.WaitAsync(16);
                break;
        }

        foreach (var device in new[] { asker, source, target }.Where(one => one.Id != (dying switch { "source" => 9, "target" => 7, _ => 0 })))
        {
            var ended = Assert.Single(await device.FlushAsync(), one => one.Type == "playback.handover_state");
            Assert.Equal(("aborted", reason), ((string)ended["stage"]!, (string)ended["reason"]!));
        }

        Assert.Equal(before, await SeenByAsync(home, 101));
        // Who is late is told, and the next one may ask.
        if (dying is not "target")
            Assert.Equal("handover_unknown", (string)Assert.Single(await target.AskAsync("playback.handover_taken", Taken), one => one.Type == "playback.error")["code"]!);
        if (dying is "nobody")
            Assert.Equal("releasing", (string)Assert.Single(await asker.AskAsync("playback.handover", Ask.Replace("h1", "h2", StringComparison.Ordinal)), one => one.Type == "playback.handover_state")["stage"]!);
    }

    // devices P22
    [Fact]
    public async Task A_source_that_dies_after_it_let_go_is_not_needed_any_more()
    {
        await using var home = await Household.StartAsync();
        var (target, source) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await source.PlayAsync();
        await target.AskAsync("playback.handover", Ask);
        await source.AskAsync("playback.handover_ready", Ready);
        await source.LoseAsync();
        await target.FlushAsync();
        var told = await target.AskAsync("playback.handover_taken", Taken);
        Assert.Equal("done", (string)told[0]["stage"]!);
        Assert.Equal("""playback.device_stopped {"device_id":9,"reason":"stopped"}""", told[1].ToString());
        Assert.Equal("[]", await SeenByAsync(home, 100));
    }

    // devices P22
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_source_still_says_of_its_paused_player_is_late_for_five_seconds(bool isPlaying)
    {
        await using var home = await Household.StartAsync();
        var (target, source) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await source.PlayAsync();
        await target.AskAsync("playback.handover", Ask);
        await source.AskAsync("playback.handover_ready", Ready);
        await target.AskAsync("playback.handover_taken", Taken);
        await source.PlayAsync(isPlaying: isPlaying);
        Assert.Equal(isPlaying, (await target.FlushAsync()).Any(one => one.Type == "playback.device_state"));
        await home.WaitAsync(6);
        await source.PlayAsync(isPlaying: false);
        Assert.Contains(await target.FlushAsync(), one => one.Type == "playback.device_state");
    }

    // What somebody who just came would be shown.
    private static async Task<string> SeenByAsync(Household home, long newcomer)
    {
        var device = await home.ConnectAsync(newcomer);
        var welcome = Assert.Single(await device.AskAsync("playback.hello", """{"device_name":"New","device_type":"web"}"""), one => one.Type == "playback.welcome");
        await device.GoAsync();
        await home.ViewAsync();
        return welcome["session"]!["active_devices"]!.ToJsonString();
    }
}
