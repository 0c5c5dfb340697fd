using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Apps.Devices;

/// <summary>Who hears of an event, and what a device is told that comes back.</summary>
public class PushTests
{
    // devices P1
    [Fact]
    public async Task A_connection_is_told_first_who_it_is_and_where_the_log_stands()
    {
        await using var home = await Household.StartAsync();
        await home.AppendAsync(0);
        var phone = await home.EnterAsync(9);

        var first = await phone.NextAsync();
        Assert.Equal("connected", first.Type);
        Assert.Equal("""{"device_id":9,"server_version":"1.4.0","connection_id":"c-1","user_id":42,"epoch":"unused","seq":1,"heartbeat_seconds":30}""", first.Payload!.ToJsonString());
        Assert.Empty(await phone.FlushAsync());
    }

    // devices P11
    [Fact]
    public async Task Everybody_but_the_author_hears_of_an_event_once()
    {
        await using var home = await Household.StartAsync();
        var (browser, phone, box) = (await home.ConnectAsync(7), await home.ConnectAsync(8), await home.ConnectAsync(9));

        await home.AppendAsync(7, payload: """{"a":1}""");
        Assert.Empty(await browser.FlushAsync());
        var told = Assert.Single(await phone.FlushAsync());
        Assert.Equal("""sync {"event":{"seq":1,"type":"note","payload":{"a":1},"server_timestamp":1773482400}}""", told.ToString());
        Assert.Single(await box.FlushAsync());

        // An application, an administrator: all.
        await home.AppendAsync(0);
        Assert.All([browser, phone, box], device => Assert.Single(device.FlushAsync().Result));
    }

    // devices P11
    [Theory]
    [InlineData("c-1", 0)]
    [InlineData("c-99", 1)]
    [InlineData("", 1)]
    [InlineData(null, 0)]
    public async Task A_second_tab_hears_what_the_first_one_appends(string? connectionId, int pushes)
    {
        await using var home = await Household.StartAsync();
        var tab = await home.ConnectAsync(7);
        await home.AppendAsync(7, connectionId: connectionId);
        Assert.Equal(pushes, (await tab.FlushAsync()).Count);
    }

    [Fact]
    public async Task What_was_done_before_is_not_pushed_again()
    {
        await using var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(8);
        await home.AppendAsync(7, id: "p-1");
        Assert.Equal(new UserAnswer.Repeated(1), await home.AppendAsync(7, id: "p-1"));
        Assert.Single(await phone.FlushAsync());
    }

    // devices P14
    [Fact]
    public async Task A_first_connection_gets_no_nudge_and_a_later_one_gets_it_directly_after_connected_if_it_missed_something()
    {
        await using var home = await Household.StartAsync();
        await home.AppendAsync(7);
        var phone = await home.EnterAsync(9);
        Assert.Equal(["connected"], (await phone.FlushAsync()).Select(told => told.Type));
        Assert.Equal(1, home.Delivered(9));

        await phone.LoseAsync();
        await home.AppendAsync(7);
        await home.AppendAsync(7);
        phone = await home.EnterAsync(9);
        var told = await phone.FlushAsync();
        Assert.Equal(["connected", "sync"], told.Select(one => one.Type));
        Assert.Equal(3, (int)told[1]["event"]!["seq"]!);
    }

    // devices P14
    [Fact]
    public async Task Who_closed_properly_and_missed_nothing_gets_no_nudge()
    {
        await using var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(9);
        await home.AppendAsync(7);
        await phone.GoAsync();
        phone = await home.EnterAsync(9);
        Assert.Equal(["connected"], (await phone.FlushAsync()).Select(told => told.Type));
    }

    // devices P14
    [Fact]
    public async Task Its_own_events_are_nothing_a_device_missed()
    {
        await using var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(9);
        await phone.LoseAsync();
        await home.AppendAsync(9);
        phone = await home.EnterAsync(9);
        Assert.Equal(["connected"], (await phone.FlushAsync()).Select(told => told.Type));
    }

    // devices P14
    [Fact]
    public async Task A_push_counts_as_delivered_when_a_later_ping_was_answered()
    {
        await using var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(9);
        await home.AppendAsync(7);
        Assert.True(phone.Member.AwaitsAnswer);
        home.Clock.Advance(TimeSpan.FromSeconds(1));
        await phone.AnswerPingAsync();
        await phone.FlushAsync();
        Assert.Equal(1, home.Delivered(9));
        Assert.False(phone.Member.AwaitsAnswer);

        await home.AppendAsync(7);
        await phone.LoseAsync();
        Assert.Equal(["connected", "sync"], (await (await home.EnterAsync(9)).FlushAsync()).Select(told => told.Type));
    }

    // devices P14
    [Fact]
    public async Task Pushes_close_no_gap_before_them_but_fetching_does()
    {
        await using var home = await Household.StartAsync();
        await (await home.ConnectAsync(9)).GoAsync();
        await home.AppendAsync(7);
        var phone = await home.ConnectAsync(9);
        await home.AppendAsync(7);
        home.Clock.Advance(TimeSpan.FromSeconds(1));
        await phone.AnswerPingAsync();
        await phone.FlushAsync();
        Assert.Equal(0, home.Delivered(9));

        await home.ReadAsync(0, device: 9);
        Assert.Equal(2, home.Delivered(9));
        await home.AppendAsync(7);
        await home.ViewAsync(device: 9);
        Assert.Equal(3, home.Delivered(9));
    }

