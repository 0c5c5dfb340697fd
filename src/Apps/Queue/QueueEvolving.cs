using Rollcall.Core.Channels;

namespace Rollcall.Apps.Queue;

/// <summary>What each event changes.</summary>
internal static class QueueEvolving
{
    /// <summary>How many of the last places' ends are remembered.</summary>
    public const int OutcomesKept = 1_000;

    /// <summary>As many moments are kept at least: more than one command can have events.</summary>
    private const int FewestMoments = 512;

    public static QueueState Evolve(QueueState state, Happened<QueueEvent> happened, QueueRules rules)
    {
        var one = happened.Body;
        var next = Change(UndoKeeping.Note(state, happened), happened) with { Head = happened.Seq, Epoch = happened.Epoch };
        if (one.Receipt is { } receipt)
            next = next with { Operations = next.Operations.With(new(one.By.Operator, receipt.Key, receipt.Fingerprint, happened.At, receipt.Answer, happened.Seq)) };
        var recent = state.Recent.Add(new(happened, next with { Recent = [] }));
        return next with { Recent = recent.Count > Math.Max(rules.ReplayEvents, FewestMoments) ? recent.RemoveAt(0) : recent };
    }

    private static QueueState Change(QueueState state, Happened<QueueEvent> happened)
    {
        var (at, seq, author) = (happened.At, happened.Seq, happened.Body.By.Author);
        return happened.Body.Change switch
        {
            QueueChange.Configured configured => Configure(state, configured, at),
            QueueChange.EntryAdded added => Enqueue(state, new(seq, added.Callsign, at, seq, added.Qrz, 0)),
            QueueChange.EntryRemoved removed => Remove(state, removed),
            QueueChange.EntryMoved moved => Move(state, moved, seq),
            QueueChange.EntryRestored restored => Forget(Enqueue(state, restored.Entry.Order > 0 ? restored.Entry : restored.Entry with { Order = seq }), restored.Entry.EntryId),
            QueueChange.EntryUpdated updated => Replace(state, updated.EntryId, entry => entry with { Qrz = updated.Qrz }),
            QueueChange.QueueCleared => state.Entries.Aggregate(state with { Entries = [] }, (next, entry) => End(next, entry, "cleared")),
            QueueChange.QsoStarted started => Start(state, started),
            QueueChange.QsoUpdated updated => state.Current is { } current ? state with { Current = current with { Qrz = updated.Qrz, Metadata = updated.Metadata } } : state,
            QueueChange.QsoEnded ended => EndQso(state, ended.Reason),
            QueueChange.ContactLogged logged => LogContact(state, logged.Contact with { ContactId = seq }),
            QueueChange.ContactRemoved removed => state with { Contacts = state.Contacts.Without(removed.ContactId) },
            QueueChange.Activated => state with { Active = new(true, at, author) },
            QueueChange.Deactivated => state with { Active = new(false, at, author) },
            QueueChange.PausedNow => state with { Paused = new(true, at, author) },
            QueueChange.Resumed => state with { Paused = new(false, at, author) },
            QueueChange.LoggerSet set => state with { Logger = new(set.Enabled, at, author) },
            QueueChange.FrequencySet set => state with { Frequency = new(set.Text, set.Band, set.Mode, at, author) },
            QueueChange.FrequencyCleared => state with { Frequency = Tuning.None with { At = at, By = author } },
            QueueChange.SplitSet set => state with { Split = new(set.Text, at, author) },
            QueueChange.SplitCleared => state with { Split = Split.None with { At = at, By = author } },
            QueueChange.Banned banned => state with { Bans = state.Bans.SetItem(banned.Callsign.Base, new(banned.Callsign, banned.Reason, at, author)) },
            QueueChange.Unbanned unbanned => state with { Bans = state.Bans.Remove(unbanned.Callsign.Base) },
            QueueChange.BansCleared => state with { Bans = state.Bans.Clear() },
            QueueChange.CooldownSet set => state with { Cooldown = set.Cooldown },
            QueueChange.WorkedTtlSet set => state with { WorkedTtlHours = set.Hours },
            QueueChange.WorkedCleared => state with { Contacts = state.Contacts.WithViewAfter(seq) },
            _ => throw new InvalidOperationException($"No change for {happened.Body.Change.GetType().Name}"),
        };
    }

