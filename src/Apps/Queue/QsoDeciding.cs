namespace Rollcall.Apps.Queue;

/// <summary>What is decided about the contact in progress.</summary>
internal static class QsoDeciding
{
    /// <summary>Whether the current QSO is not the one that the asker saw.</summary>
    public static bool IsAnother(QueueState queue, Expected? expected) =>
        expected is not null && (expected.Callsign is { } seen ? Callsign.Normal(seen) : null) != queue.Current?.Callsign.Text;

    public static QueueAnswer Next(Draft draft, QueueCommand.Next next)
    {
        var queue = draft.Queue;
        if (IsAnother(queue, next.Expected))
            return QueueRefusals.CurrentChanged;
        var first = queue.Entries.FirstOrDefault();
        draft.Deed = new("next", (first?.Callsign ?? queue.Current?.Callsign)?.Text);
        if (first is not null)
            return Start(draft, first, new("queue"));
        if (queue.Current is not null)
        {
            Log(draft, null, null, null);
            draft.Add(new QueueChange.QsoEnded("completed"));
        }

        return new QueueAnswer.NowWorking(null, WasAlreadyCurrent: false);
    }

    public static QueueAnswer Work(Draft draft, QueueCommand.Work work)
    {
        var queue = draft.Queue;
        var known = Callsign.TryParseForOperator(work.Callsign, out var callsign);
        var entry = known ? queue.Find(callsign!) : null;
        var isCurrent = known && queue.Current is { } current && (current.Callsign.Text == callsign!.Text || (entry is null && current.Callsign.Base == callsign.Base));
        if (entry is null && !isCurrent)
            return QueueRefusals.NotThereToWork(Callsign.Normal(work.Callsign));
        if (IsAnother(queue, work.Expected))
            return QueueRefusals.CurrentChanged;
        if (isCurrent)
            return new QueueAnswer.NowWorking(queue.Current, WasAlreadyCurrent: true);
        draft.Deed = new("work", entry!.Callsign.Text);
        return Start(draft, entry, new("queue_specific", queue.PositionOf(entry.EntryId)));
    }

    public static QueueAnswer LogDirect(Draft draft, QueueCommand.LogDirect direct)
    {
        var queue = draft.Queue;
        if (string.IsNullOrWhiteSpace(direct.Callsign))
            return QueueRefusals.CallsignRequired;
        if (!Callsign.TryParseForOperator(direct.Callsign, out var callsign))
            return QueueRefusals.BadCallsign;
        if (!queue.Active.On)
            return QueueRefusals.InactiveForLogging;
        if (!queue.Logger.On)
            return QueueRefusals.LoggerDisabled;

        draft.Deed = new("logging_direct", callsign.Text, direct.Report.Source);
        if (queue.Current is { } current && current.Callsign.Text == callsign.Text)
        {
            draft.Add(new QueueChange.QsoUpdated(current.Qrz, current.Metadata with { Logging = direct.Report }));
            return new QueueAnswer.LoggingTaken(draft.Queue.Current!, WasInQueue: false, draft.Now);
        }

        if (queue.Current is not null && direct.CompletePrevious)
            Log(draft, null, null, null);
        var entry = queue.Find(callsign);
        var qrz = entry?.Qrz is { IsPending: false } stored ? stored : direct.Known ?? new(callsign.Base);
        draft.Add(new QueueChange.QsoStarted(new(callsign, draft.Now, qrz, new(entry is null ? "direct" : "queue", Logging: direct.Report), entry), Former: false));
        if (entry is not null)
            draft.Add(new QueueChange.EntryRemoved(entry.EntryId, "started"));
        return new QueueAnswer.LoggingTaken(draft.Queue.Current!, WasInQueue: entry is not null, draft.Now);
    }

    public static QueueAnswer Complete(Draft draft, QueueCommand.Complete complete)
    {
        if (IsAnother(draft.Queue, complete.Expected))
            return QueueRefusals.CurrentChanged;
        if (draft.Queue.Current is not { } current)
            return new QueueAnswer.Completed(null, null);
        draft.Deed = new("complete", current.Callsign.Text);
        Log(draft, complete.RstSent, complete.RstRcvd, complete.Comment);
        draft.Add(new QueueChange.QsoEnded("completed"));
        return new QueueAnswer.Completed(current, draft.Queue.Contacts.LineOf(current.Callsign));
    }

    public static QueueAnswer Cancel(Draft draft, QueueCommand.Cancel cancel)
    {
        if (IsAnother(draft.Queue, cancel.Expected))
            return QueueRefusals.CurrentChanged;
        var current = draft.Queue.Current;
        draft.Deed = new("cancel", current?.Callsign.Text);
        if (current is not null)
            draft.Add(new QueueChange.QsoEnded("cancelled"));
        return new QueueAnswer.Cancelled(current);
    }

    private static QueueAnswer.NowWorking Start(Draft draft, QueueEntry entry, QsoMetadata metadata)
    {
        if (draft.Queue.Current is not null)
            Log(draft, null, null, null);
        draft.Add(new QueueChange.QsoStarted(new(entry.Callsign, draft.Now, entry.Qrz, metadata, entry), Former: false));
        draft.Add(new QueueChange.EntryRemoved(entry.EntryId, "started"));
        return new(draft.Queue.Current, WasAlreadyCurrent: false);
    }

    /// <summary>Makes a contact of the current QSO. Frequency and mode are the QSO's own where a logging program told them, else those in force.</summary>
    private static void Log(Draft draft, string? rstSent, string? rstRcvd, string? comment)
    {
        var (queue, qso) = (draft.Queue, draft.Queue.Current!);
        var reported = qso.Metadata.Logging?.FrequencyMhz;
        var mhz = reported ?? queue.Frequency.Mhz;
        var receiving = SplitRanges.Of(queue.Split.Text, mhz) is { } range && range.LowMhz == range.HighMhz ? range.LowMhz : (decimal?)null;
        var waited = qso.Entry is { } entry ? Math.Max(0, (long)(qso.StartedAt - entry.RegisteredAt).TotalSeconds) : (long?)null;
        draft.Add(new QueueChange.ContactLogged(new(0, qso.Callsign, qso.StartedAt, draft.Now, mhz, receiving,
            reported is null ? queue.Frequency.AnyBand : Bands.Of(reported), qso.Metadata.Logging?.Mode ?? queue.Frequency.Mode,
            rstSent, rstRcvd, comment, qso.Qrz, draft.By.Operator, qso.Metadata.Source, waited)));
    }
}
