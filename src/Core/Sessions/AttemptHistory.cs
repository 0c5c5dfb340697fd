namespace Rollcall.Core.Sessions;

/// <summary>What is known of one key's attempts: when the latest were, and whether the key is blocked.</summary>
/// <remarks>Belongs to its throttle, under whose lock it is used.</remarks>
internal sealed class AttemptHistory
{
    private readonly List<DateTimeOffset> attempts = [];
    private DateTimeOffset blockedUntil = DateTimeOffset.MinValue;
    private int blocks;

    /// <summary>Counts an attempt, and blocks if it is one too many.</summary>
    public void Begin(ThrottleRule rule, DateTimeOffset now)
    {
        attempts.RemoveAll(at => at <= now - rule.Within);
        attempts.Add(now);
        // More than the rule speaks of need not be kept.
        if (attempts.Count > rule.Attempts) attempts.RemoveAt(0);
        if (rule.BlockFor == TimeSpan.Zero || blocks == 0 && attempts.Count < rule.Attempts) return;
        blockedUntil = now + BlockOf(rule, blocks);
        blocks++;
    }

    /// <summary>Forgets the latest attempt and the block it led to.</summary>
    public void TakeBack()
    {
        if (attempts.Count > 0) attempts.RemoveAt(attempts.Count - 1);
        if (blocks == 0) return;
        blocks--;
        blockedUntil = DateTimeOffset.MinValue;
    }

    /// <summary>How long the next attempt would have to wait, or null.</summary>
    public TimeSpan? WaitAt(ThrottleRule rule, DateTimeOffset now)
    {
        if (blockedUntil > now) return blockedUntil - now;
        if (rule.BlockFor > TimeSpan.Zero) return null;
        var inWindow = attempts.FindAll(at => at > now - rule.Within);
        return inWindow.Count < rule.Attempts ? null : inWindow[0] + rule.Within - now;
    }

    /// <summary>Whether nothing happened for a whole window after the last attempt and the last block: the next attempt is then the first again.</summary>
    public bool IsOver(ThrottleRule rule, DateTimeOffset now) =>
        (attempts.Count == 0 || attempts[^1] <= now - rule.Within) && blockedUntil + rule.Within <= now;

    private static TimeSpan BlockOf(ThrottleRule rule, int blocks)
    {
        var block = rule.BlockFor;
        for (var i = 0; i < blocks && block < rule.BlockAtMost; i++) block *= 2;
        return block < rule.BlockAtMost ? block : rule.BlockAtMost;
    }
}
