using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>What a server sent: one frame.</summary>
internal sealed record HeardFrame(int Opcode, bool IsFinal, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);

    public int CloseCode => Payload.Length == 0 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(Payload);

    public string CloseReason => Payload.Length == 0 ? "" : Encoding.UTF8.GetString(Payload.AsSpan(2));
}

/// <summary>A WebSocket client that speaks bytes: it can say what a proper client would never say, and sees every frame.</summary>
internal sealed class TestSocket : IDisposable
{
    public const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    // Long enough for a busy machine; a test that waits so long has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private TestSocket(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The bytes both ways, for who wants to put something between.</summary>
    public Stream Stream => _stream;

    /// <summary>Connects and shakes hands; fails unless the answer is 101.</summary>
    public static async Task<TestSocket> ConnectAsync(Uri address, int? receiveBuffer = null)
    {
        var client = await OpenAsync(address, receiveBuffer);
        var answer = await client.RequestAsync(address, "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);

        // The example of RFC 6455, 1.3.
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer, StringComparison.Ordinal);
        return client;
    }

    /// <summary>Connects without a word.</summary>
    public static async Task<TestSocket> OpenAsync(Uri address, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return new TestSocket(socket);
    }

    /// <summary>Sends a GET with these header lines and gives the head of the answer.</summary>
    public async Task<string> RequestAsync(Uri address, string headers, string method = "GET")
    {
        await SendBytesAsync(Encoding.ASCII.GetBytes($"{method} {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n{headers}\r\n"));
        return await ReadHeadAsync();
    }

    /// <summary>The head of the next answer.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>The bytes of a client's frame, masked unless told otherwise.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true, int reserved = 0, bool isMasked = true)
    {
        var head = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (reserved << 4) | opcode) };
        var maskBit = isMasked ? 0x80 : 0;
        if (payload.Length <= 125)
        {
            head.Add((byte)(maskBit | payload.Length));
        }
        else if (payload.Length <= 65_535)
        {
            head.AddRange([(byte)(maskBit | 126), (byte)(payload.Length >> 8), (byte)payload.Length]);
        }
        else
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            head.AddRange([(byte)(maskBit | 127), .. length]);
        }

        if (!isMasked) return [.. head, .. payload];
        byte[] mask = [0x37, 0xFA, 0x21, 0x3D];
        var masked = payload.ToArray();
        for (var i = 0; i < masked.Length; i++) masked[i] ^= mask[i & 3];
        return [.. head, .. mask, .. masked];
    }

    public Task SendTextAsync(string text) => SendAsync(Text, Encoding.UTF8.GetBytes(text));

    public Task SendAsync(int opcode, byte[] payload, bool isFinal = true, int reserved = 0, bool isMasked = true) =>
        SendBytesAsync(Frame(opcode, payload, isFinal, reserved, isMasked));

    public Task SendCloseAsync(int code, string reason = "") =>
        SendAsync(Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _stream.WriteAsync(bytes, patience.Token);
    }

    /// <summary>So many bytes, as they come.</summary>
    public async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        await ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>The next frame, of whatever kind.</summary>
    public async Task<HeardFrame> HearAsync()
    {
        var head = new byte[2];
        await ReadExactlyAsync(head);
        Assert.Equal(0, head[0] & 0x70);
        Assert.Equal(0, head[1] & 0x80);
        long length = head[1];
        if (length >= 126)
        {
            var extended = new byte[length == 126 ? 2 : 8];
            await ReadExactlyAsync(extended);
            length = extended.Aggregate(0L, (sum, next) => (sum << 8) | next);
        }

        var payload = new byte[length];
        await ReadExactlyAsync(payload);
        return new HeardFrame(head[0] & 0x0F, (head[0] & 0x80) != 0, payload);
    }

    /// <summary>The next frame, which must be a text.</summary>
    public async Task<string> HearTextAsync()
    {
        var frame = await HearAsync();
        Assert.Equal(Text, frame.Opcode);
        Assert.True(frame.IsFinal);
        return frame.Text;
    }

    /// <summary>The next close frame; what comes before it is passed over.</summary>
    public async Task<HeardFrame> HearCloseAsync()
    {
        while (true)
        {
            var frame = await HearAsync();
            if (frame.Opcode == Close) return frame;
        }
    }

    /// <summary>Waits until the server has hung up; whatever comes before it is passed over.</summary>
    public async Task HearTheEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var scrap = new byte[65_536];
        try
        {
            while (await _stream.ReadAsync(scrap, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }
    }

    /// <summary>Hangs up without a word, by a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private async Task ReadExactlyAsync(byte[] buffer)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _stream.ReadExactlyAsync(buffer, patience.Token);
    }
}
