using System.Text;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public class CrowdTests
{
    private static readonly ConnectionLimits Limits = new() { OutboxBytes = 256 * 1024, CloseGrace = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task A_reader_that_stalls_is_closed_4001_and_the_others_hear_everything()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (stalled, stalledEnd, stalledTalk) = await host.ConnectAsync(receiveBuffer: 4096);
        var others = new List<(TestSocket Client, Connection Connection)>();
        for (var i = 0; i < 20; i++)
        {
            var (client, connection, _) = await host.ConnectAsync();
            others.Add((client, connection));
        }

        // Each round waits for the others, so only the stalled one can fall behind. The system's own buffers take some MiB before it does.
        var text = new string('x', 60_000);
        var rounds = 0;
        for (var isOpen = true; isOpen; rounds++)
        {
            Assert.True(rounds < 2000);
            var frame = SharedFrame.Text(Encoding.ASCII.GetBytes($"{rounds} {text}"));
            isOpen = stalledEnd.Outbox.Post(frame);
            foreach (var (_, connection) in others) Assert.True(connection.Outbox.Post(frame));
            foreach (var (client, _) in others) Assert.StartsWith($"{rounds} ", await client.HearTextAsync(), StringComparison.Ordinal);
            Assert.True(stalledEnd.Outbox.OwedBytes <= Limits.OutboxBytes);
        }

        // It never takes in the close frame, so the line is cut and what it held is given back.
        await time.PassUntilAsync(stalledTalk.Ended);
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.Slow, "slow_consumer"), await stalledTalk.Ended);
        Assert.Equal(0, stalledEnd.Outbox.OwedBytes);
        stalled.Dispose();
        foreach (var (client, _) in others) client.Dispose();
    }

    [Fact]
    public async Task A_slow_reader_that_wakes_up_in_time_hears_whole_frames_and_then_the_close()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, connection, _) = await host.ConnectAsync(receiveBuffer: 4096);
        using var closing = client;

        var frame = SharedFrame.Text(new byte[60_000].AsSpan());
        while (connection.Outbox.Post(frame))
        {
        }

        HeardFrame heard;
        do
        {
            heard = await client.HearAsync();
            Assert.True(heard.Opcode == TestSocket.Close || heard.Payload.Length == 60_000);
        }
        while (heard.Opcode != TestSocket.Close);
        Assert.Equal((4001, "slow_consumer"), (heard.CloseCode, heard.CloseReason));
    }

    [Fact]
    public async Task A_thousand_come_and_go_and_nothing_is_left_behind()
    {
        var observer = new TestObserver();
        await using var host = await SocketHost.StartAsync(Limits, observer: observer);
        var gone = await ComeAndGoAsync(host);

        await host.Switchboard.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, host.Switchboard.Count);
        Assert.Equal(0, observer.StillOpen);
        for (var i = 0; i < 20 && gone.Any(weak => weak.TryGetTarget(out _)); i++)
        {
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // Kestrel keeps a few of its last connections' objects for the next ones; what is left over must not grow with those who came.
        Assert.InRange(gone.Count(weak => weak.TryGetTarget(out _)), 0, 50);
    }

    [Fact]
    public async Task Everyone_is_closed_at_shutdown_and_so_is_who_comes_later()
    {
        await using var host = await SocketHost.StartAsync(Limits);
        var (first, _, _) = await host.ConnectAsync();
        using var closingFirst = first;

        host.Switchboard.CloseAll(CloseCode.Restart, "restart");
        Assert.Equal(1012, (await first.HearCloseAsync()).CloseCode);
        await first.SendCloseAsync(1012);
        await host.Switchboard.WhenEmptyAsync().WaitAsync(TimeSpan.FromSeconds(30));

        using var late = await TestSocket.ConnectAsync(host.Address);
        var close = await late.HearCloseAsync();
        Assert.Equal((1012, "restart"), (close.CloseCode, close.CloseReason));
    }

    private static async Task<List<WeakReference<Connection>>> ComeAndGoAsync(SocketHost host)
    {
        var gone = new List<WeakReference<Connection>>();
        for (var batch = 0; batch < 10; batch++)
        {
            var here = new List<(TestSocket Client, Connection Connection, TestConversation Conversation)>();
            for (var i = 0; i < 100; i++) here.Add(await host.ConnectAsync());
            foreach (var (client, connection, _) in here)
            {
                gone.Add(new WeakReference<Connection>(connection));
                connection.Outbox.Post(SharedFrame.Text("hello"u8));
                await client.SendTextAsync("hello");
            }

            for (var i = 0; i < here.Count; i++)
            {
                // A third says goodbye, a third hangs up, a third resets the line.
                var (client, _, conversation) = here[i];
                if (i % 3 == 0) await client.SendCloseAsync(1000);
                if (i % 3 == 2) client.Reset();
                if (i % 3 == 1) client.Dispose();
                var ending = await conversation.Ended;
                Assert.Equal(i % 3 == 0 ? EndedBy.Peer : EndedBy.Loss, ending.By);
                client.Dispose();
            }
        }

        return gone;
    }
}