    private static QueueState Configure(QueueState state, QueueChange.Configured configured, DateTimeOffset at)
    {
        var next = state with { Terms = configured.Terms, WorkedTtlHours = configured.WorkedTtlHours ?? state.WorkedTtlHours };
        var off = new Toggle(false, at, By.Server.Author);
        return configured.Epoch is null || state.Epoch.Length > 0 ? next : next with { Active = off, Paused = off, Logger = off };
    }

    private static QueueState Enqueue(QueueState state, QueueEntry entry)
    {
        var place = state.Entries.FindIndex(other => other.Order > entry.Order);
        return state with { Entries = place < 0 ? state.Entries.Add(entry) : state.Entries.Insert(place, entry) };
    }

    private static QueueState Remove(QueueState state, QueueChange.EntryRemoved removed)
    {
        if (state.Entries.Find(one => one.EntryId == removed.EntryId) is not { } entry)
            return state;
        var next = state with { Entries = state.Entries.Remove(entry) };
        return removed.Reason switch
        {
            "started" => next,
            "operator" or "banned" => End(next, entry, "removed"),
            _ => End(next, entry, removed.Reason),
        };
    }

    private static QueueState Move(QueueState state, QueueChange.EntryMoved moved, long seq)
    {
        if (state.Entries.Find(one => one.EntryId == moved.EntryId) is not { } entry)
            return state;
        return Enqueue(state with { Entries = state.Entries.Remove(entry) }, entry with { Order = moved.Order ?? seq, Skips = moved.Skips });
    }

    private static QueueState Replace(QueueState state, long entryId, Func<QueueEntry, QueueEntry> change) =>
        state.Entries.FindIndex(one => one.EntryId == entryId) is >= 0 and var index
            ? state with { Entries = state.Entries.SetItem(index, change(state.Entries[index])) }
            : state;

    private static QueueState Start(QueueState state, QueueChange.QsoStarted started)
    {
        var (qso, next) = (started.Qso, state with { Current = started.Qso });
        if (started.Former)
            return qso.Entry is { } former ? Forget(next, former.EntryId) : next;
        // One that was logged first has an outcome already; one that was dropped has not.
        if (state.Current?.Entry is { } dropped && !state.Outcomes.ContainsKey(dropped.EntryId))
            next = End(next, dropped, "cancelled");
        var starts = next.Starts.Add(qso.StartedAt);
        return next with { Starts = starts.Length > Estimates.StartsKept ? starts.RemoveAt(0) : starts };
    }

    private static QueueState EndQso(QueueState state, string reason)
    {
        var next = state with { Current = null };
        if (state.Current?.Entry is not { } entry)
            return next;
        return reason switch
        {
            "cancelled" or "no_show" => End(next, entry, reason),
            // Only where the caller waits again already is this the end of the place; otherwise it is restored at once.
            "skipped" => End(next, entry, "cancelled"),
            "deactivated" => End(next, entry, "cleared"),
            _ => next,
        };
    }

    private static QueueState LogContact(QueueState state, Contact contact)
    {
        var next = state with { Contacts = state.Contacts.With(contact) };
        return state.Current?.Entry is { } entry ? End(next, entry, "worked") : next;
    }

    private static QueueState End(QueueState state, QueueEntry entry, string status)
    {
        var outcomes = state.Outcomes.SetItem(entry.EntryId, new(status, entry.Callsign, entry.RegisteredAt));
        return state with { Outcomes = outcomes.Count > OutcomesKept ? outcomes.Remove(outcomes.Keys.First()) : outcomes };
    }

    private static QueueState Forget(QueueState state, long entryId) => state with { Outcomes = state.Outcomes.Remove(entryId) };
}
