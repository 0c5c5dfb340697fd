namespace Rollcall.Core.Connections;

/// <summary>So many at once, so many per second in the long run.</summary>
/// <remarks>Belongs to one loop.</remarks>
internal struct TokenBucket(double perSecond, int burst)
{
    private double _tokens = burst;
    private long _at;

    /// <summary>Takes one token if there is one.</summary>
    /// <param name="now">A timestamp of <paramref name="time"/>.</param>
    /// <param name="time">The clock.</param>
    public bool TryTake(long now, TimeProvider time)
    {
        if (_at != 0) _tokens = Math.Min(burst, _tokens + (perSecond * time.GetElapsedTime(_at, now).TotalSeconds));
        _at = now;
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }
}
