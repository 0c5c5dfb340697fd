using System.Buffers;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>Makes one write of many frames.</summary>
/// <remarks>Belongs to one pump's thread.</remarks>
internal sealed class Gather
{
    private readonly SharedFrame?[] frames = new SharedFrame?[1024];

    // Of the pass so far.
    private int count;
    private long bytes;
    private long mostOwed;
    private long oldest;

    /// <summary>The bytes of the next write: a single frame as it is, several side by side in a <paramref name="rented"/> array; none when
    /// nothing is owed.</summary>
    public ReadOnlyMemory<byte> Next(Outbox outbox, out int bytes, out byte[]? rented)
    {
        rented = null;
        var count = outbox.Take(this.frames, Pump.MaxWriteBytes, out bytes, out var owed);
        if (count == 0) return default;

        var frames = this.frames.AsSpan(0, count);
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
        (this.count, this.bytes, mostOwed) = (this.count + count, this.bytes + bytes, Math.Max(mostOwed, owed));
        if (oldest != 0 && (this.oldest == 0 || oldest < this.oldest)) this.oldest = oldest;
        return gathered;
    }

    /// <summary>Reports what was gathered since the last report, as one: a write is so quick that telling of each would show.</summary>
    public void Report(ConnectionObserver observer)
    {
        if (count == 0) return;
        observer.Flushed(count, bytes, mostOwed, oldest);
        (count, bytes, mostOwed, oldest) = (0, 0, 0, 0);
    }
}
