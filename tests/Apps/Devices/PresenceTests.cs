using Rollcall.Apps.Devices;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>Who is there, who was replaced, who comes back in time.</summary>
public class PresenceTests
{
    // devices P2 and P3
    [Fact]
    public async Task A_newer_connection_takes_the_place_and_nobody_hears_of_it_however_late_the_older_one_ends()
    {
        await using var home = await Household.StartAsync();
        var (watcher, older) = (await home.PlayerAsync(7), await home.ConnectAsync(9));
        await watcher.SayAsync("presence.watch");
        await watcher.FlushAsync();

        var newer = await home.ConnectAsync(9);
        Assert.Equal((1000, "replaced"), await older.ClosedAsync());
        await older.SayAsync("playback.hello", """{"device_name":"Late","device_type":"web"}""");
        await older.LoseAsync();
        await home.WaitAsync(40);
        await home.AppendAsync(7);
        Assert.Equal(["sync"], (await newer.FlushAsync()).Select(told => told.Type));
        Assert.Empty(await watcher.FlushAsync());
        Assert.Equal([7, 9], home.Connected.DevicesOf(Household.User));
    }

    // devices P18 and P19
    [Fact]
    public async Task A_device_back_within_the_grace_period_was_never_away_and_one_that_stays_away_is_told_once()
    {
        await using var home = await Household.StartAsync();
        var watcher = await home.PlayerAsync(7);
        await watcher.SayAsync("presence.watch");
        var phone = await home.PlayerAsync(9);
        await phone.PlayAsync();
        await watcher.FlushAsync();

        await phone.LoseAsync();
        await home.ViewAsync();
        Assert.False(home.Connected.IsConnected(Household.User, 9));
        await home.WaitAsync(29);
        phone = await home.ConnectAsync(9);
        await phone.HelloAsync("Player 9");
        await home.WaitAsync(40);
        Assert.Empty(await watcher.FlushAsync());

        await phone.LoseAsync();
        await home.WaitAsync(29);
        Assert.True(home.Connected.IsOnline(9));
        Assert.Empty(await watcher.FlushAsync());
        await home.WaitAsync(2);
        Assert.Equal(
            [
                """playback.device_stopped {"device_id":9,"reason":"disconnected"}""",
                """{"type":"disconnected","device_id":9}""",
                """{"type":"offline","device_id":9}""",
            ],
            (await watcher.FlushAsync()).Select(told => told.Payload!["change"]?.ToJsonString() ?? told.ToString()));
        Assert.False(home.Connected.IsOnline(9));
        await home.WaitAsync(60);
        Assert.Empty(await watcher.FlushAsync());
    }

    // devices P19
    [Fact]
    public async Task A_device_that_is_back_but_says_no_hello_stops_being_a_player_and_stays_online()
    {
        await using var home = await Household.StartAsync();
        var watcher = await home.PlayerAsync(7);
        var phone = await home.PlayerAsync(9);
        await watcher.SayAsync("presence.watch");
        await watcher.FlushAsync();
        await phone.LoseAsync();
        await home.ConnectAsync(9);
        await home.WaitAsync(31);
        var told = Assert.Single(await watcher.FlushAsync());
        Assert.Equal("""{"type":"disconnected","device_id":9}""", told["change"]!.ToJsonString());
        Assert.True(home.Connected.IsOnline(9));
    }

    [Fact]
    public async Task Who_says_goodbye_is_gone_at_once()
    {
        await using var home = await Household.StartAsync();
        var watcher = await home.ConnectAsync(7);
        await watcher.SayAsync("presence.watch");
        var phone = await home.ConnectAsync(9);
        await phone.GoAsync();
        Assert.Equal(["null", """{"type":"online","device_id":9}""", """{"type":"offline","device_id":9}"""],
            (await watcher.FlushAsync()).Select(told => told["change"]?.ToJsonString() ?? "null"));
    }

