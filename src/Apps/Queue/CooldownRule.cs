namespace Rollcall.Apps.Queue;

/// <summary>How long whoever was worked must wait before registering again.</summary>
public static class CooldownRule
{
    /// <summary>What is left of the wait; null where there is none.</summary>
    public static TimeSpan? Left(QueueState queue, Callsign callsign, DateTimeOffset now)
    {
        if (!queue.Cooldown.Enabled || queue.Contacts.LastOf(callsign) is not { } last)
            return null;
        var left = last + TimeSpan.FromMinutes(queue.Cooldown.Minutes) - now;
        return left > TimeSpan.Zero ? left : null;
    }

    /// <summary>In whole minutes, rounded up.</summary>
    public static int Minutes(TimeSpan left) => (int)Math.Ceiling(left.TotalMinutes);
}
