using System.Globalization;

namespace Rollcall.Apps.Queue;

/// <summary>What is decided about the queue itself: on, off, paused, frequency, and how long things count.</summary>
internal static class SwitchDeciding
{
    public static QueueAnswer SetActive(Draft draft, bool active)
    {
        var queue = draft.Queue;
        if (queue.Active.On == active)
            return new QueueAnswer.ActiveSet(queue.Active, Changed: false, 0, QsoCleared: false);
        draft.Deed = new("set_active", null, active ? "on" : "off");
        if (active)
        {
            draft.Add(new QueueChange.Activated());
            draft.Add(new QueueChange.QueueCleared("activated"));
        }
        else
        {
            draft.Add(new QueueChange.Deactivated());
            draft.Add(new QueueChange.QsoEnded("deactivated"));
            draft.Add(new QueueChange.QueueCleared("deactivated"));
            draft.Add(new QueueChange.SplitCleared());
            draft.Add(new QueueChange.FrequencyCleared());
        }

        return new QueueAnswer.ActiveSet(draft.Queue.Active, Changed: true, queue.Entries.Count, QsoCleared: queue.Current is not null);
    }

    public static QueueAnswer SetPaused(Draft draft, bool paused)
    {
        draft.Deed = new("set_paused", null, paused ? "on" : "off");
        if (draft.Queue.Paused.On != paused)
            draft.Add(paused ? new QueueChange.PausedNow() : new QueueChange.Resumed());
        return new QueueAnswer.PausedSet(paused);
    }

    public static QueueAnswer SetLogger(Draft draft, bool enabled)
    {
        draft.Deed = new("set_logger", null, enabled ? "on" : "off");
        if (draft.Queue.Logger.On != enabled)
            draft.Add(new QueueChange.LoggerSet(enabled));
        return new QueueAnswer.LoggerSet(draft.Queue.Logger);
    }

    public static QueueAnswer SetFrequency(Draft draft, QueueCommand.SetFrequency set)
    {
        draft.Deed = new("set_frequency", null, set.Text.Trim());
        draft.Add(new QueueChange.FrequencySet(set.Text.Trim(), set.Band, set.Mode));
        return new QueueAnswer.FrequencyIs(draft.Queue.Frequency, Cleared: false);
    }

    public static QueueAnswer ClearFrequency(Draft draft)
    {
        draft.Deed = new("clear_frequency");
        if (draft.Queue.Frequency.Text is not null)
            draft.Add(new QueueChange.FrequencyCleared());
        return new QueueAnswer.FrequencyIs(draft.Queue.Frequency, Cleared: draft.Count > 0);
    }

    public static QueueAnswer SetSplit(Draft draft, QueueCommand.SetSplit set)
    {
        draft.Deed = new("set_split", null, set.Text.Trim());
        draft.Add(new QueueChange.SplitSet(set.Text.Trim()));
        return new QueueAnswer.SplitIs(draft.Queue.Split, draft.Queue.Frequency.Mhz, Cleared: false);
    }

    public static QueueAnswer ClearSplit(Draft draft)
    {
        draft.Deed = new("clear_split");
        if (draft.Queue.Split.Text is not null)
            draft.Add(new QueueChange.SplitCleared());
        return new QueueAnswer.SplitIs(draft.Queue.Split, draft.Queue.Frequency.Mhz, Cleared: draft.Count > 0);
    }

    public static QueueAnswer SetCooldown(Draft draft, QueueCommand.SetCooldown set)
    {
        draft.Deed = new("set_cooldown", null, string.Create(CultureInfo.InvariantCulture, $"{set.Minutes} min, {(set.Enabled ? "on" : "off")}"));
        draft.Add(new QueueChange.CooldownSet(new(set.Minutes, set.Enabled)));
        return new QueueAnswer.CooldownSet(draft.Queue.Cooldown);
    }

    public static QueueAnswer SetWorkedTtl(Draft draft, QueueCommand.SetWorkedTtl set)
    {
        if (set.Hours is { } hours)
        {
            draft.Deed = new("set_worked_ttl", null, string.Create(CultureInfo.InvariantCulture, $"{hours} h"));
            draft.Add(new QueueChange.WorkedTtlSet(hours));
        }

        return new QueueAnswer.WorkedTtlSet(draft.Queue.WorkedTtlHours, WorkedObjects.WorkedTotal(draft.Queue, draft.Now));
    }

    public static QueueAnswer ClearWorked(Draft draft)
    {
        var count = WorkedObjects.WorkedTotal(draft.Queue, draft.Now);
        draft.Deed = new("clear_worked");
        draft.Add(new QueueChange.WorkedCleared());
        return new QueueAnswer.WorkedCleared(count);
    }
}
