namespace Rollcall.Core.Channels;

/// <summary>Rings once, when a gathering wants to be woken. Set by the actor's loop alone; rings from a timer's thread.</summary>
internal sealed class Alarm
{
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private DateTimeOffset? due;

    /// <summary>Makes one that is not set.</summary>
    public Alarm(TimeProvider time, Action ring)
    {
        this.time = time;
        timer = time.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings at this time and at no other; never for null.</summary>
    public void Set(DateTimeOffset? at)
    {
        if (at == due && at > time.GetUtcNow())
            return;
        due = at;
        // Whole milliseconds, rounded up, as timers count them.
        var delay = at is { } when ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((when - time.GetUtcNow()).TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
        timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has rung. It rings once, and timers may ring a little before the clock says so: it is set again unless its time has come.</summary>
    public void Rang() => due = null;

    /// <summary>Never rings again.</summary>
    public ValueTask EndAsync() => timer.DisposeAsync();
}
