using System.Buffers.Binary;

namespace Rollcall.Core.Connections;

/// <summary>The head of a frame from a client (RFC 6455, 5.2).</summary>
/// <param name="Opcode">What it is.</param>
/// <param name="IsFinal">Whether it is the last one of its message.</param>
/// <param name="Size">Bytes of the head itself, 6-14.</param>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Mask">The mask as it stands in memory.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool IsFinal, int Size, long Length, uint Mask)
{
    /// <summary>The largest head.</summary>
    public const int MaxSize = 14;

    private const int MaxControlLength = 125;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>Reads a head. False: more bytes are needed. Throws nothing: what breaks the protocol is told by <paramref name="isBroken"/>,
    /// as soon as the bytes show it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header, out bool isBroken)
    {
        header = default;
        isBroken = false;
        if (bytes.Length < 2) return false;

        var opcode = (Opcode)(bytes[0] & 0x0F);
        var isFinal = (bytes[0] & 0x80) != 0;
        var short7 = bytes[1] & 0x7F;
        var hasReservedBits = (bytes[0] & 0x70) != 0;
        var isMasked = (bytes[1] & 0x80) != 0;
        var isKnown = opcode is Opcode.Continuation or Opcode.Text or Opcode.Binary or Opcode.Close or Opcode.Ping or Opcode.Pong;
        var isBadControl = opcode >= Opcode.Close && (!isFinal || short7 > MaxControlLength);
        if (hasReservedBits || !isMasked || !isKnown || isBadControl)
        {
            isBroken = true;
            return false;
        }

        var lengthBytes = short7 switch { 126 => 2, 127 => 8, _ => 0 };
        var size = 2 + lengthBytes + 4;
        if (bytes.Length < size) return false;

        var length = lengthBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => short7,
        };

        // Each length has one spelling, the shortest; and the highest bit is never set.
        var least = lengthBytes switch { 2 => 126, 8 => 65_536, _ => 0 };
        if (length < least)
        {
            isBroken = true;
            return false;
        }

        header = new FrameHeader(opcode, isFinal, size, length, BitConverter.ToUInt32(bytes[(size - 4)..]));
        return true;
    }
}
