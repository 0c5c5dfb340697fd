using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Who makes an update, and what they had seen when they made it.</summary>
/// <param name="At">Everything up to here.</param>
public readonly record struct Author(string AuthorId, string LocationName, int Priority, Position At);

/// <summary>What the rule says to one update.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>It stands from now on.</summary>
    /// <param name="BringBack">The entry's last value, where the update brings a deleted entry back first; else null.</param>
    public sealed record Accept(ImmutableArray<long> Overruled, (MeetKey Entry, SyncedValue Value, long Tombstone)? BringBack) : Verdict;

    /// <summary>It stands already.</summary>
    public sealed record Already(long Number) : Verdict;

    /// <summary>It does not.</summary>
    public sealed record Refuse(Refusal Refusal) : Verdict;
}

/// <summary>The conflict rule (specification 4.2, steps 3 to 8): a conflict needs all three, two authors updated the same object, the values
/// differ, and one had not seen the other's. Then the higher priority stands; on equal priority the earlier arrival.</summary>
public static class ConflictRule
{
    /// <summary>Judges one update whose key and value are in order.</summary>
    public static Verdict Judge(Meet meet, Author author, MeetKey key, SyncedValue? value, int maxEntries)
    {
        var content = meet.Content;
        var stands = content.ValueAt(key, out var newest);
        if (value is null ? stands is null && newest is { IsTombstone: true } : value.Equals(stands))
            return new Verdict.Already(newest!.Number);

        var unseen = content.Meeting(key).Where(item => item.AuthorId != author.AuthorId
            && meet.Lineage.Unseen(item, author.At) && Differs(item, key, value)).ToList();
        if (unseen.Count == 0)
            return Fault(content, key, value, stands, maxEntries) is { } fault ? new Verdict.Refuse(fault) : new Verdict.Accept([], null);

        var winner = unseen.MaxBy(item => (item.Priority, item.Number))!;
        if (winner.Priority >= author.Priority)
            return new Verdict.Refuse(new("CONFLICT", Reason(winner, author.Priority), StandingAt(content, key, winner)));

        var gone = unseen.Find(item => item.IsTombstone && item.Key.Shape == KeyShape.Entry && item.Key.Contains(key));
        if (gone is { LastValue: null })
        {
            // A deletion that a desk gave back after a loss does not say what it deleted. Kept in the conflict list, the edit is not lost.
            return new Verdict.Refuse(new("CONFLICT", "This lifter was deleted, and what was there before is not known.", StandingAt(content, key, gone)));
        }

        var back = gone is null ? default((MeetKey, SyncedValue, long)?) : (gone.Key, gone.LastValue!, gone.Number);
        return new Verdict.Accept([.. unseen.Select(item => item.Number).Order()], back);
    }

    /// <summary>The newest of what the author itself said otherwise of the same object later than <see cref="Author.At"/>, or null. Asked only where the
    /// order in which the author spoke is not known from its local numbers.</summary>
    public static Item? OwnSince(Meet meet, Author author, MeetKey key, SyncedValue? value) => meet.Content.Meeting(key)
        .Where(item => item.AuthorId == author.AuthorId && meet.Lineage.Unseen(item, author.At) && Differs(item, key, value)).MaxBy(item => item.Number);

    /// <summary>What stands at a refused key (for a refused deletion the whole object), and the update that decided.</summary>
    public static Standing StandingAt(Content content, MeetKey key, Item decided) =>
        new(content.ValueAt(key, out _), decided.Number, decided.Priority, decided.LocationName, decided.AuthorId);

    private static string Reason(Item winner, int priority) => winner.Priority > priority
        ? $"{winner.LocationName} set this first and has priority."
        : $"{winner.LocationName} set this first.";

    /// <summary>Whether the two say something different where they overlap; to say nothing of it is what a deletion says.</summary>
    private static bool Differs(Item item, MeetKey key, SyncedValue? value) => item.Key.Contains(key)
        ? !Equals(item.Value?.At(key.StepsBelow(item.Key)), value)
        : !Equals(item.Value, value?.At(item.Key.StepsBelow(key)));

    private static Refusal? Fault(Content content, MeetKey key, SyncedValue? value, SyncedValue? stands, int maxEntries)
    {
        if (key.Shape is KeyShape.EntryField or KeyShape.EntrySlot && !content.HasEntry(key))
            return new("NO_SUCH_ENTRY", "There is no such lifter.");
        if (value is null && stands is null)
            return new("NO_SUCH_ENTRY", "There is nothing to delete.");
        if (key.Shape == KeyShape.Entry && value is not null && content.Entries >= maxEntries && !content.HasEntry(key))
            return new("LIMIT", $"A meet holds at most {maxEntries} lifters.");
        return null;
    }
}
