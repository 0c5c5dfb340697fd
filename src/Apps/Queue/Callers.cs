namespace Rollcall.Apps.Queue;

/// <summary>What the holder of a ticket is told.</summary>
/// <param name="Status"><c>waiting</c>, <c>next</c>, <c>current</c>, or how it ended.</param>
/// <param name="Position">Counted from 1; null unless waiting or next.</param>
/// <param name="EtaSeconds">The estimate; null where there is none.</param>
public sealed record Caller(Callsign Callsign, string Status, int? Position, long? EtaSeconds, DateTimeOffset RegisteredAt);

/// <summary>Places in the queue as their holders see them.</summary>
public static class Callers
{
    /// <summary>How an entry stands; null for one that is not known, or not any more.</summary>
    public static string? StatusOf(QueueState queue, long entryId) => queue.PositionOf(entryId) switch
    {
        1 => "next",
        not null => "waiting",
        null when queue.Current?.Entry?.EntryId == entryId => "current",
        _ => queue.Outcomes.GetValueOrDefault(entryId)?.Status,
    };

    /// <summary>What the holder of an entry's ticket is told just now; null for an entry that is not known.</summary>
    public static Caller? Of(QueueState queue, long entryId, DateTimeOffset now)
    {
        if (queue.PositionOf(entryId) is { } position && queue.Entries[position - 1] is var entry)
            return new(entry.Callsign, position == 1 ? "next" : "waiting", position, Estimates.EtaSeconds(queue, position, now), entry.RegisteredAt);
        if (queue.Current is { Entry: { } from } current && from.EntryId == entryId)
            return new(current.Callsign, "current", null, null, from.RegisteredAt);
        return queue.Outcomes.GetValueOrDefault(entryId) is { } ended ? new(ended.Callsign, ended.Status, null, null, ended.RegisteredAt) : null;
    }
}
