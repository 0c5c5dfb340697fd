using System.Collections.Immutable;

namespace Rollcall.Apps.Queue;

/// <summary>The QSO log of a queue with what is derived from it: who was worked lately, and when each station was. Immutable.</summary>
public sealed record ContactLog
{
    /// <summary>The most lines of the view of worked callers.</summary>
    public const int MostInView = 1_000;

    /// <summary>No contact yet.</summary>
    public static ContactLog Empty { get; } = new();

    private ContactLog() { }

    /// <summary>Every contact that was not undone, by its id.</summary>
    public ImmutableSortedDictionary<long, Contact> All { get; private init; } = ImmutableSortedDictionary<long, Contact>.Empty;

    /// <summary>The contacts of each base call, oldest first.</summary>
    private ImmutableDictionary<string, ImmutableList<long>> ByBase { get; init; } = ImmutableDictionary.Create<string, ImmutableList<long>>(StringComparer.Ordinal);

    /// <summary>The last contact of each callsign since the view began.</summary>
    private ImmutableSortedSet<long> Newest { get; init; } = [];

    /// <summary>The view holds contacts after this event.</summary>
    public long ViewAfter { get; private init; }

    /// <summary>The log with a contact more.</summary>
    public ContactLog With(Contact contact)
    {
        var before = InView(contact.Callsign).LastOrDefault();
        return this with
        {
            All = All.SetItem(contact.ContactId, contact),
            ByBase = ByBase.SetItem(contact.Callsign.Base, ByBase.GetValueOrDefault(contact.Callsign.Base, []).Add(contact.ContactId)),
            Newest = (before is null ? Newest : Newest.Remove(before.ContactId)).Add(contact.ContactId),
        };
    }

    /// <summary>The log without a contact.</summary>
    public ContactLog Without(long contactId)
    {
        if (!All.TryGetValue(contactId, out var contact))
            return this;
        var left = ByBase[contact.Callsign.Base].Remove(contactId);
        var after = this with
        {
            All = All.Remove(contactId),
            ByBase = left.IsEmpty ? ByBase.Remove(contact.Callsign.Base) : ByBase.SetItem(contact.Callsign.Base, left),
            Newest = Newest.Remove(contactId),
        };
        return after.InView(contact.Callsign).LastOrDefault() is { } last ? after with { Newest = after.Newest.Add(last.ContactId) } : after;
    }

    /// <summary>The same contacts with a view that begins after an event.</summary>
    public ContactLog WithViewAfter(long seq) => this with { ViewAfter = seq, Newest = [] };

    /// <summary>A log read back.</summary>
    public static ContactLog Of(IEnumerable<Contact> contacts, long viewAfter)
    {
        var all = contacts.ToImmutableSortedDictionary(one => one.ContactId, one => one);
        var newest = all.Values.Where(one => one.ContactId > viewAfter).GroupBy(one => one.Callsign.Text, StringComparer.Ordinal).Select(one => one.Last().ContactId);
        return new()
        {
            All = all,
            ByBase = all.Values.GroupBy(one => one.Callsign.Base, StringComparer.Ordinal).ToImmutableDictionary(one => one.Key, one => one.Select(each => each.ContactId).ToImmutableList(), StringComparer.Ordinal),
            Newest = [.. newest],
            ViewAfter = viewAfter,
        };
    }

    /// <summary>When a station was last worked; null where it never was.</summary>
    public DateTimeOffset? LastOf(Callsign callsign) => ByBase.TryGetValue(callsign.Base, out var ids) ? All[ids[^1]].TimeOff : null;

    /// <summary>The line of a callsign in the view; null where it has none.</summary>
    public WorkedCaller? LineOf(Callsign callsign)
    {
        var mine = InView(callsign).ToList();
        return mine is [var first, ..] && mine[^1] is var last
            ? new(callsign, last.Qrz, first.TimeOff, last.TimeOff, mine.Count, last.Band, last.Mode, last.Source)
            : null;
    }

    /// <summary>The view, newest first: who was last worked at <paramref name="since"/> or later, the newest thousand.</summary>
    public IEnumerable<WorkedCaller> View(DateTimeOffset since) =>
        Newest.Reverse().Select(id => All[id]).TakeWhile(one => one.TimeOff >= since).Take(MostInView).Select(one => LineOf(one.Callsign)!);

    /// <summary>How many lines <see cref="View"/> has.</summary>
    public int CountInView(DateTimeOffset since) => Newest.Reverse().TakeWhile(id => All[id].TimeOff >= since).Take(MostInView).Count();

    /// <summary>How many contacts ended at <paramref name="since"/> or later.</summary>
    public int CountSince(DateTimeOffset since) => All.Reverse().TakeWhile(one => one.Value.TimeOff >= since).Count();

    /// <inheritdoc/>
    public bool Equals(ContactLog? other) => other is not null && ViewAfter == other.ViewAfter && All.Values.SequenceEqual(other.All.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ViewAfter, All.Count);

    private IEnumerable<Contact> InView(Callsign callsign) =>
        ByBase.GetValueOrDefault(callsign.Base, []).Select(id => All[id]).Where(one => one.ContactId > ViewAfter && one.Callsign.Text == callsign.Text);
}
