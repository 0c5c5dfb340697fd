namespace Rollcall.Apps.Queue;

/// <summary>What is decided about those who may not register.</summary>
internal static class BanDeciding
{
    /// <summary>The most bans of a queue.</summary>
    public const int Most = 1_000;

    public static QueueAnswer Ban(Draft draft, QueueCommand.BanCallsign ban)
    {
        if (!Callsign.TryParseForOperator(ban.Callsign, out var callsign))
            return QueueRefusals.BadCallsign;
        if (draft.Queue.Bans.Count >= Most && !draft.Queue.Bans.ContainsKey(callsign.Base))
            return QueueRefusals.TooManyBans(Most);
        var entry = ban.FromQueue ? draft.Queue.Find(callsign) : null;
        draft.Deed = new(ban.FromQueue ? "ban_from_queue" : "ban", callsign.Text, ban.Reason);
        draft.Add(new QueueChange.Banned(callsign, ban.Reason));
        if (entry is not null)
            draft.Add(new QueueChange.EntryRemoved(entry.EntryId, "banned"));
        return new QueueAnswer.BansChanged(draft.Deed.Action, callsign.Text);
    }

    public static QueueAnswer Unban(Draft draft, QueueCommand.Unban unban)
    {
        if (!Callsign.TryParseForOperator(unban.Callsign, out var callsign) || !draft.Queue.Bans.ContainsKey(callsign.Base))
            return QueueRefusals.NotBanned;
        draft.Deed = new("unban", callsign.Text);
        draft.Add(new QueueChange.Unbanned(callsign));
        return new QueueAnswer.BansChanged("unban", callsign.Text);
    }

    public static QueueAnswer ClearAll(Draft draft)
    {
        draft.Deed = new("clear_bans");
        if (!draft.Queue.Bans.IsEmpty)
            draft.Add(new QueueChange.BansCleared());
        return new QueueAnswer.BansChanged("clear_bans", null);
    }
}
