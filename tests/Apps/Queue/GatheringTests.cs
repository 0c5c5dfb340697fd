using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;
using static Rollcall.Tests.Support.Queue.QueueScene;

namespace Rollcall.Tests.Apps.Queue;

public sealed class GatheringTests : IAsyncLifetime
{
    private readonly MemoryStore store = new();
    private readonly TestClock clock = new();
    private LiveQueue queue = null!;

    public async ValueTask InitializeAsync() => queue = await LiveQueue.StartAsync(store, clock);

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task The_events_of_a_request_come_before_its_response()
    {
        using var ear = await queue.ListenAsync();
        await queue.RegisterAsync("W1AW");
        await ear.HeardAsync();
        await queue.PostAsync(new QueueLetter.Asking(new QueueCommand.Next(Anna, null), reply =>
            ear.Member.Outbox.Post(SharedFrame.Text(System.Text.Encoding.UTF8.GetBytes($$"""{"type":"response","seq":{{((QueueReply.Dealt)reply).LastSeq}}}""")))));

        Assert.Equal("current_qso 5, queue_update 6, response", await ear.ToldAsync());
    }

    // queue P2
    [Fact]
    public async Task All_hear_the_same_events_in_the_same_order_and_operators_events_only_who_asked()
    {
        using var socket = await queue.ListenAsync();
        using var stream = await queue.StreamAsync();
        using var everything = await queue.ListenAsync();
        await queue.PostAsync(new QueueLetter.Subscribing(everything.Member, QueueTopics.Public | QueueTopics.Operators, null, _ => SharedFrame.Text("""{"type":"response"}"""u8), _ => { }));
        await queue.RegisterAsync("W1AW");
        await queue.DoAsync(new QueueCommand.BanCallsign(Anna, "F5ABC", null, false));
        await queue.DoAsync(new QueueCommand.SetPaused(Anna, true));

        Assert.Equal("queue_update 4, queue_pause_update 6", await socket.ToldAsync());
        Assert.Equal("response, queue_update 4, banned_callsigns_update 5, queue_pause_update 6", await everything.ToldAsync());
        var text = await stream.HeardAsync();
        Assert.StartsWith("retry: 3000\nid: k3v9-3\nevent: connected\ndata: {\"message\":\"SSE connection established\",\"epoch\":\"k3v9\",\"seq\":3}\n\nid: k3v9-4\nevent: queue_update\ndata: {\"type\":\"queue_update\",", text, StringComparison.Ordinal);
        Assert.EndsWith("id: k3v9-6\nevent: queue_pause_update\ndata: {\"type\":\"queue_pause_update\",\"data\":{\"paused\":true},\"timestamp\":\"2026-03-14T10:00:00.000Z\",\"seq\":6,\"epoch\":\"k3v9\",\"origin\":\"shack-pc\"}\n\n", text, StringComparison.Ordinal);
    }

