namespace Rollcall.Apps.Devices;

/// <summary>So many events of one user at once, so many per second in the long run. Owned by the loop of the user's channel.</summary>
internal sealed class AppendRate(int perSecond, int burst)
{
    private double tokens = burst;
    private DateTimeOffset countedAt = DateTimeOffset.MinValue;

    /// <summary>Takes one; answers how long to wait if there is none.</summary>
    public TimeSpan? Take(DateTimeOffset now)
    {
        if (now > countedAt)
        {
            tokens = Math.Min(burst, tokens + ((now - countedAt).TotalSeconds * perSecond));
            countedAt = now;
        }

        if (tokens < 1)
            return TimeSpan.FromSeconds((1 - tokens) / perSecond);
        tokens--;
        return null;
    }
}
