namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>So many requests at once, so many per second in the long run.</summary>
/// <remarks>Belongs to one connection, or is used under the lock of <see cref="AddressRates"/>.</remarks>
internal sealed class RequestRate(int perSecond, int burst, TimeProvider time)
{
    private double tokens = burst;
    private long countedAt = time.GetTimestamp();

    /// <summary>Whether it is as if nobody had asked for a long time.</summary>
    public bool IsRested => tokens + Gained(time.GetTimestamp()) >= burst;

    /// <summary>Takes one request: null if it may be done, otherwise how long to wait.</summary>
    public TimeSpan? Take()
    {
        var now = time.GetTimestamp();
        (tokens, countedAt) = (Math.Min(burst, tokens + Gained(now)), now);
        if (tokens < 1)
            return TimeSpan.FromSeconds((1 - tokens) / perSecond);
        tokens--;
        return null;
    }

    private double Gained(long now) => perSecond * time.GetElapsedTime(countedAt, now).TotalSeconds;
}
