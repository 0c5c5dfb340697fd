namespace Rollcall.Apps.Queue;

/// <summary>Something that happened in a queue.</summary>
/// <param name="By">Who did it.</param>
/// <param name="Change">What changed.</param>
public sealed record QueueEvent(By By, QueueChange Change)
{
    /// <summary>On the first event of a command: which action it was; null on the others and for what the server does by itself.</summary>
    public Deed? Deed { get; init; }

    /// <summary>On the last event of a command with a key: what it takes to answer it again; null otherwise.</summary>
    public Receipt? Receipt { get; init; }
}

/// <summary>An action as the audit names it.</summary>
/// <param name="Action">Such as <c>next</c>.</param>
/// <param name="Callsign">Whom it was about; null where nobody.</param>
/// <param name="Detail">A word more; null for none.</param>
/// <param name="Undone">For an undo: the first event of what it reverts; null otherwise.</param>
public sealed record Deed(string Action, string? Callsign = null, string? Detail = null, long? Undone = null);

/// <summary>What is kept of a command so that it is done only once.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Fingerprint">A hash of operation and data.</param>
/// <param name="Answer">The answer.</param>
public sealed record Receipt(string Key, string Fingerprint, QueueAnswer Answer);

/// <summary>What an event changes; each says enough to be understood alone.</summary>
public abstract record QueueChange
{
    private QueueChange() { }

    /// <summary>The configuration says something new.</summary>
    /// <param name="Epoch">The name of the log's life where one begins with this event; null otherwise.</param>
    /// <param name="WorkedTtlHours">At the very first; null later.</param>
    public sealed record Configured(QueueTerms Terms, string? Epoch, int? WorkedTtlHours) : QueueChange;

    /// <summary>Somebody waits; the event's number is the entry's id and order.</summary>
    public sealed record EntryAdded(Callsign Callsign, Qrz Qrz) : QueueChange;

    /// <summary>Somebody does not wait any more.</summary>
    /// <param name="Reason"><c>started</c>, <c>left</c>, <c>no_show</c>, <c>operator</c> or <c>banned</c>.</param>
    public sealed record EntryRemoved(long EntryId, string Reason) : QueueChange;

    /// <summary>Somebody waits at another place.</summary>
    /// <param name="Order">Where; null for the end, which is the event's number.</param>
    /// <param name="Skips">How often it has been skipped now.</param>
    public sealed record EntryMoved(long EntryId, long? Order, int Skips) : QueueChange;

    /// <summary>Somebody waits again.</summary>
    /// <param name="Entry">The place as it is; an order of 0 stands for the end, which is the event's number.</param>
    public sealed record EntryRestored(QueueEntry Entry) : QueueChange;

    /// <summary>A look-up came back for somebody who waits.</summary>
    public sealed record EntryUpdated(long EntryId, Qrz Qrz) : QueueChange;

    /// <summary>Nobody waits any more.</summary>
    /// <param name="Reason"><c>operator</c>, <c>activated</c> or <c>deactivated</c>.</param>
    public sealed record QueueCleared(string Reason) : QueueChange;

    /// <summary>A contact begins, in the place of the current one if there is one.</summary>
    /// <param name="Former">Whether it goes on as before, because what ended it was undone.</param>
    public sealed record QsoStarted(Qso Qso, bool Former) : QueueChange;

    /// <summary>The current QSO is the same and more is known of it.</summary>
    public sealed record QsoUpdated(Qrz Qrz, QsoMetadata Metadata) : QueueChange;

    /// <summary>No QSO is in progress any more.</summary>
    /// <param name="Reason"><c>completed</c>, <c>cancelled</c>, <c>skipped</c>, <c>no_show</c>, <c>deactivated</c>, or <c>undone</c> where its beginning was undone.</param>
    public sealed record QsoEnded(string Reason) : QueueChange;

    /// <summary>The current QSO is a contact; the event's number is its id.</summary>
    public sealed record ContactLogged(Contact Contact) : QueueChange;

    /// <summary>A contact was none.</summary>
    public sealed record ContactRemoved(long ContactId) : QueueChange;

    /// <summary>Switched on.</summary>
    public sealed record Activated : QueueChange;

    /// <summary>Switched off.</summary>
    public sealed record Deactivated : QueueChange;

    /// <summary>Registrations are stopped.</summary>
    public sealed record PausedNow : QueueChange;

    /// <summary>Registrations are taken again.</summary>
    public sealed record Resumed : QueueChange;

    /// <summary>Logging programs may report, or not.</summary>
    public sealed record LoggerSet(bool Enabled) : QueueChange;

    /// <summary>The operator tells the frequency.</summary>
    public sealed record FrequencySet(string Text, string? Band, string? Mode) : QueueChange;

    /// <summary>The frequency is no longer told.</summary>
    public sealed record FrequencyCleared : QueueChange;

    /// <summary>The operator tells the split.</summary>
    public sealed record SplitSet(string Text) : QueueChange;

    /// <summary>The split is no longer told.</summary>
    public sealed record SplitCleared : QueueChange;

    /// <summary>A station may not register.</summary>
    public sealed record Banned(Callsign Callsign, string? Reason) : QueueChange;

    /// <summary>A station may register again.</summary>
    public sealed record Unbanned(Callsign Callsign) : QueueChange;

    /// <summary>All may register again.</summary>
    public sealed record BansCleared : QueueChange;

    /// <summary>How long whoever was worked must wait.</summary>
    public sealed record CooldownSet(Cooldown Cooldown) : QueueChange;

    /// <summary>How long worked callers stay in view.</summary>
    public sealed record WorkedTtlSet(int Hours) : QueueChange;

    /// <summary>The view of worked callers begins anew.</summary>
    public sealed record WorkedCleared : QueueChange;
}
