using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

public sealed class OutboxTests : IDisposable
{
    private readonly TestObserver _observer = new();
    private readonly ManualTime _time = new();
    private readonly Switchboard _switchboard;
    private readonly HeldLine _line = new();

    public OutboxTests() => _switchboard = new Switchboard(_time, _observer, NullLogger<Switchboard>.Instance);

    [Fact]
    public async Task What_piled_up_while_a_write_was_under_way_leaves_in_one_write()
    {
        var outbox = Outbox();
        outbox.Post(Raw("a"));
        var first = await _line.NextWriteAsync();
        outbox.Post(Raw("b"));
        outbox.Post(Raw("c"));
        outbox.Post(Raw("d"));
        Assert.Equal("a", Encoding.UTF8.GetString(first.Bytes));
        Assert.Equal(4, outbox.OwedBytes);

        first.Done.SetResult();
        var second = await _line.NextWriteAsync();

        Assert.Equal("bcd", Encoding.UTF8.GetString(second.Bytes));
        Assert.Equal(3, outbox.OwedBytes);
        second.Done.SetResult();
        Assert.Equal((1, 1L, 1L, 0L), await _observer.NextFlushAsync());
        Assert.Equal((3, 3L, 3L, 0L), await _observer.NextFlushAsync());
    }

    [Fact]
    public async Task A_write_holds_no_more_than_64_KiB_and_a_larger_frame_goes_out_in_slices()
    {
        var outbox = Outbox();
        outbox.Post(Raw("first"));
        var first = await _line.NextWriteAsync();
        for (var i = 0; i < 100; i++) outbox.Post(Raw(new string((char)('a' + (i % 26)), 1000)));
        outbox.Post(Raw(new string('L', 200_000)));
        outbox.Post(Raw("last"));

        first.Done.SetResult();
        var sizes = new List<int>();
        var all = new StringBuilder();
        while (outbox.OwedBytes > 0)
        {
            var write = await _line.NextWriteAsync();
            sizes.Add(write.Bytes.Length);
            all.Append(Encoding.UTF8.GetString(write.Bytes));
            write.Done.SetResult();
            if (write.Bytes is [.., (byte)'t']) break;
        }

        Assert.Equal([65_000, 35_000, 65_536, 65_536, 65_536, 3_392, 4], sizes);
        Assert.Equal(300_004, all.Length);
        Assert.Equal(200_000, all.ToString().Count(c => c == 'L'));
    }

    [Fact]
    public async Task Beyond_its_capacity_what_is_owed_is_dropped_and_the_connection_closes_4001()
    {
        var outbox = Outbox(new ConnectionLimits { OutboxBytes = 1000 });
        Assert.True(outbox.Post(Raw("under way")));
        var first = await _line.NextWriteAsync();
        for (var i = 0; i < 99; i++) Assert.True(outbox.Post(Raw("0123456789")));
        Assert.Equal(999, outbox.OwedBytes);

        Assert.False(outbox.Post(Raw("xx")));

        Assert.True(outbox.IsClosing);
        Assert.False(outbox.Post(Raw("x")));
        Assert.True(outbox.OwedBytes < 50);
        first.Done.SetResult();
        var close = await _line.NextWriteAsync();
        Assert.Equal([0x88, 15, 0x0F, 0xA1, .. "slow_consumer"u8], close.Bytes);
    }

    [Fact]
    public async Task A_frame_larger_than_the_capacity_passes_when_nothing_else_is_owed()
    {
        var outbox = Outbox(new ConnectionLimits { OutboxBytes = 1000 });

        Assert.True(outbox.Post(Raw(new string('x', 5000))));

        Assert.Equal(5000, (await _line.NextWriteAsync()).Bytes.Length);
        Assert.False(outbox.Post(Raw("x")));
    }

