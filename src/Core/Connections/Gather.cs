using System.Buffers;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>Makes one write of many frames.</summary>
/// <remarks>Belongs to one pump's thread.</remarks>
internal sealed class Gather
{
    private readonly SharedFrame?[] _frames = new SharedFrame?[1024];

    /// <summary>The bytes of the next write: a single frame as it is, several side by side in a <paramref name="rented"/> array; none when
    /// nothing is owed.</summary>
    public ReadOnlyMemory<byte> Next(Outbox outbox, ConnectionObserver observer, out int bytes, out byte[]? rented)
    {
        rented = null;
        var count = outbox.Take(_frames, Pump.MaxWriteBytes, out bytes, out var owed);
        if (count == 0) return default;

        var frames = _frames.AsSpan(0, count);
        var gathered = frames[0]!.Bytes;
        var oldest = frames[0]!.AcceptedAt;
        if (count > 1)
        {
            rented = ArrayPool<byte>.Shared.Rent(bytes);
            gathered = rented.AsMemory(0, bytes);
            var at = 0;
            foreach (var frame in frames)
            {
                frame!.Bytes.Span.CopyTo(rented.AsSpan(at));
                at += frame.Bytes.Length;
                if (oldest == 0) oldest = frame.AcceptedAt;
            }
        }

        frames.Clear();
        observer.Flushed(count, bytes, owed, oldest);
        return gathered;
    }
}
