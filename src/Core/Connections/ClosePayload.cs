using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Rollcall.Core.Connections;

/// <summary>Reads what stands in a peer's close frame (RFC 6455, 5.5.1 and 7.4).</summary>
internal static class ClosePayload
{
    /// <summary>How the peer closes; or, where the payload is not allowed, how we close for it.</summary>
    public static Closing Read(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return new Closing(EndedBy.Peer, Code: null, Reason: "");
        if (payload.Length == 1) return Closing.ProtocolError;

        int code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (code is not ((>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999))) return Closing.ProtocolError;

        var reason = payload[2..];
        return Utf8.IsValid(reason) ? new Closing(EndedBy.Peer, (CloseCode)code, Encoding.UTF8.GetString(reason)) : Closing.InvalidText;
    }
}
