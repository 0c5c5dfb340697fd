using System.Buffers;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>One of the few that drain outboxes: takes the next one that owes something, writes, goes on to the next.</summary>
/// <remarks>Runs as one work item at a time on the thread pool; its array is its own while it runs.</remarks>
internal sealed class PumpWorker(Pump pump) : IThreadPoolWorkItem
{
    // After so many lines the worker goes to the end of the pool's queue, so that those who read get their turn.
    private const int LinesPerRun = 256;

    private readonly SharedFrame?[] _frames = new SharedFrame?[1024];

    public void Execute()
    {
        for (var i = 0; i < LinesPerRun; i++)
        {
            if (!pump.TryNext(out var outbox))
            {
                pump.Rest(this);
                return;
            }

            outbox.Writer.TakeTurn(this);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The bytes of the next write: a single frame as it is, several side by side in a <paramref name="rented"/> array; none when
    /// nothing is owed.</summary>
    public ReadOnlyMemory<byte> Gather(Outbox outbox, out int bytes, out byte[]? rented)
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
        pump.Observer.Flushed(count, bytes, owed, oldest);
        return gathered;
    }
}
