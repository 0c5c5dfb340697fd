using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>A clock that stands still until told; its timers fire inside <see cref="Advance"/>.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private long _now = new DateTime(2026, 3, 14, 10, 0, 0, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Goes on second by second, so that what a timer sets up anew fires too.</summary>
    public void Advance(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            var step = left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
            var now = Interlocked.Add(ref _now, step.Ticks);
            Alarm[] due;
            lock (_gate) due = [.. _alarms.Where(alarm => alarm.DueAt <= now)];
            foreach (var alarm in due) alarm.Fire();
        }
    }

    /// <summary>
    /// Goes on second by second until <paramref name="happened"/> is done: for what a timer brings about that somebody else may still be about to set.
    /// Gives up after 30,000 such seconds.
    /// </summary>
    public async Task PassUntilAsync(Task happened)
    {
        for (var seconds = 0; !happened.IsCompleted; seconds++)
        {
            Assert.True(seconds < 30_000, $"It did not happen by {GetUtcNow():O}.");
            Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(happened, Task.Delay(1));
        }
    }

    private sealed class Alarm(ManualTime time, Action ring) : ITimer
    {
        private TimeSpan _period;

        public long DueAt { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time._now + dueTime.Ticks;
                time._alarms.Remove(this);
                if (DueAt != long.MaxValue) time._alarms.Add(this);
            }

            return true;
        }

        public void Fire()
        {
            Change(_period, _period);
            ring();
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
