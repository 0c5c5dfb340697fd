using Rollcall.Core.Channels;

namespace Rollcall.Apps.Queue;

/// <summary>Keeps the stack of what can be undone, event by event: each event of an undoable action adds the step that reverts it.</summary>
internal static class UndoKeeping
{
    /// <summary>The stack after an event, which is about to change <paramref name="before"/>.</summary>
    public static QueueState Note(QueueState before, Happened<QueueEvent> happened)
    {
        var state = happened.Body.Deed is { } deed ? Begin(before, deed, happened) : before;
        if (state.InUndoable)
        {
            var newest = state.UndoStack[^1];
            state = state with { UndoStack = state.UndoStack.SetItem(state.UndoStack.Count - 1, newest with { Steps = newest.Steps.AddRange(Steps(before, happened)) }) };
        }

        return happened.Body.Change switch
        {
            QueueChange.Activated or QueueChange.Deactivated => state with { UndoStack = [] },
            // A caller who has gone cannot be moved back: what moved only that one is not to be undone any more.
            QueueChange.EntryRemoved { Reason: "left" or "banned" } gone => state with { UndoStack = state.UndoStack.RemoveAll(one => MovedOnly(one, gone.EntryId)) },
            _ => state,
        };
    }

    private static QueueState Begin(QueueState state, Deed deed, Happened<QueueEvent> happened)
    {
        if (deed.Undone is { } undone)
        {
            var place = state.UndoStack.FindLastIndex(one => one.Seq == undone);
            return place < 0 ? state with { InUndoable = false }
                : state with { InUndoable = false, Starts = state.UndoStack[place].Starts, UndoStack = state.UndoStack.RemoveAt(place) };
        }

        if (!Undoable.Actions.Contains(deed.Action))
            return state with { InUndoable = false };
        var stack = state.UndoStack.Add(new(deed.Action, deed.Callsign, happened.Seq, happened.At, [], state.Starts));
        return state with { InUndoable = true, UndoStack = stack.Count > Undoable.Most ? stack.RemoveAt(0) : stack };
    }

    private static IEnumerable<UndoStep> Steps(QueueState before, Happened<QueueEvent> happened)
    {
        switch (happened.Body.Change)
        {
            case QueueChange.ContactLogged:
                return [new UndoStep.RemoveContact(happened.Seq)];
            case QueueChange.QsoStarted or QueueChange.QsoEnded:
                return [new UndoStep.BringBackQso(before.Current)];
            case QueueChange.QsoUpdated when before.Current is { } current:
                return [new UndoStep.PutBackMetadata(current.Metadata)];
            case QueueChange.EntryRemoved removed when before.Entries.Find(one => one.EntryId == removed.EntryId) is { } entry:
                return [new UndoStep.RestoreEntry(entry)];
            case QueueChange.EntryMoved moved when before.Entries.Find(one => one.EntryId == moved.EntryId) is { } entry:
                return [new UndoStep.MoveEntryBack(entry.EntryId, entry.Order, entry.Skips)];
            case QueueChange.EntryRestored restored:
                return [new UndoStep.TakeEntryOut(restored.Entry.EntryId)];
            case QueueChange.QueueCleared:
                return before.Entries.Select(entry => new UndoStep.RestoreEntry(entry));
            default:
                return [];
        }
    }

    private static bool MovedOnly(Undoable one, long entryId) => one.Steps.All(step => step is UndoStep.MoveEntryBack moved && moved.EntryId == entryId);
}
