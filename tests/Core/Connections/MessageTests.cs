using System.Net.WebSockets;
using System.Text;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public class MessageTests
{
    private static readonly ConnectionLimits Roomy = new() { MessagesPerSecond = 1_000_000, Burst = 1_000_000, MaxMessageBytes = 1_000_000 };

    [Fact]
    public async Task What_a_client_says_arrives_whole_and_in_order()
    {
        await using var host = await SocketHost.StartAsync(Roomy);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        for (var i = 0; i < 500; i++) await client.SendTextAsync($"{i}");

        for (var i = 0; i < 500; i++) Assert.Equal($"{i}", await conversation.NextAsync());
    }

    [Fact]
    public async Task What_is_posted_arrives_in_order()
    {
        await using var host = await SocketHost.StartAsync(Roomy);
        var (client, connection, _) = await host.ConnectAsync();
        using var closing = client;

        for (var i = 0; i < 2000; i++) Assert.True(connection.Outbox.Post(Frame($"{i}")));

        for (var i = 0; i < 2000; i++) Assert.Equal($"{i}", await client.HearTextAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(4096)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(700_000)]
    public async Task A_message_of_any_length_passes_both_ways(int length)
    {
        await using var host = await SocketHost.StartAsync(Roomy, talk: EchoAsync);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;
        var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));

        await client.SendTextAsync(text);

        Assert.Equal(text, await conversation.NextAsync());
        Assert.Equal(text, await client.HearTextAsync());
    }

    [Fact]
    public async Task A_message_may_come_byte_by_byte()
    {
        await using var host = await SocketHost.StartAsync(Roomy);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        foreach (var one in TestSocket.Frame(TestSocket.Text, Encoding.UTF8.GetBytes("grüß dich, 世界"))) await client.SendBytesAsync(new[] { one });

        Assert.Equal("grüß dich, 世界", await conversation.NextAsync());
    }

    [Fact]
    public async Task Many_messages_may_come_in_one_packet()
    {
        await using var host = await SocketHost.StartAsync(Roomy);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        await client.SendBytesAsync(Enumerable.Range(0, 3000).SelectMany(i => TestSocket.Frame(TestSocket.Text, Encoding.UTF8.GetBytes($"{i}"))).ToArray());

        for (var i = 0; i < 3000; i++) Assert.Equal($"{i}", await conversation.NextAsync());
    }

    [Fact]
    public async Task Fragments_become_one_message_and_control_frames_may_come_between()
    {
        await using var host = await SocketHost.StartAsync(Roomy);
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        // The cut goes through a character.
        var bytes = Encoding.UTF8.GetBytes("a世b");
        await client.SendAsync(TestSocket.Text, bytes[..2], isFinal: false);
        await client.SendAsync(TestSocket.Ping, "are you there"u8.ToArray());
        await client.SendAsync(TestSocket.Continuation, [], isFinal: false);
        await client.SendAsync(TestSocket.Continuation, bytes[2..]);
        await client.SendTextAsync("next");

        var pong = await client.HearAsync();
        Assert.Equal((TestSocket.Pong, "are you there"), (pong.Opcode, pong.Text));
        Assert.Equal("a世b", await conversation.NextAsync());
        Assert.Equal("next", await conversation.NextAsync());
    }

    [Fact]
    public async Task The_next_message_is_read_only_when_the_one_before_was_dealt_with()
    {
        var release = new TaskCompletionSource();
        await using var host = await SocketHost.StartAsync(Roomy, talk: (_, _) => new ValueTask(release.Task));
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        await client.SendTextAsync("one");
        await client.SendTextAsync("two");
        Assert.Equal("one", await conversation.NextAsync());
        Assert.Equal(0, conversation.Waiting);

        release.SetResult();
        Assert.Equal("two", await conversation.NextAsync());
    }

    [Fact]
    public async Task The_frameworks_own_client_understands_us()
    {
        await using var host = await SocketHost.StartAsync(Roomy, talk: EchoAsync);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, CancellationToken.None);
        var text = Encoding.UTF8.GetBytes(new string('x', 100_000));

        await client.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var heard = new byte[200_000];
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await client.ReceiveAsync(heard.AsMemory(length), CancellationToken.None);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        Assert.Equal(text, heard[..length]);

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
        Assert.Equal(WebSocketState.Closed, client.State);
    }

    private static ValueTask EchoAsync(Connection connection, string text)
    {
        connection.Outbox.Post(Frame(text));
        return ValueTask.CompletedTask;
    }

    private static SharedFrame Frame(string text) => SharedFrame.Text(Encoding.UTF8.GetBytes(text));
}
