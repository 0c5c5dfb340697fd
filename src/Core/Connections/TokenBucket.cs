namespace Rollcall.Core.Connections;

/// <summary>So many at once, so many per second in the long run.</summary>
/// <remarks>Belongs to one loop, or is used under a lock. A value, as there is one in every connection.</remarks>
public struct TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private double tokens = burst;
    private long countedAt = time.GetTimestamp();

    /// <summary>Whether it is as if nobody had taken any for a long time.</summary>
    public readonly bool IsFull => TokensAt(time.GetTimestamp()) >= burst;

    /// <summary>Takes one: null if there was one, otherwise how long to wait for the next.</summary>
    public TimeSpan? Take() => Take(time.GetTimestamp());

    /// <summary>The same for who knows what time it is.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    public TimeSpan? Take(long now)
    {
        var wait = Wait(now);
        if (wait is null)
            tokens--;
        return wait;
    }

    /// <summary>Looks whether there is one, and takes none.</summary>
    public TimeSpan? Look() => Wait(time.GetTimestamp());

    private TimeSpan? Wait(long now)
    {
        (tokens, countedAt) = (TokensAt(now), now);
        return tokens < 1 ? TimeSpan.FromSeconds((1 - tokens) / perSecond) : null;
    }

    private readonly double TokensAt(long now) => Math.Min(burst, tokens + (time.GetElapsedTime(countedAt, now).TotalSeconds * perSecond));
}
