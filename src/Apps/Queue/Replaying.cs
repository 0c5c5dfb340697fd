using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Queue;

/// <summary>What somebody who was away can have again.</summary>
internal static class Replaying
{
    /// <summary>The events after a position; null where they are not all kept, or the position is of another life or lies beyond the head.</summary>
    public static ImmutableList<Moment>? After(QueueState queue, Position since, int replayEvents)
    {
        var missed = queue.Head - since.Seq;
        if (since.Epoch != queue.Epoch || since.Seq < 0 || missed < 0 || missed > Math.Min(replayEvents, queue.Recent.Count))
            return null;
        return queue.Recent.GetRange(queue.Recent.Count - (int)missed, (int)missed);
    }

    /// <summary>The event of a number with the queue after it; null where it is not kept any more.</summary>
    public static Moment? At(QueueState queue, long seq)
    {
        var back = queue.Head - seq;
        return back >= 0 && back < queue.Recent.Count ? queue.Recent[queue.Recent.Count - 1 - (int)back] : null;
    }

    /// <summary>Reads the id of an event stream, split at its last dash; null for what is none.</summary>
    public static Position? Read(string id)
    {
        var dash = id.LastIndexOf('-');
        return dash > 0 && long.TryParse(id.AsSpan(dash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seq)
            ? new(id[..dash], seq) : null;
    }
}
