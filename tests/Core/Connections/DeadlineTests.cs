using System.Buffers.Binary;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public class DeadlineTests
{
    private static readonly ConnectionLimits Limits = new()
    {
        HandshakeTimeout = TimeSpan.FromSeconds(10),
        PingEvery = TimeSpan.FromSeconds(30),
        SilenceLimit = TimeSpan.FromSeconds(75),
        CloseGrace = TimeSpan.FromSeconds(3),
    };

    [Fact]
    public async Task Who_does_not_say_who_is_there_is_closed_4500()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, _, _) = await host.ConnectAsync();
        using var closing = client;

        time.Advance(TimeSpan.FromSeconds(10));
        await client.SendAsync(TestSocket.Ping, []);
        Assert.Equal(TestSocket.Pong, (await client.HearAsync()).Opcode);

        time.Advance(TimeSpan.FromSeconds(1));
        var close = await client.HearCloseAsync();
        Assert.Equal((4500, "unauthenticated"), (close.CloseCode, close.CloseReason));
    }

    [Fact]
    public async Task Who_said_who_is_there_stays()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, connection, _) = await host.ConnectAsync();
        using var closing = client;

        connection.Settle();
        time.Advance(TimeSpan.FromSeconds(20));

        await client.SendAsync(TestSocket.Ping, "a"u8.ToArray());
        HeardFrame frame;
        do
        {
            frame = await client.HearAsync();
        }
        while (frame.Opcode == TestSocket.Ping);
        Assert.Equal(TestSocket.Pong, frame.Opcode);
    }

    [Fact]
    public async Task Every_interval_brings_a_ping_and_its_answer_is_told()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;
        connection.Settle();

        for (var round = 0; round < 3; round++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            var ping = await client.HearAsync();
            Assert.Equal(TestSocket.Ping, ping.Opcode);
            await client.SendAsync(TestSocket.Pong, ping.Payload);
            Assert.Equal(BinaryPrimitives.ReadInt64BigEndian(ping.Payload), await conversation.NextAnswerAsync());
        }
    }

    [Fact]
    public async Task Connections_that_came_together_are_not_pinged_together()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var clients = new List<TestSocket>();
        for (var i = 0; i < 10; i++)
        {
            var (client, connection, _) = await host.ConnectAsync();
            connection.Settle();
            clients.Add(client);
        }

        time.Advance(TimeSpan.FromSeconds(30));

        var pings = new HashSet<string>();
        foreach (var client in clients)
        {
            pings.Add(Convert.ToHexString((await client.HearAsync()).Payload));
            client.Dispose();
        }

        Assert.True(pings.Count >= 8, $"{pings.Count} different times");
    }

    [Fact]
    public async Task Silence_closes_4004_and_drops_the_line_without_waiting_for_an_answer()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;
        connection.Settle();

        time.Advance(TimeSpan.FromSeconds(76));
        var close = await client.HearCloseAsync();
        Assert.Equal((4004, "timeout"), (close.CloseCode, close.CloseReason));

        await time.PassUntilAsync(client.HearTheEndAsync());
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.Timeout, "timeout"), await conversation.Ended);
    }

    // devices P18
    [Fact]
    public async Task Where_a_ping_must_be_answered_in_time_one_that_is_not_closes_4004_long_before_the_limit_of_silence()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits with { SilenceLimit = TimeSpan.FromSeconds(300), AnswerWithin = TimeSpan.FromSeconds(20) }, time);
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;
        connection.Settle();

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TestSocket.Ping, (await client.HearAsync()).Opcode);
        time.Advance(TimeSpan.FromSeconds(24));
        await client.HearTheEndAsync();
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.Timeout, "timeout"), await conversation.Ended);
    }

    [Fact]
    public async Task Half_a_frame_is_life()
    {
        var time = new ManualTime();
        var observer = new TestObserver();
        await using var host = await SocketHost.StartAsync(Limits, time, observer: observer);
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;
        connection.Settle();

        foreach (var one in TestSocket.Frame(TestSocket.Text, "slow"u8))
        {
            await client.SendBytesAsync(new[] { one });
            await observer.NextReadAsync();
            time.Advance(TimeSpan.FromSeconds(70));
        }

        Assert.Equal("slow", await conversation.NextAsync());
    }

    [Fact]
    public async Task Silence_while_the_server_itself_does_not_read_is_not_the_peers()
    {
        var time = new ManualTime();
        var release = new TaskCompletionSource();
        await using var host = await SocketHost.StartAsync(Limits, time, (_, _) => new ValueTask(release.Task));
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;
        connection.Settle();

        await client.SendTextAsync("one");
        Assert.Equal("one", await conversation.NextAsync());
        time.Advance(TimeSpan.FromSeconds(200));
        await client.SendTextAsync("two");
        release.SetResult();

        Assert.Equal("two", await conversation.NextAsync());
    }

    [Fact]
    public async Task A_close_nobody_answers_cuts_the_line_after_the_grace()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(Limits, time);
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;

        connection.Outbox.Close(CloseCode.Closed, "room_closed");
        Assert.Equal(4504, (await client.HearCloseAsync()).CloseCode);
        await time.PassUntilAsync(client.HearTheEndAsync());
        Assert.Equal(CloseCode.Closed, (await conversation.Ended).Code);
    }
}
