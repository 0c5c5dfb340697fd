using System.Text;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Echo;

/// <summary>RFC 6455 frame by frame over raw sockets, against a whole server; each case on a connection of its own.</summary>
public class ConformanceTests(EchoServer server) : IClassFixture<EchoServer>
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public async Task Every_reserved_bit_on_every_kind_of_frame_closes_1002()
    {
        foreach (var opcode in new[] { TestSocket.Continuation, TestSocket.Text, TestSocket.Binary, TestSocket.Close, TestSocket.Ping, TestSocket.Pong })
        {
            for (var bits = 1; bits <= 7; bits++)
                await ClosesAsync(1002, TestSocket.Frame(opcode, opcode == TestSocket.Close ? [3, 232] : Hello, reserved: bits));
        }
    }

    [Fact]
    public async Task Every_reserved_kind_of_frame_closes_1002_also_within_a_message()
    {
        foreach (var opcode in new[] { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
        {
            await ClosesAsync(1002, TestSocket.Frame(opcode, []));
            await ClosesAsync(1002, TestSocket.Frame(TestSocket.Text, Hello, isFinal: false), TestSocket.Frame(opcode, Hello));
        }
    }

    [Fact]
    public async Task Every_kind_of_frame_must_be_masked()
    {
        foreach (var opcode in new[] { TestSocket.Text, TestSocket.Binary, TestSocket.Close, TestSocket.Ping, TestSocket.Pong })
            await ClosesAsync(1002, TestSocket.Frame(opcode, opcode == TestSocket.Close ? [3, 232] : Hello, isMasked: false));
    }

    [Fact]
    public async Task Control_frames_are_whole_and_short()
    {
        foreach (var opcode in new[] { TestSocket.Close, TestSocket.Ping, TestSocket.Pong })
        {
            await ClosesAsync(1002, TestSocket.Frame(opcode, [3, 232], isFinal: false));
            await ClosesAsync(1002, TestSocket.Frame(opcode, new byte[126]));
            await ClosesAsync(1002, TestSocket.Frame(opcode, new byte[65_536]));
        }
    }

    [Fact]
    public async Task Fragments_follow_each_other_and_nothing_else_does()
    {
        var (open, more) = (TestSocket.Frame(TestSocket.Text, Hello, isFinal: false), TestSocket.Frame(TestSocket.Continuation, Hello));
        await ClosesAsync(1002, more);
        await ClosesAsync(1002, TestSocket.Frame(TestSocket.Continuation, Hello, isFinal: false), more);
        await ClosesAsync(1002, open, open);
        await ClosesAsync(1002, open, more, more);
        await ClosesAsync(1003, TestSocket.Frame(TestSocket.Binary, Hello));
        await ClosesAsync(1003, TestSocket.Frame(TestSocket.Binary, [], isFinal: false));
    }

    [Fact]
    public async Task Pings_between_fragments_are_answered_before_the_message_is_whole()
    {
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 100; i++)
        {
            await client.SendAsync(i == 0 ? TestSocket.Text : TestSocket.Continuation, "ab"u8.ToArray(), isFinal: i == 99);
            if (i == 99)
                break;
            await client.SendAsync(TestSocket.Ping, [(byte)i]);
            await client.SendAsync(TestSocket.Pong, Hello);
            var pong = await client.HearAsync();
            Assert.Equal((TestSocket.Pong, (byte)i), (pong.Opcode, pong.Payload.Single()));
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("ab", 100)), await client.HearTextAsync());
    }

    [Fact]
    public async Task Close_codes_that_may_be_sent_are_answered_alike_and_others_with_1002()
    {
        foreach (var code in new[] { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999 })
            await ClosesAsync(code, Close(code));
        foreach (var code in new[] { 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535 })
            await ClosesAsync(1002, Close(code));
        await ClosesAsync(1002, TestSocket.Frame(TestSocket.Close, [3]));
        await ClosesAsync(1005, TestSocket.Frame(TestSocket.Close, []));
        await ClosesAsync(1000, Close(1000, [.. Encoding.UTF8.GetBytes(new string('é', 61)), (byte)'.']));
        await ClosesAsync(1007, Close(1000, [0xC3]));
        await ClosesAsync(1000, Close(1000), TestSocket.Frame(TestSocket.Text, Hello), TestSocket.Frame(TestSocket.Ping, Hello));
    }

    [Theory]
    [InlineData("κόσμε")]
    [InlineData("\u0000\u007F\u0080\u07FF\u0800\uFFFF")]
    [InlineData("\uFEFFbom")]
    [InlineData("\U00010000\U0010FFFF\uFFFE\uE000\uD7FF")]
    public async Task Good_UTF8_passes_however_it_is_cut(string text)
    {
        using var client = await server.ConnectAsync();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            await client.SendAsync(TestSocket.Text, bytes.AsSpan(0, cut).ToArray(), isFinal: false);
            await client.SendAsync(TestSocket.Continuation, bytes.AsSpan(cut).ToArray());
            Assert.Equal(bytes, (await client.HearAsync()).Payload);
        }
    }

    [Theory]
    [InlineData("80")]
    [InlineData("C080")]
    [InlineData("C1BF")]
    [InlineData("E08080")]
    [InlineData("F0808080")]
    [InlineData("EDA080")]
    [InlineData("EDBFBF")]
    [InlineData("F4908080")]
    [InlineData("F8888080")]
    [InlineData("FE")]
    [InlineData("FF")]
    [InlineData("CEBAE1BDB9CF83CEBCCEB5EDA080656469746564")]
    [InlineData("E282")]
    [InlineData("F09F98")]
    [InlineData("C3")]
    public async Task Bad_UTF8_closes_1007_however_it_is_cut(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        await ClosesAsync(1007, TestSocket.Frame(TestSocket.Text, bytes));
        for (var cut = 0; cut <= bytes.Length; cut++)
            await ClosesAsync(1007, TestSocket.Frame(TestSocket.Text, bytes.AsSpan(0, cut), isFinal: false), TestSocket.Frame(TestSocket.Continuation, bytes.AsSpan(cut)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(EchoServer.Most)]
    public async Task A_message_of_any_size_comes_back_whole_in_fragments_and_in_odd_packets(int size)
    {
        using var client = await server.ConnectAsync();
        var text = new string('*', size);
        await client.SendTextAsync(text);
        Assert.Equal(text, await client.HearTextAsync());

        var (bytes, part) = (Encoding.ASCII.GetBytes(text), Math.Max(1, size / 7));
        for (var at = 0; at < size; at += part)
            await client.SendAsync(at == 0 ? TestSocket.Text : TestSocket.Continuation, bytes[at..Math.Min(size, at + part)], isFinal: at + part >= size);
        if (size > 0)
            Assert.Equal(text, await client.HearTextAsync());

        foreach (var packet in TestSocket.Frame(TestSocket.Text, bytes).Chunk(997))
            await client.SendBytesAsync(packet);
        Assert.Equal(text, await client.HearTextAsync());
    }

    [Fact]
    public async Task One_byte_too_many_closes_1009_in_one_frame_and_in_fragments()
    {
        await ClosesAsync(1009, TestSocket.Frame(TestSocket.Text, new byte[EchoServer.Most + 1]).AsMemory(0, 14).ToArray());
        await ClosesAsync(1009, TestSocket.Frame(TestSocket.Text, new byte[EchoServer.Most], isFinal: false), TestSocket.Frame(TestSocket.Continuation, [0x20]).AsMemory(0, 6).ToArray());
    }

    [Fact]
    public async Task Whoever_hangs_up_within_a_frame_leaves_the_server_as_it_was()
    {
        var frame = TestSocket.Frame(TestSocket.Text, new byte[300]);
        foreach (var length in new[] { 1, 2, 3, 4, 7, 8, 100, frame.Length - 1 })
        {
            using var gone = await server.ConnectAsync();
            await gone.SendBytesAsync(frame.AsMemory(0, length));
            gone.Reset();
        }

        using var client = await server.ConnectAsync();
        await client.SendTextAsync("still here");
        Assert.Equal("still here", await client.HearTextAsync());
    }

    private static byte[] Close(int code, byte[]? reason = null) => TestSocket.Frame(TestSocket.Close, [(byte)(code >> 8), (byte)code, .. reason ?? []]);

    /// <summary>Sends frames in one packet; the first close that comes back must bear the code, and the line ends after it.</summary>
    private async Task ClosesAsync(int code, params byte[][] frames)
    {
        using var client = await server.ConnectAsync();
        await client.SendBytesAsync(frames.SelectMany(one => one).ToArray());
        Assert.Equal(code, (await client.HearCloseAsync()).CloseCode);
        try
        {
            await client.SendCloseAsync(1000);
        }
        catch (IOException)
        {
            // It had nothing to wait for.
        }
    }
}
