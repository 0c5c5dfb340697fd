using System.Numerics;
using System.Runtime.InteropServices;

namespace Rollcall.Core.Connections;

/// <summary>Takes the mask off a client's payload (RFC 6455, 5.3).</summary>
internal static class Masking
{
    /// <summary>Unmasks in place; <paramref name="mask"/> is the four bytes as they stand in memory.</summary>
    public static void Remove(Span<byte> payload, uint mask)
    {
        var wide = new Vector<uint>(mask);
        while (payload.Length >= Vector<byte>.Count)
        {
            (new Vector<byte>(payload) ^ Vector.AsVectorByte(wide)).CopyTo(payload);
            payload = payload[Vector<byte>.Count..];
        }

        var four = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in mask));
        for (var i = 0; i < payload.Length; i++) payload[i] ^= four[i & 3];
    }
}
