using Rollcall.Core.Sessions;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Sessions;

public class ThrottleTests
{
    private static readonly ThrottleRule Joins = ThrottleRule.Blocking(10, Minutes(5), Seconds(60), Minutes(15));
    private readonly TestClock clock = new();

    [Fact]
    public void Ten_failures_within_five_minutes_block_for_a_minute()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        Fail(throttle, "a", 10);

        Assert.Equal(Seconds(60), throttle.Begin("a"));
        Assert.Null(throttle.Begin("b"));
        clock.Advance(Seconds(59));
        Assert.Equal(Seconds(1), throttle.RetryAfter("a"));
        clock.Advance(Seconds(1));
        Assert.Null(throttle.RetryAfter("a"));
    }

    [Fact]
    public void Each_further_failure_doubles_the_block_up_to_a_quarter_of_an_hour()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        Fail(throttle, "a", 10);
        var blocks = new List<TimeSpan>();
        for (var i = 0; i < 7; i++)
        {
            blocks.Add(throttle.RetryAfter("a")!.Value);
            clock.Advance(blocks[^1]);
            Assert.Null(throttle.Begin("a"));
        }
        Assert.Equal([60, 120, 240, 480, 900, 900, 900], blocks.Select(block => block.TotalSeconds));
    }

    [Fact]
    public void A_success_clears_everything()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        Fail(throttle, "a", 9);
        Assert.Null(throttle.Begin("a"));
        throttle.Succeed("a");

        Fail(throttle, "a", 9);
        Assert.Null(throttle.RetryAfter("a"));
        Assert.Equal(1, throttle.Count);
    }

    [Fact]
    public void Failures_leave_the_window_one_by_one()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        for (var i = 0; i < 40; i++)
        {
            // One every 34 seconds: never ten within five minutes.
            Assert.Null(throttle.Begin("a"));
            clock.Advance(Seconds(34));
        }
    }

    [Fact]
    public void After_a_quiet_time_the_next_failure_is_the_first_again()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        Fail(throttle, "a", 10);
        clock.Advance(Seconds(60) + Minutes(5));

        Fail(throttle, "a", 9);
        Assert.Null(throttle.RetryAfter("a"));
        Fail(throttle, "a", 1);
        Assert.Equal(Seconds(60), throttle.RetryAfter("a"));
    }

    [Fact]
    public async Task Parallel_attempts_are_no_way_round()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        var waits = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => throttle.Begin("a"))));
        Assert.Equal(10, waits.Count(wait => wait is null));
    }

    [Fact]
    public void An_attempt_nobody_looked_at_does_not_count()
    {
        var throttle = new Throttle<string>(Joins, 100, clock);
        Fail(throttle, "a", 9);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(throttle.Begin("a"));
            throttle.Withdraw("a");
        }
        Assert.Null(throttle.RetryAfter("a"));
    }

    [Fact]
    public void A_plain_window_lets_the_next_one_through_when_the_oldest_has_left_it()
    {
        var throttle = new Throttle<string>(ThrottleRule.Window(3, Minutes(1)), 100, clock);
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(throttle.Begin("a"));
            clock.Advance(Seconds(10));
        }
        Assert.Equal(Seconds(30), throttle.Begin("a"));
        clock.Advance(Seconds(30));
        Assert.Null(throttle.Begin("a"));
        Assert.Equal(Seconds(10), throttle.Begin("a"));
    }

    [Fact]
    public void A_failure_of_somebody_let_in_all_the_same_prolongs_the_block()
    {
        var total = new Throttle<string>(ThrottleRule.Blocking(3, Minutes(10), Seconds(60), Seconds(60)), 100, clock);
        Fail(total, "meet", 3);
        clock.Advance(Seconds(40));
        total.Fail("meet");
        Assert.Equal(Seconds(60), total.RetryAfter("meet"));
    }

    [Fact]
    public void The_memory_is_bounded_and_a_flood_does_not_free_the_blocked()
    {
        var throttle = new Throttle<int>(Joins, 1000, clock);
        Fail(throttle, -1, 10);
        Fail(throttle, -2, 3);
        for (var i = 0; i < 20_000; i++) throttle.Begin(i);

        Assert.Equal(1000, throttle.Count);
        Assert.NotNull(throttle.RetryAfter(-1));
        Assert.Null(throttle.RetryAfter(-2));
    }

    [Fact]
    public void What_is_over_is_forgotten_when_it_is_asked_for()
    {
        var throttle = new Throttle<string>(Joins, 1000, clock);
        Fail(throttle, "a", 3);
        clock.Advance(Minutes(5));
        Assert.Null(throttle.RetryAfter("a"));
        Assert.Equal(0, throttle.Count);
    }

    private static void Fail<TKey>(Throttle<TKey> throttle, TKey key, int times) where TKey : notnull
    {
        for (var i = 0; i < times; i++) Assert.Null(throttle.Begin(key));
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
