using System.Buffers.Binary;
using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public class ProtocolTests
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public Task A_frame_that_is_not_masked_closes_1002() =>
        ClosesAsync(TestSocket.Frame(TestSocket.Text, Hello, isMasked: false), 1002, "protocol_error");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public Task A_reserved_bit_closes_1002(int bit) => ClosesAsync(TestSocket.Frame(TestSocket.Text, Hello, reserved: bit), 1002, "protocol_error");

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(15)]
    public Task A_kind_of_frame_nobody_knows_closes_1002(int opcode) => ClosesAsync(TestSocket.Frame(opcode, Hello), 1002, "protocol_error");

    [Fact]
    public Task A_control_frame_in_fragments_closes_1002() =>
        ClosesAsync(TestSocket.Frame(TestSocket.Ping, Hello, isFinal: false), 1002, "protocol_error");

    [Fact]
    public Task A_control_frame_beyond_125_bytes_closes_1002() =>
        ClosesAsync(TestSocket.Frame(TestSocket.Ping, new byte[126]), 1002, "protocol_error");

    [Fact]
    public Task A_continuation_of_nothing_closes_1002() =>
        ClosesAsync(TestSocket.Frame(TestSocket.Continuation, Hello), 1002, "protocol_error");

    [Fact]
    public Task A_new_message_before_the_old_one_is_whole_closes_1002() =>
        ClosesAsync([.. TestSocket.Frame(TestSocket.Text, Hello, isFinal: false), .. TestSocket.Frame(TestSocket.Text, Hello)], 1002, "protocol_error");

    [Fact]
    public Task A_length_that_is_not_spelled_the_shortest_way_closes_1002() =>
        ClosesAsync([0x81, 0x80 | 126, 0, 5, 1, 2, 3, 4, 1, 2, 3, 4, 5], 1002, "protocol_error");

    [Fact]
    public Task A_length_with_the_highest_bit_closes_1002() =>
        ClosesAsync([0x81, 0x80 | 127, 0x80, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4], 1002, "protocol_error");

    [Fact]
    public Task A_binary_frame_closes_1003() => ClosesAsync(TestSocket.Frame(TestSocket.Binary, Hello), 1003, "binary");

    [Fact]
    public Task Text_that_is_not_UTF8_closes_1007() => ClosesAsync(TestSocket.Frame(TestSocket.Text, [0x61, 0xC3, 0x28]), 1007, "bad_utf8");

    [Fact]
    public Task Text_that_ends_within_a_character_closes_1007() =>
        ClosesAsync([.. TestSocket.Frame(TestSocket.Text, [0xE4], isFinal: false), .. TestSocket.Frame(TestSocket.Continuation, [0xB8])], 1007, "bad_utf8");

    [Theory]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(2999)]
    [InlineData(5000)]
    public async Task A_close_code_that_nobody_may_send_is_answered_1002(int code)
    {
        await using var host = await SocketHost.StartAsync();
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        await client.SendCloseAsync(code);

        Assert.Equal(1002, (await client.HearCloseAsync()).CloseCode);
        Assert.Equal((EndedBy.Server, CloseCode.ProtocolError), await EndAsync(conversation));
    }

    [Fact]
    public Task A_close_of_one_byte_is_answered_1002() => ClosesAsync(TestSocket.Frame(TestSocket.Close, [3]), 1002, "protocol_error");

    [Fact]
    public Task A_close_reason_that_is_not_UTF8_is_answered_1007() =>
        ClosesAsync(TestSocket.Frame(TestSocket.Close, [0x03, 0xE8, 0xFF]), 1007, "bad_utf8");

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(3000)]
    [InlineData(4999)]
    public async Task A_peers_close_is_answered_with_its_own_code_and_then_the_line_ends(int code)
    {
        await using var host = await SocketHost.StartAsync();
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;

        await client.SendCloseAsync(code, "that is all");

        var answer = await client.HearAsync();
        Assert.Equal((TestSocket.Close, code), (answer.Opcode, answer.CloseCode));
        await client.HearTheEndAsync();
        Assert.Equal(new Ending(EndedBy.Peer, (CloseCode)code, "that is all"), await conversation.Ended);
        Assert.False(connection.Outbox.Post(SharedFrame.Text(Hello)));
    }

    [Fact]
    public async Task A_close_without_a_code_is_answered_without_one()
    {
        await using var host = await SocketHost.StartAsync();
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        await client.SendAsync(TestSocket.Close, []);

        Assert.Empty((await client.HearCloseAsync()).Payload);
        Assert.Equal(new Ending(EndedBy.Peer, Code: null, Reason: ""), await conversation.Ended);
    }

    [Fact]
    public async Task Our_close_comes_after_what_is_owed_and_the_line_ends_when_the_peer_has_answered()
    {
        await using var host = await SocketHost.StartAsync();
        var (client, connection, conversation) = await host.ConnectAsync();
        using var closing = client;

        connection.Outbox.Post(SharedFrame.Text(Hello));
        connection.Outbox.Close(CloseCode.Kicked, "kicked");
        Assert.False(connection.Outbox.Post(SharedFrame.Text(Hello)));

        Assert.Equal("hello", await client.HearTextAsync());
        var close = await client.HearAsync();
        Assert.Equal((TestSocket.Close, 4502, "kicked"), (close.Opcode, close.CloseCode, close.CloseReason));

        await client.SendTextAsync("too late");
        await client.SendCloseAsync(4502);
        await client.HearTheEndAsync();
        Assert.Equal(new Ending(EndedBy.Server, CloseCode.Kicked, "kicked"), await conversation.Ended);
        Assert.Equal(0, conversation.Waiting);
    }

    [Fact]
    public async Task Only_the_first_close_counts()
    {
        await using var host = await SocketHost.StartAsync();
        var (client, connection, _) = await host.ConnectAsync();
        using var closing = client;

        connection.Outbox.Close(CloseCode.Kicked, "kicked");
        connection.Outbox.Close(CloseCode.Banned, "banned");

        Assert.Equal(4502, (await client.HearCloseAsync()).CloseCode);
        await client.SendCloseAsync(1000);
        await client.HearTheEndAsync();
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_cut_at_a_whole_character()
    {
        await using var host = await SocketHost.StartAsync();
        var (client, connection, _) = await host.ConnectAsync();
        using var closing = client;

        connection.Outbox.Close(CloseCode.PolicyViolation, new string('世', 50));

        var close = await client.HearCloseAsync();
        Assert.Equal(new string('世', 41), close.CloseReason);
    }

    [Fact]
    public async Task A_ping_is_answered_with_what_it_carried()
    {
        await using var host = await SocketHost.StartAsync();
        var (client, _, _) = await host.ConnectAsync();
        using var closing = client;
        var payload = new byte[125];
        payload.AsSpan().Fill(0xA5);

        await client.SendAsync(TestSocket.Ping, payload);

        var pong = await client.HearAsync();
        Assert.Equal(TestSocket.Pong, pong.Opcode);
        Assert.Equal(payload, pong.Payload);
    }

    [Fact]
    public async Task A_pong_nobody_asked_for_is_let_pass()
    {
        await using var host = await SocketHost.StartAsync();
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;
        var forged = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(forged, long.MaxValue);

        await client.SendAsync(TestSocket.Pong, []);
        await client.SendAsync(TestSocket.Pong, forged);
        await client.SendTextAsync("still here");

        Assert.Equal("still here", await conversation.NextAsync());
    }

    [Fact]
    public async Task A_line_that_breaks_without_a_word_is_a_loss()
    {
        await using var host = await SocketHost.StartAsync();
        var (reset, _, resetTalk) = await host.ConnectAsync();
        var (hungUp, _, hungUpTalk) = await host.ConnectAsync();
        var (midway, _, midwayTalk) = await host.ConnectAsync();

        reset.Reset();
        hungUp.Dispose();
        await midway.SendBytesAsync(TestSocket.Frame(TestSocket.Text, Hello).AsMemory(0, 4));
        midway.Dispose();

        foreach (var talk in new[] { resetTalk, hungUpTalk, midwayTalk })
        {
            Assert.Equal(new Ending(EndedBy.Loss, Code: null, Reason: ""), await talk.Ended);
        }
    }

    [Fact]
    public async Task A_bug_in_a_conversation_closes_1011_and_touches_no_other()
    {
        await using var host = await SocketHost.StartAsync(talk: (_, text) => text == "boom" ? throw new InvalidOperationException("a bug") : default);
        var (client, _, conversation) = await host.ConnectAsync();
        var (other, _, otherTalk) = await host.ConnectAsync();
        using var closing = client;
        using var closingOther = other;

        await client.SendTextAsync("boom");
        var close = await client.HearCloseAsync();
        Assert.Equal((1011, "internal"), (close.CloseCode, close.CloseReason));
        await client.SendCloseAsync(1011);
        Assert.Equal((EndedBy.Server, CloseCode.InternalError), await EndAsync(conversation));

        await other.SendTextAsync("fine");
        Assert.Equal("fine", await otherTalk.NextAsync());
    }

    private static async Task ClosesAsync(byte[] bytes, int code, string reason)
    {
        await using var host = await SocketHost.StartAsync();
        var (client, _, conversation) = await host.ConnectAsync();
        using var closing = client;

        await client.SendBytesAsync(bytes);

        var close = await client.HearCloseAsync();
        Assert.Equal((code, reason), (close.CloseCode, close.CloseReason));

        // Whatever the peer does now is not heard any more.
        try
        {
            await client.SendTextAsync("hello?");
            await client.SendCloseAsync(code);
        }
        catch (IOException)
        {
            // Where the peer's own close was wrong, the server has nothing to wait for and may have hung up.
        }

        client.Dispose();
        var ending = await conversation.Ended;
        Assert.Equal(new Ending(EndedBy.Server, (CloseCode)code, reason), ending);
        Assert.Equal(0, conversation.Waiting);
    }

    private static async Task<(EndedBy By, CloseCode? Code)> EndAsync(TestConversation conversation)
    {
        var ending = await conversation.Ended;
        return (ending.By, ending.Code);
    }
}
