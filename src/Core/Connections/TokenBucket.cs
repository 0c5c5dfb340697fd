namespace Rollcall.Core.Connections;

/// <summary>So many at once, so many per second in the long run.</summary>
/// <remarks>Belongs to one loop.</remarks>
internal struct TokenBucket(double perSecond, int burst)
{
    private double tokens = burst;
    private long at;

    /// <summary>Takes one token if there is one.</summary>
    /// <param name="now">A timestamp of <paramref name="time"/>.</param>
    /// <param name="time">The clock.</param>
    public bool TryTake(long now, TimeProvider time)
    {
        if (at != 0) tokens = Math.Min(burst, tokens + (perSecond * time.GetElapsedTime(at, now).TotalSeconds));
        at = now;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }
}