    [Fact]
    public async Task Of_a_slot_only_the_newest_unsent_frame_is_kept()
    {
        var outbox = Outbox(new ConnectionLimits { OutboxBytes = 100 });
        var (view, clock) = (new object(), new object());
        outbox.PostLatest(view, Raw("v1 "));
        var first = await _line.NextWriteAsync();
        outbox.PostLatest(view, Raw("v2 "));
        outbox.Post(Raw("a "));
        outbox.PostLatest(clock, Raw("c1 "));
        outbox.Post(Raw("b "));
        for (var i = 3; i < 100; i++) Assert.True(outbox.PostLatest(view, Raw($"v{i} ")));
        outbox.PostLatest(clock, Raw("c2 "));

        first.Done.SetResult();

        Assert.Equal("a b v99 c2 ", Encoding.UTF8.GetString((await _line.NextWriteAsync()).Bytes));
    }

    [Fact]
    public async Task A_member_that_does_not_read_holds_up_nobody()
    {
        var stuck = Outbox(new ConnectionLimits { OutboxBytes = 10_000_000 });
        var others = Enumerable.Range(0, 50).Select(_ => new HeldLine()).ToList();
        var outboxes = others.ConvertAll(line => _switchboard.Connect(line, new ConnectionLimits()).Outbox);

        for (var i = 0; i < 100; i++)
        {
            stuck.Post(Raw($"{i}"));
            foreach (var outbox in outboxes) outbox.Post(Raw($"{i} "));
        }

        var expected = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i} "));
        for (var i = 0; i < others.Count; i++) Assert.Equal(expected, await others[i].ReadTextsAsync(() => outboxes[i].OwedBytes == 0));
        Assert.Equal(190, stuck.OwedBytes);
    }

    [Fact]
    public async Task A_write_that_stands_still_too_long_ends_the_connection_with_4001()
    {
        var connection = _switchboard.Connect(_line, new ConnectionLimits { WriteStall = TimeSpan.FromSeconds(10) });
        var conversation = new TestConversation();
        var run = connection.RunAsync(conversation);
        connection.Outbox.Post(Raw("a"));
        var first = await _line.NextWriteAsync();
        connection.Outbox.Post(Raw("b"));

        _time.Advance(TimeSpan.FromSeconds(9));
        first.Done.SetResult();
        await _line.NextWriteAsync();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_line.IsCut);
        // The writer may say a moment later than the line that it waits.
        await _time.PassUntilAsync(run);
        Assert.True(_line.IsCut);
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.Slow, "slow_consumer"), await conversation.Ended);
        Assert.Equal(0, connection.Outbox.OwedBytes);
    }

    [Fact]
    public async Task Who_is_still_taking_in_what_it_is_owed_is_not_cut_off_by_the_close_grace()
    {
        var connection = _switchboard.Connect(_line, new ConnectionLimits { CloseGrace = TimeSpan.FromSeconds(3), WriteStall = TimeSpan.FromSeconds(10) });
        var conversation = new TestConversation();
        var run = connection.RunAsync(conversation);
        connection.Outbox.Post(Raw(new string('x', 10 * 65_536)));
        connection.Outbox.Close(CloseCode.GoingAway, "shutdown");

        for (var i = 0; i < 10; i++)
        {
            var write = await _line.NextWriteAsync();
            _time.Advance(TimeSpan.FromSeconds(2));
            write.Done.SetResult();
        }

        var close = await _line.NextWriteAsync();
        Assert.Equal(0x88, close.Bytes[0]);
        Assert.False(_line.IsCut);
        close.Done.SetResult();
        // The writer may say a moment later than the line that the close has left.
        await _time.PassUntilAsync(run);
        Assert.True(_line.IsCut);
        Assert.Equal(CloseCode.GoingAway, (await conversation.Ended).Code);
    }

    [Fact]
    public void Posts_of_many_threads_arrive_each_thread_in_its_own_order() =>
        Prop.ForAll(Gen.Choose(2, 6).ToArbitrary(), threads =>
        {
            var line = new HeldLine();
            var outbox = _switchboard.Connect(line, new ConnectionLimits { OutboxBytes = 10_000_000 }).Outbox;
            var tasks = Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < 200; i++) outbox.Post(Raw($"{thread}:{i} "));
            })).ToArray();
            var read = line.ReadTextsAsync(() => Task.WhenAll(tasks).IsCompleted && outbox.OwedBytes == 0);
            var said = read.GetAwaiter().GetResult().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return Enumerable.Range(0, threads).All(thread => said.Where(text => text.StartsWith($"{thread}:", StringComparison.Ordinal))
                .SequenceEqual(Enumerable.Range(0, 200).Select(i => $"{thread}:{i}")));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Any_mixture_of_posts_slots_and_writes_comes_out_as_the_plain_rule_says() =>
        Prop.ForAll(Gen.Choose(0, 5).ListOf().ToArbitrary(), steps =>
        {
            var line = new HeldLine();
            var outbox = _switchboard.Connect(line, new ConnectionLimits { OutboxBytes = 10_000_000 }).Outbox;
            outbox.Post(Raw("|"));
            var write = line.NextWriteAsync().GetAwaiter().GetResult();
            object[] slots = ["", "s1", "s2", "s3"];
            var expected = new List<(int Slot, string Text)>();
            for (var i = 0; i < steps.Count; i++)
            {
                // 0 is a plain post, 1 to 3 a slot each, 4 a large plain post, 5 lets a write through.
                var text = i + (steps[i] == 4 ? new string('.', 30_000) : "") + ' ';
                if (steps[i] is 0 or 4) outbox.Post(Raw(text));
                if (steps[i] is 1 or 2 or 3) outbox.PostLatest(slots[steps[i]], Raw(text));
                if (steps[i] is 1 or 2 or 3) expected.RemoveAll(entry => entry.Slot == steps[i]);
                if (steps[i] != 5) expected.Add((steps[i], text));
                else if (expected.Count > 0) write = Next(line, write, expected);
            }

            write.Done.SetResult();
            var heard = line.ReadTextsAsync(() => outbox.OwedBytes == 0).GetAwaiter().GetResult();
            return heard == string.Concat(expected.Select(entry => entry.Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public async Task A_delivery_tells_when_its_command_was_taken_in()
    {
        var outbox = Outbox();
        outbox.Post(Raw("a"));
        var first = await _line.NextWriteAsync();
        outbox.Post(Raw("b"));
        outbox.Post(SharedFrame.Raw("c"u8.ToArray(), acceptedAt: 7));
        outbox.Post(SharedFrame.Raw("d"u8.ToArray(), acceptedAt: 8));

        first.Done.SetResult();
        await _line.NextWriteAsync();

        Assert.Equal(0, (await _observer.NextFlushAsync()).Oldest);
        Assert.Equal(7, (await _observer.NextFlushAsync()).Oldest);
    }

    // Lets the write under way through and checks that the next one is the front of what is expected.
    private static (byte[] Bytes, TaskCompletionSource Done) Next(
        HeldLine line, (byte[] Bytes, TaskCompletionSource Done) under, List<(int Slot, string Text)> expected)
    {
        under.Done.SetResult();
        var next = line.NextWriteAsync().GetAwaiter().GetResult();
        var text = Encoding.UTF8.GetString(next.Bytes);
        var count = text.Count(c => c == ' ');
        Assert.Equal(string.Concat(expected.Take(count).Select(entry => entry.Text)), text);
        expected.RemoveRange(0, count);
        return next;
    }

    public void Dispose()
    {
        _switchboard.Dispose();
        _line.Dispose();
    }

    private static SharedFrame Raw(string text) => SharedFrame.Raw(Encoding.UTF8.GetBytes(text));

    private Outbox Outbox(ConnectionLimits? limits = null) => _switchboard.Connect(_line, limits ?? new ConnectionLimits()).Outbox;
}
