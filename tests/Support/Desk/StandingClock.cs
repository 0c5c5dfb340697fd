namespace Rollcall.Tests.Support;

/// <summary>A clock that stands still until it is told to move on. Unlike <see cref="TestClock"/> a timer set to nothing goes off at once, on another thread, as
/// the system's do; a server that runs beside the test needs that. Any thread.</summary>
internal sealed class StandingClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves on; what is due by then goes off, earliest first, with the clock at its time.</summary>
    public void Advance(TimeSpan by)
    {
        var target = GetUtcNow() + by;
        while (TakeDue(target) is { } due)
            due.Ring();
        lock (gate)
            now = target;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private Timer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            if (timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due) is not { } next)
                return null;
            now = next.Due > now ? next.Due.Value : now;
            next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : null;
            return next;
        }
    }

    private sealed class Timer(StandingClock clock, Action ring) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Period = period;
                if (!clock.timers.Contains(this))
                    clock.timers.Add(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime > TimeSpan.Zero ? clock.now + dueTime : period > TimeSpan.Zero ? clock.now + period : null;
            }

            if (dueTime <= TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
                ThreadPool.QueueUserWorkItem(_ => ring());
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
