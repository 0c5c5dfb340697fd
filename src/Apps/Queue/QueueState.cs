using System.Collections.Immutable;

namespace Rollcall.Apps.Queue;

/// <summary>One queue as of one event: who waits, who is being worked, what was logged. Immutable; <see cref="QueueKind"/> makes the next one.</summary>
/// <param name="Name">Its name in paths, such as <c>main</c>.</param>
public sealed record QueueState(string Name)
{
    /// <summary>The life of the log; empty before the queue is configured for the first time.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>The last event folded in.</summary>
    public long Head { get; init; }

    /// <summary>What the configuration says.</summary>
    public QueueTerms Terms { get; init; } = new("", 0, null);

    /// <summary>Whether it is switched on.</summary>
    public Toggle Active { get; init; } = new(false, DateTimeOffset.UnixEpoch, "system");

    /// <summary>Whether registrations are stopped.</summary>
    public Toggle Paused { get; init; } = new(false, DateTimeOffset.UnixEpoch, "system");

    /// <summary>Whether logging programs may report.</summary>
    public Toggle Logger { get; init; } = new(false, DateTimeOffset.UnixEpoch, "system");

    /// <summary>The operator's frequency.</summary>
    public Tuning Frequency { get; init; } = Tuning.None;

    /// <summary>Where the operator listens.</summary>
    public Split Split { get; init; } = Split.None;

    /// <summary>Who waits, sorted by <see cref="QueueEntry.Order"/>.</summary>
    public ImmutableList<QueueEntry> Entries { get; init; } = [];

    /// <summary>The contact in progress; null where there is none.</summary>
    public Qso? Current { get; init; }

    /// <summary>All contacts and what is derived from them.</summary>
    public ContactLog Contacts { get; init; } = ContactLog.Empty;

    /// <summary>How long a worked caller stays in view.</summary>
    public int WorkedTtlHours { get; init; } = 72;

    /// <summary>Who may not register, by base call.</summary>
    public ImmutableSortedDictionary<string, Ban> Bans { get; init; } = ImmutableSortedDictionary.Create<string, Ban>(StringComparer.Ordinal);

    /// <summary>How long whoever was worked must wait.</summary>
    public Cooldown Cooldown { get; init; } = new(60, false);

    /// <summary>When the last QSOs began, oldest first; what estimates are made of.</summary>
    public ImmutableArray<DateTimeOffset> Starts { get; init; } = [];

    /// <summary>How the last places ended, by entry id.</summary>
    public ImmutableSortedDictionary<long, Ended> Outcomes { get; init; } = ImmutableSortedDictionary<long, Ended>.Empty;

    /// <summary>What can be undone, oldest first.</summary>
    public ImmutableList<Undoable> UndoStack { get; init; } = [];

    /// <summary>Whether the events of the last command can be undone, so that one more of them belongs to the newest of <see cref="UndoStack"/>.</summary>
    internal bool InUndoable { get; init; }

    /// <summary>Commands that were given under a key, with their answers.</summary>
    public OperationMemory Operations { get; init; } = OperationMemory.Empty;

    /// <summary>The last events, each with the queue as it was after it; what is replayed.</summary>
    public ImmutableList<Moment> Recent { get; init; } = [];

    /// <summary>What lies beside the log; null before the queue is configured for the first time.</summary>
    public QueueSecret? Secret { get; init; }

    /// <summary>A callsign's place: the entry with exactly that callsign, else the one with the same base call; null where there is none.</summary>
    public QueueEntry? Find(Callsign callsign) => Entries.Find(one => one.Callsign.Text == callsign.Text) ?? Entries.Find(one => one.Callsign.Base == callsign.Base);

    /// <summary>The place of an entry, counted from 1; null where it does not wait.</summary>
    public int? PositionOf(long entryId) => Entries.FindIndex(one => one.EntryId == entryId) is >= 0 and var index ? index + 1 : null;

    /// <summary>The newest action that undo would revert just now; null for none.</summary>
    public Undoable? CanUndo(DateTimeOffset now) => UndoStack is [.., var newest] && now - newest.At <= Undoable.Window ? newest : null;

    /// <summary>Worked callers in view just now, newest first.</summary>
    public IEnumerable<WorkedCaller> WorkedView(DateTimeOffset now) => Contacts.View(now - TimeSpan.FromHours(WorkedTtlHours));
}

/// <summary>What is kept beside a queue's log and never in it.</summary>
/// <param name="TicketKey">What tickets are made with: 32 random bytes as base64url.</param>
/// <param name="Idle">Keyed commands that changed nothing and so have no event.</param>
public sealed record QueueSecret(string TicketKey, ImmutableArray<Operation> Idle);

/// <summary>An event with the queue as it was after it.</summary>
/// <param name="Happened">The event.</param>
/// <param name="After">The queue then; itself without <see cref="QueueState.Recent"/>.</param>
public sealed record Moment(Core.Channels.Happened<QueueEvent> Happened, QueueState After);
