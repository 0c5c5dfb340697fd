using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>The update that now stands for a key.</summary>
/// <param name="Key">Which object.</param>
/// <param name="Value">What stands; null for a tombstone.</param>
/// <param name="Number">Its server number.</param>
/// <param name="Life">Which life of the log the number was given in: the place in the lineage.</param>
/// <param name="Origin">The position it was recovered from, if it was.</param>
/// <param name="Priority">The author's priority when it was accepted.</param>
/// <param name="LocationName">The author's location then.</param>
/// <param name="AuthorId">Who made it.</param>
public sealed record Item(MeetKey Key, SyncedValue? Value, long Number, int Life, Position? Origin, int Priority, string LocationName, string AuthorId)
{
    /// <summary>The server numbers it overruled; empty for almost all.</summary>
    public ImmutableArray<long> Overruled { get; init; } = [];

    /// <summary>What a tombstone deleted, whole; null for values and where nothing is known of it.</summary>
    public SyncedValue? LastValue { get; init; }

    /// <summary>Whether it says that the object is gone.</summary>
    public bool IsTombstone => Value is null;
}

/// <summary>One life of a meet's log.</summary>
/// <param name="Epoch">Its name.</param>
/// <param name="ThroughSeq">The last of its numbers up to which the server holds everything; null while it is the current one.</param>
/// <param name="KeptFromBefore">Whether it took over the log of the life before, with its numbers (a lost tail), or began at 1 (a lost log).</param>
public sealed record Life(string Epoch, long? ThroughSeq, bool KeptFromBefore);

/// <summary>The lives of a log, oldest first; the last is the current one.</summary>
public sealed record Lineage(ImmutableArray<Life> Lives)
{
    /// <summary>No life yet.</summary>
    public static Lineage None { get; } = new([]);

    /// <summary>Epochs that are known only by what desks gave back of them, and up to which number: a meet that was made again from an older memory
    /// learns of the lives in between from those who lived them.</summary>
    public ImmutableDictionary<string, long> Others { get; init; } = ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>The current epoch; empty before there is one.</summary>
    public string Epoch => Lives.IsEmpty ? "" : Lives[^1].Epoch;

    /// <summary>The place of an epoch, or -1 if it is unknown.</summary>
    public int IndexOf(string epoch)
    {
        for (var i = Lives.Length - 1; i >= 0; i--)
        {
            if (Lives[i].Epoch == epoch)
                return i;
        }

        return -1;
    }

    /// <summary>Up to which number of an earlier epoch everything is held; null for the current one and for one nothing is known of.</summary>
    public long? Through(string epoch) => IndexOf(epoch) is >= 0 and var life ? Lives[life].ThroughSeq : Others.TryGetValue(epoch, out var through) ? through : null;

    /// <summary>The number an item has in an epoch, its own or the one it was recovered from; null if it has none there.</summary>
    public long? NumberIn(Item item, string epoch)
    {
        if (item.Origin is { } origin && origin.Epoch == epoch)
            return origin.Seq;
        var asked = IndexOf(epoch);
        if (asked < 0)
            return null;
        if (asked == item.Life)
            return item.Number;
        // What was left of a log keeps its numbers, and they count in the lives before and after.
        for (var life = item.Life + 1; life <= asked; life++)
        {
            if (!Lives[life].KeptFromBefore)
                return null;
        }

        return asked > item.Life ? item.Number : null;
    }

    /// <summary>Whether somebody who had been told everything up to a position had not seen the item.</summary>
    public bool Unseen(Item item, Position at) => NumberIn(item, at.Epoch) is not { } number || number > at.Seq;
}
