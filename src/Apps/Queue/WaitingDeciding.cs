namespace Rollcall.Apps.Queue;

/// <summary>What is decided about those who wait: coming, going, and being passed over.</summary>
internal static class WaitingDeciding
{
    public static QueueAnswer Register(Draft draft, QueueCommand.Register register)
    {
        var queue = draft.Queue;
        if (string.IsNullOrWhiteSpace(register.Callsign))
            return QueueRefusals.CallsignRequired;
        if (!TryRead(register.By, register.Callsign, out var callsign))
            return QueueRefusals.BadCallsign;
        if (register is { AddressMustWait: { } seconds, By.IsOperator: false })
            return QueueRefusals.AddressLimit(seconds);
        if (!queue.Active.On)
            return QueueRefusals.InactiveForRegistering;
        if (!register.By.IsOperator && Unwelcome(queue, callsign, draft.Now) is { } unwelcome)
            return unwelcome;
        if (queue.Find(callsign) is not null)
            return QueueRefusals.AlreadyQueued;
        if (queue.Entries.Count >= queue.Terms.MaxSize)
            return QueueRefusals.QueueFull(queue.Terms.MaxSize);

        draft.Deed = new("register", callsign.Text);
        draft.Add(new QueueChange.EntryAdded(callsign, register.Known ?? new(callsign.Base)));
        var entry = draft.Queue.Entries.Find(one => one.EntryId == draft.Queue.Head)!;
        return new QueueAnswer.Registered(entry, draft.Queue.PositionOf(entry.EntryId)!.Value, draft.Now);
    }

    public static QueueAnswer Leave(Draft draft, QueueCommand.Leave leave)
    {
        if (Tickets.Open(draft.Queue, leave.Ticket) is not { } entryId)
            return QueueRefusals.BadTicket;
        if (draft.Queue.Entries.Find(one => one.EntryId == entryId) is not { } entry)
            return QueueRefusals.NotWaiting;
        draft.Deed = new("leave", entry.Callsign.Text);
        draft.Add(new QueueChange.EntryRemoved(entryId, "left"));
        return new QueueAnswer.Left(entry.Callsign.Text);
    }

    public static QueueAnswer Remove(Draft draft, QueueCommand.Remove remove)
    {
        if (!Callsign.TryParseForOperator(remove.Callsign, out var callsign) || draft.Queue.Find(callsign) is not { } entry)
            return QueueRefusals.NotInQueue;
        var position = draft.Queue.PositionOf(entry.EntryId)!.Value;
        draft.Deed = new("remove", entry.Callsign.Text);
        draft.Add(new QueueChange.EntryRemoved(entry.EntryId, "operator"));
        return new QueueAnswer.Removed(entry, position, draft.Now);
    }

    public static QueueAnswer Clear(Draft draft)
    {
        var count = draft.Queue.Entries.Count;
        draft.Deed = new("clear");
        if (count > 0)
            draft.Add(new QueueChange.QueueCleared("operator"));
        return new QueueAnswer.QueueCleared(count);
    }

    public static QueueAnswer Skip(Draft draft, QueueCommand.Skip skip)
    {
        var (entry, current) = Meant(draft.Queue, skip.Callsign);
        if (entry is null && current?.Entry is null)
            return QueueRefusals.NotInQueue;
        if (QsoDeciding.IsAnother(draft.Queue, skip.Expected))
            return QueueRefusals.CurrentChanged;
        if (entry is not null)
        {
            draft.Deed = new("skip", entry.Callsign.Text);
            draft.Add(new QueueChange.EntryMoved(entry.EntryId, null, entry.Skips + 1));
            return new QueueAnswer.Skipped(entry.Callsign.Text);
        }

        var place = current!.Entry!;
        draft.Deed = new("skip", current.Callsign.Text);
        draft.Add(new QueueChange.QsoEnded("skipped"));
        // A caller who has registered again meanwhile waits already.
        if (draft.Queue.Find(place.Callsign) is null)
            draft.Add(new QueueChange.EntryRestored(place with { Order = 0, Skips = place.Skips + 1, Qrz = current.Qrz }));
        return new QueueAnswer.Skipped(current.Callsign.Text);
    }

    public static QueueAnswer NoShow(Draft draft, QueueCommand.NoShow noShow)
    {
        var (entry, current) = Meant(draft.Queue, noShow.Callsign);
        if (entry is null && current is null)
            return QueueRefusals.NotInQueue;
        if (QsoDeciding.IsAnother(draft.Queue, noShow.Expected))
            return QueueRefusals.CurrentChanged;
        var callsign = (entry?.Callsign ?? current!.Callsign).Text;
        draft.Deed = new("no_show", callsign);
        draft.Add(entry is null ? new QueueChange.QsoEnded("no_show") : new QueueChange.EntryRemoved(entry.EntryId, "no_show"));
        return new QueueAnswer.NotThere(callsign);
    }

    public static QueueAnswer TakeLookUp(Draft draft, Qrz found)
    {
        draft.Deed = new("look_up", found.Callsign);
        foreach (var entry in draft.Queue.Entries.Where(one => one.Callsign.Base == found.Callsign && one.Qrz != found).ToList())
            draft.Add(new QueueChange.EntryUpdated(entry.EntryId, found));
        if (draft.Queue.Current is { } current && current.Callsign.Base == found.Callsign && current.Qrz != found)
            draft.Add(new QueueChange.QsoUpdated(found, current.Metadata));
        return new QueueAnswer.Noted();
    }

    /// <summary>Reads a callsign by the rule that holds for whoever asks.</summary>
    public static bool TryRead(By by, string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Callsign? callsign) =>
        by.IsOperator ? Callsign.TryParseForOperator(text, out callsign) : Callsign.TryParse(text, out callsign);

    private static QueueAnswer.Rejected? Unwelcome(QueueState queue, Callsign callsign, DateTimeOffset now) =>
        queue.Paused.On ? QueueRefusals.Paused
        : queue.Bans.ContainsKey(callsign.Base) ? QueueRefusals.Banned
        : CooldownRule.Left(queue, callsign, now) is { } left ? QueueRefusals.CooldownFor(left)
        : null;

    /// <summary>Whom skip and no-show mean: the callsign given, else the current QSO, else the first waiting.</summary>
    private static (QueueEntry? Entry, Qso? Current) Meant(QueueState queue, string? text)
    {
        if (text is null)
            return queue.Current is { } now ? (null, now) : (queue.Entries.FirstOrDefault(), null);
        if (!Callsign.TryParseForOperator(text, out var callsign))
            return (null, null);
        var entry = queue.Find(callsign);
        if (queue.Current is not { } current || current.Callsign.Base != callsign.Base || entry?.Callsign.Text == callsign.Text)
            return (entry, null);
        // The exact callsign before the same station under another one.
        return entry is null || current.Callsign.Text == callsign.Text ? (null, current) : (entry, null);
    }
}