    // queue P11
    [Fact]
    public async Task Who_was_away_gets_every_event_again_in_the_same_bytes_also_after_a_restart_and_in_the_middle_of_a_command()
    {
        using var socket = await queue.ListenAsync();
        using var stream = await queue.StreamAsync();
        foreach (var callsign in new[] { "W1AW", "K1ABC", "G3XYZ" })
            await queue.RegisterAsync(callsign);
        clock.Advance(TimeSpan.FromSeconds(61.25));
        await queue.DoAsync(new QueueCommand.Next(Anna, null));
        await queue.DoAsync(new QueueCommand.Next(Anna, null));
        var (frames, blocks) = ((await socket.HeardAsync()).Split('\n'),
            (await stream.HeardAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(part => part.StartsWith("id:", StringComparison.Ordinal)).ToArray());
        Assert.Equal((8, 8), (frames.Length, blocks.Length));

        foreach (var restart in new[] { false, true })
        {
            if (restart)
                queue = await queue.RestartAsync();
            for (var missed = 0; missed <= 8; missed++)
            {
                using var back = await queue.ListenAsync();
                Subscribed? told = null;
                await queue.PostAsync(new QueueLetter.Subscribing(back.Member, QueueTopics.Public, new("k3v9", 11 - missed), subscribed =>
                {
                    told = subscribed;
                    return SharedFrame.Text("{}"u8);
                }, _ => { }));
                Assert.Equal((true, missed), (told!.Recovered, told.Replayed));
                var heard = (await back.HeardAsync()).Split('\n');
                Assert.Equal("{}", heard[0]);
                Assert.Equal(frames[^missed..], heard[1..]);

                using var again = await queue.StreamAsync(lastEventId: $"k3v9-{11 - missed}");
                var parts = (await again.HeardAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
                Assert.Equal(blocks[^missed..], parts[1..]);
                Assert.DoesNotContain("id:", parts[0], StringComparison.Ordinal);
            }
        }
    }

    // queue P11
    [Theory]
    [InlineData("k3v8-11")]
    [InlineData("k3v9-12")]
    [InlineData("rubbish")]
    [InlineData("k3v9-x")]
    [InlineData("-")]
    [InlineData("")]
    public async Task Who_cannot_have_what_was_missed_is_given_the_present_state(string id)
    {
        await queue.RegisterAsync("W1AW");
        using var stream = await queue.StreamAsync(lastEventId: id);

        var parts = (await stream.HeardAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("connected system_status queue_pause_update current_qso queue_update frequency_update split_update worked_callers_update",
            string.Join(' ', parts.Select(part => part.Split('\n').Single(line => line.StartsWith("event: ", StringComparison.Ordinal))[7..])));
        Assert.Equal([false, false, false, false, false, false, false, true], parts.Select(part => part.Contains("id: k3v9-4\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_replay_beyond_what_is_kept_or_beyond_half_an_outbox_is_not_tried()
    {
        queue = await queue.RestartAsync(new() { MaxSize = 20, ReplayEvents = 2 });
        foreach (var callsign in new[] { "W1AW", "K1ABC", "G3XYZ" })
            await queue.RegisterAsync(callsign);
        Assert.Equal([true, true, true, false], new[] { await RecoveredAsync(6), await RecoveredAsync(5), await RecoveredAsync(4), await RecoveredAsync(3) });
        Assert.False(await RecoveredAsync(7));
        Assert.False(await RecoveredAsync(5, capacity: 1_000));

        async Task<bool?> RecoveredAsync(long since, int capacity = 2 << 20)
        {
            using var ear = await queue.ListenAsync(capacity);
            bool? recovered = null;
            await queue.PostAsync(new QueueLetter.Subscribing(ear.Member, QueueTopics.Public, new("k3v9", since), told =>
            {
                recovered = told.Recovered;
                return SharedFrame.Text("{}"u8);
            }, _ => { }));
            return recovered;
        }
    }

    // queue P21
    [Fact]
    public async Task Only_who_watches_a_ticket_hears_how_its_place_changes_and_once_that_it_is_next()
    {
        using var ear = await queue.ListenAsync();
        using var other = await queue.ListenAsync();
        var first = await queue.RegisterAsync("W1AW");
        var mine = await queue.RegisterAsync("K1ABC");
        await queue.PostAsync(new QueueLetter.Subscribing(ear.Member, QueueTopics.None, null, _ => SharedFrame.Text("""{"type":"response"}"""u8), _ => { }));
        Assert.Null(await WatchAsync(ear, Tickets.Of(queue.State, mine.Entry.EntryId)));
        Assert.Equal("bad_ticket", await WatchAsync(ear, "5.no"));
        await ear.HeardAsync();
        await other.HeardAsync();

        await queue.DoAsync(new QueueCommand.Skip(Anna, "W1AW", null));
        Assert.Equal("you_are_next, caller_update", await ear.ToldAsync());
        await queue.DoAsync(new QueueCommand.SetPaused(Anna, true));
        await queue.DoAsync(new QueueCommand.Undo(Anna));
        Assert.Equal("caller_update", await ear.ToldAsync());
        await queue.DoAsync(new QueueCommand.NoShow(Anna, null, null));
        Assert.Equal("you_are_next, caller_update", await ear.ToldAsync());
        await queue.DoAsync(new QueueCommand.Next(Anna, null));
        var frame = Assert.Single(await ear.FramesAsync());
        Assert.Equal(("caller_update", "current", false), (frame.GetProperty("event").GetString(), frame.GetProperty("data").GetProperty("status").GetString(), frame.TryGetProperty("seq", out _)));
        Assert.DoesNotContain("you_are_next", await other.HeardAsync(), StringComparison.Ordinal);
        Assert.NotEqual(first.Entry.EntryId, mine.Entry.EntryId);
    }

    [Fact]
    public async Task A_connection_watches_five_tickets()
    {
        using var ear = await queue.ListenAsync();
        for (var i = 0; i < 6; i++)
        {
            var mine = await queue.RegisterAsync($"W{i}AW");
            Assert.Equal(i < 5 ? null : "validation", await WatchAsync(ear, Tickets.Of(queue.State, mine.Entry.EntryId)));
            Assert.Null(await WatchAsync(ear, Tickets.Of(queue.State, 4)));
        }
    }

    [Fact]
    public async Task A_stream_that_hears_nothing_gets_a_sign_of_life_after_25_seconds()
    {
        using var stream = await queue.StreamAsync();
        await stream.HeardAsync();
        await queue.LaterAsync(TimeSpan.FromSeconds(24.999));
        Assert.Empty(await stream.HeardAsync());
        await queue.LaterAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal("event: keepalive\ndata: {}\n\n", await stream.HeardAsync());
        await queue.LaterAsync(TimeSpan.FromSeconds(20));
        await queue.RegisterAsync("W1AW");
        await stream.HeardAsync();
        await queue.LaterAsync(TimeSpan.FromSeconds(24));
        Assert.Empty(await stream.HeardAsync());
        await queue.LaterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("event: keepalive\ndata: {}\n\n", await stream.HeardAsync());
    }

    [Fact]
    public async Task A_socket_hears_signs_of_life_only_if_it_asked()
    {
        using var silent = await queue.ListenAsync();
        using var ear = await queue.ListenAsync();
        await queue.PostAsync(new QueueLetter.Subscribing(ear.Member, QueueTopics.Keepalive, null, _ => SharedFrame.Text("""{"type":"response"}"""u8), _ => { }));
        await queue.LaterAsync(TimeSpan.FromSeconds(30));
        await queue.LaterAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("response, keepalive, keepalive", await ear.ToldAsync());
        Assert.Empty(await silent.HeardAsync());
    }

    [Fact]
    public async Task A_wall_screen_is_told_at_once_then_twice_a_second_at_most_and_every_25_seconds()
    {
        using var screen = await queue.StreamAsync(dialect: QueueDialect.Display);
        Assert.StartsWith("event: display\ndata: {\"queue\":\"main\",\"title\":\"Callback queue\",\"on_air\":true,", await screen.HeardAsync(), StringComparison.Ordinal);
        await queue.RegisterAsync("W1AW");
        Assert.Contains("\"next\":[\"W1AW\"]", await screen.HeardAsync(), StringComparison.Ordinal);
        await queue.RegisterAsync("K1ABC");
        await queue.RegisterAsync("G3XYZ");
        Assert.Empty(await screen.HeardAsync());
        await queue.LaterAsync(TimeSpan.FromMilliseconds(499));
        Assert.Empty(await screen.HeardAsync());
        await queue.LaterAsync(TimeSpan.FromMilliseconds(1));
        var newest = await screen.HeardAsync();
        Assert.Contains("\"next\":[\"W1AW\",\"K1ABC\",\"G3XYZ\"]", newest, StringComparison.Ordinal);
        Assert.Equal(newest.IndexOf("event:", StringComparison.Ordinal), newest.LastIndexOf("event:", StringComparison.Ordinal));
        await queue.LaterAsync(TimeSpan.FromSeconds(25));
        Assert.StartsWith("event: display", await screen.HeardAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_end_everybody_is_told_when_to_come_back()
    {
        using var ear = await queue.ListenAsync();
        using var stream = await queue.StreamAsync();
        await stream.HeardAsync();
        await queue.Actor.StopAsync();
        Assert.Equal("""{"type":"event","event":"server_shutdown","data":{"reason":"shutdown","reconnect_after_ms":4210},"timestamp":"2026-03-14T10:00:00.000Z"}""", await ear.HeardAsync());
        Assert.Equal("retry: 4210\nevent: server_shutdown\ndata: {\"type\":\"server_shutdown\",\"data\":{\"reason\":\"shutdown\",\"reconnect_after_ms\":4210},\"timestamp\":\"2026-03-14T10:00:00.000Z\"}\n\n", await stream.HeardAsync());
        Assert.True(ear.IsClosed && stream.IsClosed);
    }

    // queue P10, queue P20
    [Fact]
    public async Task A_key_is_good_over_a_restart_and_so_is_a_ticket()
    {
        var ask = new QueueCommand.Register(Public, "W1AW", null) { IdempotencyKey = "5b0c1a52-7d0e-4c0a" };
        var first = await queue.DoAsync(ask);
        var idle = await queue.DoAsync(new QueueCommand.Cancel(Anna, null) { IdempotencyKey = "5b0c1a52-7d0e-4c0b" });
        var entryId = ((QueueAnswer.Registered)first.Answer!).Entry.EntryId;
        var ticket = Tickets.Of(first.State, entryId);
        queue = await queue.RestartAsync();
        await queue.DoAsync(new QueueCommand.Next(Anna, null));

        var again = await queue.DoAsync(ask);

        Assert.Equal((first.Answer, first.LastSeq, true), (again.Answer, again.LastSeq, again.IsRepeat));
        Assert.Equal(ticket, Tickets.Of(again.State, entryId));
        Assert.Equal(entryId, Tickets.Open(again.State, ticket));
        Assert.Equal((idle.Answer, true), ((await queue.DoAsync(new QueueCommand.Cancel(Anna, null) { IdempotencyKey = "5b0c1a52-7d0e-4c0b" })) is var told ? (told.Answer, told.IsRepeat) : default));
        Assert.NotNull(queue.State.Current);
    }

    [Fact]
    public async Task An_address_is_held_back_and_what_it_did_before_is_still_told_again()
    {
        queue = await queue.RestartAsync(new() { MaxSize = 20, RegisterPerAddress = 1 });
        var ask = new QueueCommand.Register(Public, "W1AW", null) { IdempotencyKey = "5b0c1a52-7d0e-4c0a" };
        Assert.IsType<QueueAnswer.Registered>((await queue.DoAsync(ask, "192.0.2.1")).Answer);
        Assert.Equal("bad_callsign", Code(await queue.DoAsync(new QueueCommand.Register(Public, "??", null), "192.0.2.1")));
        Assert.Equal("address_limit", Code(await queue.DoAsync(new QueueCommand.Register(Public, "K1ABC", null), "192.0.2.1")));
        Assert.True((await queue.DoAsync(ask, "192.0.2.1")).IsRepeat);
        Assert.IsType<QueueAnswer.Registered>((await queue.DoAsync(new QueueCommand.Register(Public, "K1ABC", null))).Answer);
    }

    [Fact]
    public async Task Changes_are_refused_while_the_disk_takes_nothing_and_questions_are_answered()
    {
        using var ear = await queue.ListenAsync();
        store.Refuses = "no room";
        var asking = QueueLetter.Asking.Awaited(new QueueCommand.SetPaused(Anna, true), out var reply);
        await queue.PostAsync(asking);
        Assert.Equal(new QueueReply.NotDealt(Undone.StoreRefuses), await reply);
        Assert.False((await queue.DoAsync(null)).State.Paused.On);
        Assert.Empty(await ear.HeardAsync());
        store.Refuses = null;
    }

    private async Task<string?> WatchAsync(QueueEar ear, string ticket)
    {
        QueueReply? told = null;
        await queue.PostAsync(new QueueLetter.Watching(ear.Member, ticket, reply => told = reply));
        return Code((QueueReply.Dealt)told!);
    }

    private static string? Code(QueueReply.Dealt dealt) => (dealt.Answer as QueueAnswer.Rejected)?.Code;
}
