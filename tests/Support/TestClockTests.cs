using Xunit;

namespace Rollcall.Tests.Support;

public class TestClockTests
{
    [Fact]
    public void Timers_go_off_at_their_times_when_the_clock_moves()
    {
        var clock = new TestClock();
        var start = clock.Now;
        var rung = new List<string>();
        using var once = clock.CreateTimer(_ => rung.Add($"once {(clock.Now - start).TotalSeconds}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => rung.Add($"often {(clock.Now - start).TotalSeconds}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["often 2", "once 3", "often 4"], rung);
        Assert.Equal(TimeSpan.FromSeconds(5), clock.GetElapsedTime(start.UtcTicks));
    }
}
