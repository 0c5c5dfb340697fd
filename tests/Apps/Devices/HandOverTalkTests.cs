using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>Handing playback over, as devices hear it (devices P22).</summary>
public class HandOverTalkTests
{
    private const string Ask = """{"handover_id":"h1","from_device_id":9,"to_device_id":7}""";
    private const string Ready = """{"handover_id":"h1","state":{"current_track":{"id":"t1"},"position":61.2,"is_playing":false},"queue":[{"id":"t1","added_at":1}],"queue_version":3}""";

    // devices P22
    [Fact]
    public async Task Playback_goes_on_where_it_was_asked_for()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        Assert.Equal(["releasing"], Stages(await browser.AskAsync("playback.handover", Ask)));
        Assert.Equal("""playback.handover_release {"handover_id":"h1","to_device_id":7,"timeout_ms":5000}""", Assert.Single(await phone.FlushAsync()).ToString());
        await phone.SayAsync("playback.handover_ready", Ready);
        var told = await browser.FlushAsync();
        Assert.Equal(["taking", "playback.handover_take"], Stages(told));
        Assert.Equal("""{"handover_id":"h1","from_device_id":9,"state":{"current_track":{"id":"t1"},"position":61.2,"is_playing":false},"queue":[{"id":"t1","added_at":1}],"queue_version":3,"play":true,"timeout_ms":10000}""", told[1].Payload!.ToJsonString());
        Assert.Equal(["done", "playback.device_stopped", "playback.device_list_changed"], Stages(await browser.AskAsync("playback.handover_taken", """{"handover_id":"h1"}""")));
        Assert.Equal(["done"], Stages(await phone.FlushAsync()));

        // What the source still says of its paused player is late; that it plays again is not.
        await phone.PlayAsync(isPlaying: false);
        Assert.Empty(await browser.FlushAsync());
        await phone.PlayAsync();
        Assert.Equal(2, (await browser.FlushAsync()).Count);
        Assert.Equal(["done"], Stages(await browser.AskAsync("playback.handover", Ask)));
    }

    // devices P22
    [Fact]
    public async Task A_source_in_its_grace_period_is_taken_over_from_where_it_must_be_by_now()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await phone.PlayAsync(position: 60);
        await phone.LoseAsync();
        await home.WaitAsync(10);
        await browser.FlushAsync();
        var told = await browser.AskAsync("playback.handover", Ask);
        Assert.Equal(["taking", "playback.handover_take"], Stages(told));
        Assert.Equal(70, (double)told[1]["state"]!["position"]!, 3);
        Assert.True((bool)told[1]["play"]!);
        // It comes back while its playback is being taken: that changes nothing.
        await home.PlayerAsync(9);
        await browser.SayAsync("playback.handover_taken", """{"handover_id":"h1"}""");
        Assert.Contains("done", Stages(await browser.FlushAsync()));
    }

    [Fact]
    public async Task Nobody_is_taken_beyond_the_end_of_the_track_and_a_paused_one_stays_paused()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await phone.PlayAsync(position: 95);
        await phone.LoseAsync();
        await home.WaitAsync(20);
        await browser.FlushAsync();
        Assert.Equal(100, (double)(await browser.AskAsync("playback.handover", Ask))[1]["state"]!["position"]!, 3);
        await browser.SayAsync("playback.handover_refused", """{"handover_id":"h1"}""");

        phone = await home.PlayerAsync(9);
        await phone.PlayAsync(position: 5, isPlaying: false);
        await browser.FlushAsync();
        await browser.AskAsync("playback.handover", Ask.Replace("h1", "h2", StringComparison.Ordinal));
        await phone.SayAsync("playback.handover_ready", Ready.Replace("h1", "h2", StringComparison.Ordinal));
        Assert.False((bool)(await browser.FlushAsync())[1]["play"]!);
    }

    // devices P22
    [Theory]
    [InlineData("source", "source_gone")]
    [InlineData("target", "target_gone")]
    [InlineData("nobody", "source_timeout")]
    public async Task A_device_that_dies_or_says_nothing_ends_it_and_nothing_stored_changes(string dying, string reason)
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        var box = await home.PlayerAsync(8);
        await browser.FlushAsync();
        await box.SayAsync("playback.handover", Ask);
        await box.FlushAsync();
        if (dying == "source")
            await phone.LoseAsync();
        else if (dying == "target")
            await browser.LoseAsync();
        else
            await home.WaitAsync(6);
        var told = Assert.Single(await box.FlushAsync(), one => one.Type == "playback.handover_state");
        Assert.Equal(("aborted", reason), ((string)told["stage"]!, (string)told["reason"]!));
        Assert.Equal("t1", (string)Assert.Single((await Again(box))["session"]!["active_devices"]!.AsArray())!["state"]!["current_track"]!["id"]!);
        if (dying != "source")
            Assert.Equal("handover_unknown", (string)Assert.Single(await phone.AskAsync("playback.handover_ready", Ready), one => one.Type == "playback.error")["code"]!);

        static async Task<Told> Again(HomeDevice device) => (await device.AskAsync("playback.hello", """{"device_name":"Player 8","device_type":"web"}""")).Single(one => one.Type == "playback.welcome");
    }

    // devices P22
    [Fact]
    public async Task A_target_that_loads_too_long_is_a_timeout_and_is_told_that_it_is_over()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await browser.AskAsync("playback.handover", Ask);
        await phone.SayAsync("playback.handover_ready", Ready);
        await home.WaitAsync(11);
        Assert.Equal("target_timeout", (string)(await browser.FlushAsync())[^1]["reason"]!);
        Assert.Equal("handover_unknown", (string)Assert.Single(await browser.AskAsync("playback.handover_taken", """{"handover_id":"h1"}"""))["code"]!);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_once()
    {
        await using var home = await Household.StartAsync();
        var browser = await home.PlayerAsync(7);
        var old = await home.PlayerAsync(8, features: "");
        var phone = await home.PlayerAsync(9);
        await home.ConnectAsync(5);
        await browser.FlushAsync();
        Assert.Equal("invalid_message", await CodeAsync(7, 7));
        Assert.Equal("device_not_found", await CodeAsync(9, 77));
        Assert.Equal("device_not_found", await CodeAsync(77, 7));
        Assert.Equal("device_not_found", await CodeAsync(9, 5));
        Assert.Equal("not_supported", await CodeAsync(9, 8));
        await old.PlayAsync();
        await browser.FlushAsync();
        Assert.Equal("not_supported", await CodeAsync(8, 7));
        Assert.Equal("nothing_playing", await CodeAsync(9, 7));
        await phone.PlayAsync();
        await browser.AskAsync("playback.handover", Ask);
        Assert.Equal("handover_in_progress", await CodeAsync(9, 7));

        async Task<string> CodeAsync(long from, long to) =>
            (string)Assert.Single(await browser.AskAsync("playback.handover", $$"""{"handover_id":"x","from_device_id":{{from}},"to_device_id":{{to}}}"""))["code"]!;
    }

    private static IEnumerable<string> Stages(IEnumerable<Told> told) => told.Select(one => one.Type == "playback.handover_state" ? (string)one["stage"]! : one.Type);

    private static async Task<(HomeDevice Browser, HomeDevice Phone)> TwoAsync(Household home)
    {
        var (browser, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await phone.PlayAsync();
        await browser.FlushAsync();
        return (browser, phone);
    }
}
