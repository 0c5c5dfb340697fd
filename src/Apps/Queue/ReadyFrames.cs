using Rollcall.Core.Connections;

namespace Rollcall.Apps.Queue;

/// <summary>Events that have been put into bytes, so that many who come back at once are told in the same frames. Owned by the loop of the queue.</summary>
internal sealed class ReadyFrames
{
    private const long KeptBytes = 8L << 20;

    private readonly Dictionary<(long Seq, bool Stream), SharedFrame> frames = [];
    private readonly Queue<(long Seq, bool Stream)> order = [];
    private long bytes;

    /// <summary>The frame of an event in a dialect.</summary>
    public SharedFrame Of(Moment moment, QueueDialect dialect)
    {
        var key = (moment.Happened.Seq, dialect == QueueDialect.Stream);
        if (frames.TryGetValue(key, out var ready))
            return ready;
        ready = key.Item2 ? QueueWire.Block(moment) : QueueWire.Frame(moment);
        frames[key] = ready;
        order.Enqueue(key);
        bytes += ready.Bytes.Length;
        while (bytes > KeptBytes && order.Count > 1)
        {
            frames.Remove(order.Dequeue(), out var oldest);
            bytes -= oldest!.Bytes.Length;
        }

        return ready;
    }
}
