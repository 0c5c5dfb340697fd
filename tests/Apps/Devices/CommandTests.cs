using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>One device tells another what to do (devices P21).</summary>
public class CommandTests
{
    private const string Seek = """{"command":"seek","payload":{"position":60},"target_device_id":9,"command_id":"k1"}""";
    private const string Done = """{"command_id":"k1","sender_device_id":7,"ok":true,"data":[1]}""";

    // devices P21
    [Fact]
    public async Task A_command_is_forwarded_acknowledged_and_answered_once()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        Assert.Equal("""playback.command_ack {"command_id":"k1","target_device_id":9,"expects_result":true}""", Assert.Single(await browser.AskAsync("playback.command", Seek)).ToString());
        Assert.Equal("""playback.command {"command":"seek","payload":{"position":60},"sender_device_id":7,"command_id":"k1"}""", Assert.Single(await phone.FlushAsync()).ToString());
        Assert.Empty(await phone.AskAsync("playback.command_result", Done));
        Assert.Equal("""playback.command_result {"command_id":"k1","device_id":9,"status":"done","data":[1]}""", Assert.Single(await browser.FlushAsync()).ToString());
        await phone.AskAsync("playback.command_result", Done);
        await home.WaitAsync(15);
        Assert.Empty(await browser.FlushAsync());
    }

    // devices P21
    [Fact]
    public async Task Sent_again_within_a_minute_it_is_not_forwarded_again_but_answered_again()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await browser.AskAsync("playback.command", Seek);
        Assert.Equal(["playback.command_ack"], (await browser.AskAsync("playback.command", Seek)).Select(told => told.Type));
        await phone.SayAsync("playback.command_result", Done);
        await browser.FlushAsync();
        await home.WaitAsync(55);
        Assert.Equal(["playback.command_ack", "playback.command_result"], (await browser.AskAsync("playback.command", Seek)).Select(told => told.Type));
        Assert.Single((await phone.FlushAsync()), told => told.Type == "playback.command");
        await home.WaitAsync(10);
        await browser.SayAsync("playback.command", Seek);
        Assert.Single((await phone.FlushAsync()), told => told.Type == "playback.command");
    }

    // devices P21
    [Fact]
    public async Task A_target_that_says_nothing_is_a_timeout_and_one_that_goes_is_gone()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await browser.AskAsync("playback.command", Seek);
        await home.WaitAsync(9);
        Assert.Empty(await browser.FlushAsync());
        await home.WaitAsync(2);
        Assert.Equal("timeout", (string)Assert.Single(await browser.FlushAsync())["status"]!);
        await phone.SayAsync("playback.command_result", Done);
        Assert.Empty(await browser.FlushAsync());

        await browser.AskAsync("playback.command", Seek.Replace("k1", "k2", StringComparison.Ordinal));
        await phone.LoseAsync();
        Assert.Equal("gone", (string)Assert.Single(await browser.FlushAsync())["status"]!);
    }

    // devices P21
    [Fact]
    public async Task A_target_that_is_not_there_or_in_its_grace_period_or_somebody_elses_is_not_found()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await home.ConnectAsync(8);
        await phone.LoseAsync();
        foreach (var target in new[] { 8, 9, 77 })
        {
            var error = Assert.Single(await browser.AskAsync("playback.command", $$"""{"command":"play","target_device_id":{{target}},"command_id":"k{{target}}"}"""));
            Assert.Equal($$"""playback.error {"code":"device_not_found","message":"Device {{target}} is not connected.","context":"playback.command","command_id":"k{{target}}"}""", error.ToString());
        }
    }

    // devices P21
    [Fact]
    public async Task A_target_that_does_not_read_is_a_timeout_while_its_outbox_takes_it_and_a_failure_when_it_does_not()
    {
        await using var home = await Household.StartAsync();
        var browser = await home.PlayerAsync(7);
        var phone = await home.EnterAsync(9, outboxBytes: 65_536);
        await phone.HelloAsync();
        await phone.FlushAsync();
        await browser.FlushAsync();
        phone.Line.Hold();
        Assert.Equal("playback.command_ack", Assert.Single(await browser.AskAsync("playback.command", Seek)).Type);
        await home.WaitAsync(11);
        Assert.Equal(("k1", "timeout"), ((string)(await browser.NextAsync())["command_id"]!, (string)browser.Seen[^1]["status"]!));

        // Owed too much, it is closed; what was asked of it since then ends as well, each once.
        var large = Seek.Replace("60", $"\"{new string('x', 15_000)}\"", StringComparison.Ordinal);
        for (var i = 0; i < 10; i++)
            await browser.SayAsync("playback.command", large.Replace("k1", $"c{i}", StringComparison.Ordinal));
        await phone.LoseAsync();
        var ends = (await browser.FlushAsync()).Where(told => told.Type is "playback.error" or "playback.command_result")
            .ToLookup(told => (string)told["command_id"]!, told => (string?)told["status"] ?? (string?)told["code"]);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"c{i}"), ends.Select(one => one.Key).Order());
        Assert.All(ends, one => Assert.True(Assert.Single(one) is "gone" or "command_failed"));
        Assert.Contains(ends, one => one.Contains("command_failed"));
        phone.Line.Release();
    }

    [Fact]
    public async Task Without_an_id_a_command_is_forwarded_and_that_is_all()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        Assert.Empty(await browser.AskAsync("playback.command", """{"command":"play","target_device_id":9}"""));
        Assert.Equal("""playback.command {"command":"play","payload":null,"sender_device_id":7}""", Assert.Single(await phone.FlushAsync()).ToString());
    }

    [Fact]
    public async Task A_target_that_does_not_know_results_is_not_waited_for_and_a_device_may_command_itself()
    {
        await using var home = await Household.StartAsync();
        var old = await home.PlayerAsync(9, features: "");
        var told = await old.AskAsync("playback.command", """{"command":"play","target_device_id":9,"command_id":"k1"}""");
        Assert.Equal(["playback.command", "playback.command_ack"], told.Select(one => one.Type));
        Assert.False((bool)told[1]["expects_result"]!);
        await home.WaitAsync(12);
        Assert.Empty(await old.FlushAsync());
    }

    [Fact]
    public async Task A_hundred_commands_may_wait_for_results()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        for (var i = 0; i < 100; i++)
            await browser.SayAsync("playback.command", Seek.Replace("k1", $"c{i}", StringComparison.Ordinal));
        await browser.FlushAsync();
        Assert.Equal("command_failed", (string)Assert.Single(await browser.AskAsync("playback.command", Seek))["code"]!);
        await phone.SayAsync("playback.command_result", """{"command_id":"c5","sender_device_id":7,"ok":false,"message":"No."}""");
        Assert.Equal("""playback.command_result {"command_id":"c5","device_id":9,"status":"failed","message":"No."}""", Assert.Single(await browser.FlushAsync()).ToString());
        Assert.Equal("playback.command_ack", Assert.Single(await browser.AskAsync("playback.command", Seek)).Type);
    }

    // devices P3 and P21
    [Fact]
    public async Task A_replaced_sender_hears_nothing_more_and_the_new_connection_gets_the_result_when_it_asks()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone) = await TwoAsync(home);
        await browser.AskAsync("playback.command", Seek);
        var again = await home.PlayerAsync(7);
        await phone.AskAsync("playback.command_result", Done);
        Assert.Empty(await again.FlushAsync());
        Assert.Equal(["playback.command_ack", "playback.command_result"], (await again.AskAsync("playback.command", Seek)).Select(told => told.Type));
    }

    private static async Task<(HomeDevice Browser, HomeDevice Phone)> TwoAsync(Household home)
    {
        var (browser, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await browser.FlushAsync();
        return (browser, phone);
    }
}
