namespace Rollcall.Apps.Queue;

/// <summary>Reverts the newest action that can be undone (specification 4.3).</summary>
internal static class UndoDeciding
{
    public static QueueAnswer Undo(Draft draft)
    {
        var queue = draft.Queue;
        if (queue.CanUndo(draft.Now) is not { } action)
            return QueueRefusals.NothingToUndo;
        if (action.Steps.OfType<UndoStep.RestoreEntry>().Any(step => queue.Find(step.Entry.Callsign) is not null))
            return QueueRefusals.UndoConflict;
        draft.Deed = new("undo", action.Callsign, action.Action, action.Seq);
        foreach (var change in action.Steps.Select(step => Revert(draft.Queue, queue, step)).OfType<QueueChange>())
            draft.Add(change);
        return new QueueAnswer.UndoneAction(action.Action, action.Callsign, action.Seq);
    }

    /// <summary>What reverts a step now; null where nothing is left to revert.</summary>
    /// <param name="queue">After the steps before.</param>
    /// <param name="begun">Before all of them: it knows the newest look-ups.</param>
    private static QueueChange? Revert(QueueState queue, QueueState begun, UndoStep step) => step switch
    {
        UndoStep.RemoveContact contact => new QueueChange.ContactRemoved(contact.ContactId),
        UndoStep.BringBackQso { Qso: null } => queue.Current is null ? null : new QueueChange.QsoEnded("undone"),
        UndoStep.BringBackQso { Qso: { } qso } => new QueueChange.QsoStarted(qso with { Qrz = Newest(begun, qso.Callsign, qso.Qrz) }, Former: true),
        UndoStep.PutBackMetadata metadata => queue.Current is { } current ? new QueueChange.QsoUpdated(current.Qrz, metadata.Metadata) : null,
        UndoStep.RestoreEntry { Entry: var entry } => new QueueChange.EntryRestored(entry with { Qrz = Newest(begun, entry.Callsign, entry.Qrz) }),
        UndoStep.MoveEntryBack moved => queue.PositionOf(moved.EntryId) is null ? null : new QueueChange.EntryMoved(moved.EntryId, moved.Order, moved.Skips),
        UndoStep.TakeEntryOut taken => queue.PositionOf(taken.EntryId) is null ? null : new QueueChange.EntryRemoved(taken.EntryId, "started"),
        _ => throw new InvalidOperationException($"No reverting of {step.GetType().Name}"),
    };

    /// <summary>A look-up that came back since then is not lost.</summary>
    private static Qrz Newest(QueueState queue, Callsign callsign, Qrz known)
    {
        if (!known.IsPending)
            return known;
        return queue.Current is { } current && current.Callsign.Base == callsign.Base ? current.Qrz : queue.Find(callsign)?.Qrz ?? known;
    }
}
