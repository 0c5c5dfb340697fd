using System.Text.Json.Serialization;

namespace Rollcall.Apps.Queue;

/// <summary>What became of a command. Holds all that any door tells of it, as of the moment it was done, so that it can be told again.</summary>
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(Left), "left")]
[JsonDerivedType(typeof(NowWorking), "now_working")]
[JsonDerivedType(typeof(LoggingTaken), "logging_taken")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(Skipped), "skipped")]
[JsonDerivedType(typeof(NotThere), "not_there")]
[JsonDerivedType(typeof(Removed), "removed")]
[JsonDerivedType(typeof(QueueCleared), "queue_cleared")]
[JsonDerivedType(typeof(UndoneAction), "undone_action")]
[JsonDerivedType(typeof(ActiveSet), "active_set")]
[JsonDerivedType(typeof(PausedSet), "paused_set")]
[JsonDerivedType(typeof(LoggerSet), "logger_set")]
[JsonDerivedType(typeof(FrequencyIs), "frequency_is")]
[JsonDerivedType(typeof(SplitIs), "split_is")]
[JsonDerivedType(typeof(BansChanged), "bans_changed")]
[JsonDerivedType(typeof(CooldownSet), "cooldown_set")]
[JsonDerivedType(typeof(WorkedTtlSet), "worked_ttl_set")]
[JsonDerivedType(typeof(WorkedCleared), "worked_cleared")]
public abstract record QueueAnswer
{
    private QueueAnswer() { }

    /// <summary>The queue says no, and nothing was done.</summary>
    /// <param name="Code">Stable, such as <c>queue_full</c>.</param>
    /// <param name="Sentence">For people; exact where clients search it (specification 5.4).</param>
    /// <param name="RetryAfterMs">When it may be worth trying again; null where that cannot be said.</param>
    public sealed record Rejected(string Code, string Sentence, int? RetryAfterMs = null) : QueueAnswer;

    /// <summary>It was done before under the same key; this was the answer.</summary>
    /// <param name="First">Never a <see cref="Rejected"/>.</param>
    /// <param name="LastSeq">The last event it caused then; null for none.</param>
    public sealed record Repeated(QueueAnswer First, long? LastSeq) : QueueAnswer;

    /// <summary>The server's own doings: nobody is told more.</summary>
    public sealed record Noted : QueueAnswer;

    /// <summary>A station waits. Its ticket is <see cref="Tickets.Of"/> the entry's id.</summary>
    public sealed record Registered(QueueEntry Entry, int Position, DateTimeOffset At) : QueueAnswer;

    /// <summary>A caller has left.</summary>
    public sealed record Left(string Callsign) : QueueAnswer;

    /// <summary>What is worked now, after next or work.</summary>
    /// <param name="Qso">The current QSO; null where nobody waited.</param>
    /// <param name="WasAlreadyCurrent">Nothing was done: it was current already.</param>
    public sealed record NowWorking(Qso? Qso, bool WasAlreadyCurrent) : QueueAnswer;

    /// <summary>A logging program's QSO is the current one.</summary>
    /// <param name="At">When it was taken in.</param>
    public sealed record LoggingTaken(Qso Qso, bool WasInQueue, DateTimeOffset At) : QueueAnswer;

    /// <summary>The current QSO was logged; both null where there was none.</summary>
    public sealed record Completed(Qso? Qso, WorkedCaller? Worked) : QueueAnswer;

    /// <summary>The current QSO was dropped; null where there was none.</summary>
    public sealed record Cancelled(Qso? Qso) : QueueAnswer;

    /// <summary>A caller was skipped.</summary>
    public sealed record Skipped(string Callsign) : QueueAnswer;

    /// <summary>A caller did not answer.</summary>
    public sealed record NotThere(string Callsign) : QueueAnswer;

    /// <summary>A caller was taken out.</summary>
    public sealed record Removed(QueueEntry Entry, int Position, DateTimeOffset At) : QueueAnswer;

    /// <summary>The queue was emptied of so many.</summary>
    public sealed record QueueCleared(int Count) : QueueAnswer;

    /// <summary>An action was undone.</summary>
    /// <param name="Action">Such as <c>next</c>.</param>
    /// <param name="Callsign">Whom it was about; null for <c>clear</c>.</param>
    /// <param name="Seq">The first event of what was undone.</param>
    public sealed record UndoneAction(string Action, string? Callsign, long Seq) : QueueAnswer;

    /// <summary>The queue was switched, or was so already.</summary>
    public sealed record ActiveSet(Toggle Active, bool Changed, int ClearedCount, bool QsoCleared) : QueueAnswer;

    /// <summary>Registrations are stopped or taken.</summary>
    public sealed record PausedSet(bool Paused) : QueueAnswer;

    /// <summary>Logging programs may report, or not.</summary>
    public sealed record LoggerSet(Toggle Logger) : QueueAnswer;

    /// <summary>The frequency was set or cleared.</summary>
    /// <param name="Cleared">False where there was none to clear, and where it was set.</param>
    public sealed record FrequencyIs(Tuning Frequency, bool Cleared) : QueueAnswer;

    /// <summary>The split was set or cleared; the frequency is what its range hangs on.</summary>
    /// <param name="Cleared">False where there was none to clear, and where it was set.</param>
    public sealed record SplitIs(Split Split, decimal? Mhz, bool Cleared) : QueueAnswer;

    /// <summary>The bans were changed; the list itself stands in the state.</summary>
    /// <param name="Action"><c>ban</c>, <c>ban_from_queue</c>, <c>unban</c> or <c>clear_bans</c>.</param>
    /// <param name="Callsign">Whom it was about; null for <c>clear_bans</c>.</param>
    public sealed record BansChanged(string Action, string? Callsign) : QueueAnswer;

    /// <summary>The cool-down was set.</summary>
    public sealed record CooldownSet(Cooldown Cooldown) : QueueAnswer;

    /// <summary>How long worked callers stay in view, and how many are.</summary>
    public sealed record WorkedTtlSet(int Hours, int Total) : QueueAnswer;

    /// <summary>The view of so many worked callers was emptied.</summary>
    public sealed record WorkedCleared(int Count) : QueueAnswer;
}
