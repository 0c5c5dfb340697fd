using System.Buffers.Binary;
using System.Text;

namespace Rollcall.Core.Connections;

/// <summary>One message framed once and shared by every member that hears the same bytes. A server's frames are not masked, so the
/// same array serves all of them.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class SharedFrame
{
    private const byte Fin = 0x80;
    private const int MaxControlPayload = 125;

    private SharedFrame(ReadOnlyMemory<byte> bytes, long acceptedAt) => (Bytes, AcceptedAt) = (bytes, acceptedAt);

    /// <summary>What goes over the line, header included.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>When the command that led to this was taken in, as a timestamp of the <see cref="TimeProvider"/>; 0 where nobody asked.
    /// The observer of flushes tells from it how long a delivery took.</summary>
    public long AcceptedAt { get; }

    /// <summary>A whole WebSocket text message of UTF-8 <paramref name="utf8Payload"/>; header and payload in one array.</summary>
    public static SharedFrame Text(ReadOnlySpan<byte> utf8Payload, long acceptedAt = 0) => new(Framed(Opcode.Text, utf8Payload), acceptedAt);

    /// <summary>Bytes that are ready as they are, such as a block of an event stream.</summary>
    public static SharedFrame Raw(ReadOnlyMemory<byte> readyBytes, long acceptedAt = 0) => new(readyBytes, acceptedAt);

    internal static SharedFrame Ping(ReadOnlySpan<byte> payload) => new(Framed(Opcode.Ping, payload), acceptedAt: 0);

    internal static SharedFrame Pong(ReadOnlySpan<byte> payload) => new(Framed(Opcode.Pong, payload), acceptedAt: 0);

    /// <summary>A close frame. A reason that is too long is cut at the last whole character within 123 bytes; without a code, without a body.</summary>
    internal static SharedFrame Close(CloseCode? code, string reason)
    {
        if (code is null) return new SharedFrame(Framed(Opcode.Close, []), acceptedAt: 0);
        Span<byte> payload = stackalloc byte[MaxControlPayload];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code.Value);
        Encoding.UTF8.GetEncoder().Convert(reason, payload[2..], flush: true, out _, out var written, out _);
        return new SharedFrame(Framed(Opcode.Close, payload[..(2 + written)]), acceptedAt: 0);
    }

    private static byte[] Framed(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var header = payload.Length <= MaxControlPayload ? 2 : payload.Length <= ushort.MaxValue ? 4 : 10;
        var frame = GC.AllocateUninitializedArray<byte>(header + payload.Length);
        frame[0] = (byte)(Fin | (int)opcode);
        switch (header)
        {
            case 2:
                frame[1] = (byte)payload.Length;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }
}
