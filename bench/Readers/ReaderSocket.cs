using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollcall.Bench.Readers;

/// <summary>One reader: a socket that counts the messages it gets and answers pings.</summary>
internal sealed class ReaderSocket : IDisposable
{
    private const int Ping = 9;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte? _separator;
    private byte[]? _welcome;
    private byte[] _partial = [];
    private long _left;
    private bool _isEndOfMessage;

    /// <summary>Connects, shakes hands and says hello.</summary>
    public ReaderSocket(ReaderScript script)
    {
        (_separator, _welcome) = (script.Separator, script.Welcome is { } welcome ? Encoding.UTF8.GetBytes(welcome) : null);
        _socket.Connect(IPAddress.Loopback, script.Port);
        _socket.Send(Encoding.ASCII.GetBytes($"GET {script.Path} HTTP/1.1\r\nHost: 127.0.0.1:{script.Port}\r\nUpgrade: websocket\r\n"
            + $"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{(script.Token is null ? "" : $"Authorization: Bearer {script.Token}\r\n")}\r\n"));
        var head = new StringBuilder();
        Span<byte> one = stackalloc byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (_socket.Receive(one) == 0) throw new InvalidOperationException($"The server hung up: {head}");
            head.Append((char)one[0]);
        }

        if (!head.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new InvalidOperationException($"{head}");
        foreach (var hello in script.Hello) _socket.Send(Frame(0x81, Encoding.UTF8.GetBytes(hello)));
    }

    public int Descriptor => (int)_socket.Handle;

    /// <summary>Messages so far.</summary>
    public long Messages { get; private set; }

    /// <summary>Takes in what has come. <paramref name="buffer"/> is scratch, shared by all.</summary>
    public void TakeIn(Span<byte> buffer)
    {
        _partial.CopyTo(buffer);
        var kept = _partial.Length;
        var count = Epoll.Read(Descriptor, buffer[kept..]);
        if (count == 0) throw new InvalidOperationException($"The server hung up on a reader after {Messages} messages");
        if (count < 0) return;

        ReadOnlySpan<byte> bytes = buffer[..(kept + count)];
        while (!bytes.IsEmpty)
        {
            var taken = _left > 0 ? TakePayload(bytes) : TakeHead(bytes);
            if (taken == 0) break;
            bytes = bytes[taken..];
        }

        _partial = bytes.IsEmpty ? [] : bytes.ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private int TakePayload(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(_left, bytes.Length);
        if (_welcome is { } welcome && !bytes.StartsWith(welcome.AsSpan(0, Math.Min(taken, welcome.Length)))) throw new InvalidOperationException($"The server said: {Encoding.UTF8.GetString(bytes[..taken])}");
        _welcome = null;
        _left -= taken;
        if (_separator is { } separator) Messages += bytes[..taken].Count(separator);
        else if (_left == 0 && _isEndOfMessage) Messages++;
        return taken;
    }

    // The bytes of a head, or of a whole control frame; 0 when not all of it is here.
    private int TakeHead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return 0;
        var size = (bytes[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < size) return 0;
        var length = size switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            10 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1],
        };
        var opcode = bytes[0] & 0x0F;
        if (opcode < 8)
        {
            _left = length;
            _isEndOfMessage = (bytes[0] & 0x80) != 0;
            if (length == 0 && _isEndOfMessage && _separator is null) Messages++;
            return size;
        }

        if (bytes.Length < size + length) return 0;
        if (opcode == Ping) _socket.Send(Frame(0x8A, bytes.Slice(size, (int)length)));
        return size + (int)length;
    }

    // A mask of zeros is a mask.
    private static byte[] Frame(byte first, ReadOnlySpan<byte> payload) => payload.Length < 126
        ? [first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]
        : [first, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];
}
