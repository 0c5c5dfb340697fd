using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Rollcall.Apps.Queue;

/// <summary>An action that can be undone.</summary>
/// <param name="Action">Such as <c>next</c>.</param>
/// <param name="Callsign">Whom it was about; null for <c>clear</c>.</param>
/// <param name="Seq">Its first event.</param>
/// <param name="At">When.</param>
/// <param name="Steps">What reverts it, in the order of its events.</param>
/// <param name="Starts">When QSOs had begun before it.</param>
public sealed record Undoable(string Action, string? Callsign, long Seq, DateTimeOffset At, ImmutableArray<UndoStep> Steps, ImmutableArray<DateTimeOffset> Starts)
{
    /// <summary>How many actions can be undone.</summary>
    public const int Most = 20;

    /// <summary>For how long an action can be undone.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The actions that can be undone at all.</summary>
    public static ImmutableHashSet<string> Actions { get; } =
        ImmutableHashSet.Create(StringComparer.Ordinal, "next", "work", "logging_direct", "complete", "cancel", "skip", "no_show", "remove", "clear");
}

/// <summary>What one event of an action takes to be reverted.</summary>
[JsonDerivedType(typeof(RemoveContact), "remove_contact")]
[JsonDerivedType(typeof(BringBackQso), "bring_back_qso")]
[JsonDerivedType(typeof(PutBackMetadata), "put_back_metadata")]
[JsonDerivedType(typeof(RestoreEntry), "restore_entry")]
[JsonDerivedType(typeof(MoveEntryBack), "move_entry_back")]
[JsonDerivedType(typeof(TakeEntryOut), "take_entry_out")]
public abstract record UndoStep
{
    private UndoStep() { }

    /// <summary>Takes a contact out of the log.</summary>
    public sealed record RemoveContact(long ContactId) : UndoStep;

    /// <summary>Makes a QSO current again; null for none.</summary>
    public sealed record BringBackQso(Qso? Qso) : UndoStep;

    /// <summary>Tells again what was known of the current QSO.</summary>
    public sealed record PutBackMetadata(QsoMetadata Metadata) : UndoStep;

    /// <summary>Puts a caller back where it was.</summary>
    public sealed record RestoreEntry(QueueEntry Entry) : UndoStep;

    /// <summary>Moves a caller who still waits back to where it was.</summary>
    public sealed record MoveEntryBack(long EntryId, long Order, int Skips) : UndoStep;

    /// <summary>Takes a caller, who went back into the queue, out again.</summary>
    public sealed record TakeEntryOut(long EntryId) : UndoStep;
}