    // devices P10
    [Fact]
    public async Task Pushes_ascend_and_from_the_connect_on_have_no_hole_whatever_races_with_it()
    {
        await using var home = await Household.StartAsync();
        // So many appends race with each that enters, and so many are inside at once: what all of them together hear grows with the product.
        const int Entering = 1_000, Racing = 3, Staying = 20;
        using var due = new SemaphoreSlim(0);
        var appends = Task.Run(async () =>
        {
            for (var i = 0; i < Entering * Racing; i++)
            {
                await due.WaitAsync();
                await home.AppendAsync(7);
            }
        });
        var inside = new Queue<HomeDevice>();
        for (var came = 0; came < Entering; came++)
        {
            due.Release(Racing);
            inside.Enqueue(await home.EnterAsync(100 + came));
            if (inside.Count <= Staying)
                continue;
            var leaving = inside.Dequeue();
            await HeardToAsync(leaving);
            await leaving.LoseAsync();
        }

        await appends;
        foreach (var device in inside)
            Assert.Equal(Entering * Racing, await HeardToAsync(device));

        static async Task<long> HeardToAsync(HomeDevice device)
        {
            var told = await device.FlushAsync();
            var seq = (long)told[0]["seq"]!;
            Assert.All(told.Skip(1), push => Assert.Equal(++seq, (long)push["event"]!["seq"]!));
            return seq;
        }
    }

    // devices P17
    [Fact]
    public async Task What_a_connection_that_does_not_read_is_owed_is_bounded_and_the_others_hear_everything_meanwhile()
    {
        const int Limit = 65_536, Large = 30_000;
        await using var home = await Household.StartAsync();
        var (stalled, healthy) = (await home.EnterAsync(8, outboxBytes: Limit), await home.ConnectAsync(9));
        await stalled.FlushAsync();
        stalled.Line.Hold();
        for (var i = 1; i <= 200; i++)
        {
            await home.AppendAsync(7, payload: $$"""{"text":"{{new string('x', Large)}}"}""");
            Assert.InRange(stalled.Member.Outbox.OwedBytes, 0, Limit + Large + 1_000);
            Assert.Equal(i, (int)Assert.Single(await healthy.FlushAsync())["event"]!["seq"]!);
        }

        stalled.Line.Release();
        Assert.Equal((4001, "slow_consumer"), await stalled.ClosedAsync());
    }

    // devices P9
    [Fact]
    public async Task Nobody_hears_of_an_event_nor_is_it_answered_or_counted_before_it_is_on_the_disk()
    {
        await using var home = await Household.StartAsync();
        var phone = await home.ConnectAsync(8);
        var (reached, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        home.Store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await written.Task;
        };
        var appending = home.AppendAsync(7);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        // Whatever was said to it by now lies in its line already: the loop that would say it stands before the disk.
        var next = phone.NextAsync();
        Assert.False(next.IsCompleted || appending.IsCompleted);
        Assert.Equal(0, home.State.Head);
        written.SetResult();
        Assert.IsType<UserAnswer.Appended>(await appending);
        Assert.Equal("sync", (await next).Type);
    }

    [Fact]
    public async Task A_log_keeps_its_life_over_a_restart_also_while_it_is_empty()
    {
        await using var home = await Household.StartAsync();
        var epoch = (await home.ViewAsync()).Epoch;
        await home.RestartAsync();
        Assert.Equal(epoch, (await home.ViewAsync()).Epoch);
        Assert.True((await home.ReadAsync(3)).IsGone);
        Assert.True((await home.ReadAsync(1, "another")).IsGone);
        Assert.Empty((await home.ReadAsync(0, "another")).Events!);
    }

    [Fact]
    public async Task More_than_the_burst_has_to_wait_and_as_time_goes_on_there_is_room_again()
    {
        await using var home = await Household.StartAsync(new() { AppendBurst = 100, AppendsPerSecond = 20 });
        for (var i = 0; i < 100; i++)
            Assert.IsType<UserAnswer.Appended>(await home.AppendAsync(7));
        var letter = new UserLetter.Appending(new("note", new("{}"u8.ToArray()), Author.Device(7), null, "e"), null);
        await home.PostAsync(letter);
        var refused = (await letter.Reply).Answer!;
        Assert.Null(refused.Answer);
        Assert.Equal(0.05, refused.RetryAfter!.Value.TotalSeconds, 3);
        home.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<UserAnswer.Appended>(await home.AppendAsync(7));
    }

    [Fact]
    public async Task While_the_store_refuses_writes_devices_connect_and_hear_each_other_all_the_same()
    {
        await using var home = await Household.StartAsync();
        home.Store.Refuses = "The disk is full.";
        var (browser, phone) = (await home.PlayerAsync(7), await home.PlayerAsync(9));
        var letter = new UserLetter.Appending(new("note", new("{}"u8.ToArray()), Author.Device(7), null, "e"), null);
        await home.PostAsync(letter);
        Assert.Equal(Undone.StoreRefuses, (await letter.Reply).Undone);
        await phone.PlayAsync();
        Assert.Contains(await browser.FlushAsync(), told => told.Type == "playback.device_state");
        home.Store.Refuses = null;
        Assert.IsType<UserAnswer.Appended>(await home.AppendAsync(7));
    }
}
