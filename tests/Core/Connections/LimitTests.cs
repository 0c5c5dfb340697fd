using System.Text;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public class LimitTests
{
    [Fact]
    public async Task A_message_of_exactly_the_limit_passes_in_one_frame_or_in_fragments()
    {
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MaxMessageBytes = 32_768 });
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;
        var text = new string('x', 32_768);
        var bytes = Encoding.ASCII.GetBytes(text);

        await client.SendTextAsync(text);
        await client.SendAsync(TestSocket.Text, bytes[..30_000], isFinal: false);
        await client.SendAsync(TestSocket.Continuation, bytes[30_000..]);

        Assert.Equal(text, await conversation.NextAsync());
        Assert.Equal(text, await conversation.NextAsync());
    }

    [Fact]
    public async Task A_head_that_announces_too_much_closes_1009_before_the_rest_came()
    {
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MaxMessageBytes = 32_768 });
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;
        var frame = TestSocket.Frame(TestSocket.Text, new byte[32_769]);

        await client.SendBytesAsync(frame.AsMemory(0, 8));

        var close = await client.HearCloseAsync();
        Assert.Equal((1009, "too_big"), (close.CloseCode, close.CloseReason));

        // The rest is passed over, and the close handshake after it still works.
        await client.SendBytesAsync(frame.AsMemory(8));
        await client.SendCloseAsync(1009);
        await client.HearTheEndAsync();
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.TooBig, "too_big"), await conversation.Ended);
    }

    [Fact]
    public async Task Fragments_that_together_are_too_big_close_1009()
    {
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MaxMessageBytes = 1000 });
        var (client, _, _) = await host.ConnectAsync();
        using var closing = client;

        await client.SendAsync(TestSocket.Text, new byte[600], isFinal: false);
        await client.SendBytesAsync(TestSocket.Frame(TestSocket.Continuation, new byte[401]).AsMemory(0, 8));

        Assert.Equal(1009, (await client.HearCloseAsync()).CloseCode);
    }

    [Fact]
    public async Task The_door_may_raise_the_size_of_messages()
    {
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MaxMessageBytes = 100 });
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;

        connection.MaxMessageBytes = 5000;
        await client.SendTextAsync(new string('x', 5000));

        Assert.Equal(5000, (await conversation.NextAsync()).Length);
    }

    [Fact]
    public async Task Messages_beyond_the_burst_close_4002()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MessagesPerSecond = 2, Burst = 5 }, time);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        for (var i = 0; i < 6; i++) await client.SendTextAsync($"{i}");

        for (var i = 0; i < 5; i++) Assert.Equal($"{i}", await conversation.NextAsync());
        var close = await client.HearCloseAsync();
        Assert.Equal((4002, "too_fast"), (close.CloseCode, close.CloseReason));
        Assert.Equal(0, conversation.Waiting);
    }

    [Fact]
    public async Task With_time_more_messages_may_come()
    {
        var time = new ManualTime();
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MessagesPerSecond = 2, Burst = 5 }, time);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                await client.SendTextAsync($"{i}");
                Assert.Equal($"{i}", await conversation.NextAsync());
            }

            time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public async Task Pings_count_like_messages()
    {
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MessagesPerSecond = 2, Burst = 5 }, new ManualTime());
        var (client, _, _) = await host.ConnectAsync();
        using var closing = client;

        for (var i = 0; i < 6; i++) await client.SendAsync(TestSocket.Ping, []);

        Assert.Equal(4002, (await client.HearCloseAsync()).CloseCode);
    }

    [Fact]
    public async Task Fragments_that_carry_nothing_cannot_come_for_ever()
    {
        await using var host = await SocketHost.StartAsync(new ConnectionLimits { MessagesPerSecond = 2, Burst = 5 }, new ManualTime());
        var (client, _, _) = await host.ConnectAsync();
        using var closing = client;

        await client.SendAsync(TestSocket.Text, [], isFinal: false);
        for (var i = 0; i < 5; i++) await client.SendAsync(TestSocket.Continuation, [], isFinal: false);

        Assert.Equal(4002, (await client.HearCloseAsync()).CloseCode);
    }
}