    // devices P5
    [Fact]
    public async Task A_connection_whose_session_ended_is_closed_and_its_device_leaves_at_once()
    {
        await using var home = await Household.StartAsync();
        var (watcher, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        await watcher.FlushAsync();
        await home.PostAsync(new UserLetter.Expelling(phone.Member, "revoked"));
        Assert.Equal((1000, "revoked"), await phone.ClosedAsync());
        Assert.Equal(["playback.device_list_changed"], (await watcher.FlushAsync()).Select(told => told.Type));
        Assert.Equal([7], home.Connected.DevicesOf(Household.User));
    }

    [Fact]
    public async Task Watchers_hear_of_devices_that_are_added_renamed_and_removed_with_all_that_is_known_of_them()
    {
        await using var home = await Household.StartAsync();
        var watcher = await home.PlayerAsync(7);
        await watcher.SayAsync("presence.watch");
        var first = Assert.Single(await watcher.FlushAsync());
        Assert.Equal("""{"id":8,"name":"Log-in 8","device_type":"web","online":false,"last_seen":"1970-01-01T00:00:00Z"}""", first["devices"]![1]!.ToJsonString());
        Assert.Equal("""{"id":7,"name":"Player 7","device_type":"web","online":true,"last_seen":"2026-03-14T10:00:00Z"}""", first["devices"]![0]!.ToJsonString());

        home.Cards[0] = home.Cards[0] with { Name = "Kitchen", Renamed = true };
        await home.PostAsync(new UserLetter.Changing("renamed", 7));
        var told = await watcher.FlushAsync();
        Assert.Equal(["playback.device_list_changed", "presence.devices"], told.Select(one => one.Type));
        Assert.All(told, one => Assert.Equal("Kitchen", (string)one["devices"]![0]!["name"]!));

        var phone = await home.ConnectAsync(9);
        await watcher.FlushAsync();
        home.Cards.RemoveAt(2);
        await home.PostAsync(new UserLetter.Changing("removed", 9));
        Assert.Equal((1000, "device_removed"), await phone.ClosedAsync());
        Assert.Equal(["offline", "removed"], (await watcher.FlushAsync()).Select(one => (string)one["change"]!["type"]!));
    }

    [Fact]
    public async Task Watchers_hear_of_a_name_that_a_log_in_changed_and_not_of_a_log_in_that_changed_none()
    {
        await using var home = await Household.StartAsync();
        var watcher = await home.ConnectAsync(7);
        await watcher.SayAsync("presence.watch");
        await watcher.FlushAsync();
        await home.PostAsync(new UserLetter.Changing("updated", 9));
        Assert.Empty(await watcher.FlushAsync());

        home.Cards[2] = home.Cards[2] with { Name = "New phone" };
        // One who comes just now knows already; who was there before does not.
        var late = await home.ConnectAsync(8);
        await late.SayAsync("presence.watch");
        await watcher.FlushAsync();
        home.Cards[2] = home.Cards[2] with { Name = "Newer phone" };
        await home.PostAsync(new UserLetter.Changing("updated", 9));
        var told = Assert.Single(await watcher.FlushAsync());
        Assert.Equal(("renamed", "Newer phone"), ((string)told["change"]!["type"]!, (string)told["devices"]![2]!["name"]!));

        // A player is shown by the name its hello gave.
        var phone = await home.PlayerAsync(9);
        await watcher.FlushAsync();
        home.Cards[2] = home.Cards[2] with { Name = "Newest phone" };
        await home.PostAsync(new UserLetter.Changing("updated", 9));
        Assert.Equal("Player 9", (string)Assert.Single(await watcher.FlushAsync())["devices"]![2]!["name"]!);
        await phone.GoAsync();
    }

    [Fact]
    public async Task When_the_server_stops_every_device_is_told_when_to_come_back()
    {
        var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(9);
        await home.DisposeAsync();
        Assert.Equal("""going_away {"reason":"shutdown","reconnect_after_ms":1234}""", (await phone.NextAsync()).ToString());
        Assert.Equal((1001, "shutdown"), await phone.ClosedAsync());
        Assert.Equal((0, 0), home.Connected.Count());
    }
}
