namespace Rollcall.Tests.Support;

/// <summary>A clock that stands still until it is told to move on; timers go off on the thread that moves it, in the order of their times.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start;

    public TestClock() : this(new DateTimeOffset(2026, 3, 14, 10, 0, 0, TimeSpan.Zero)) { }

    /// <summary>The present. Setting it forwards is the same as <see cref="Advance"/>; setting it back moves no timer.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (gate) return now;
        }
        set => MoveTo(value);
    }

    /// <summary>Ticks of 100 ns, the same as the clock's.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public void Advance(TimeSpan by) => MoveTo(Now + by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } due) due.Ring();
        lock (gate) now = target;
    }

    // The next timer to go off, with the clock put to its time; it may make or change others.
    private Timer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is null) return null;
            if (next.Due > now) now = next.Due.Value;
            next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : null;
            return next;
        }
    }

    private sealed class Timer(TestClock clock, Action ring) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                Period = period;
                if (!clock.timers.Contains(this)) clock.timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
