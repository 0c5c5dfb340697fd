using Rollcall.Core.Connections;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Core.Connections;

public class TokenBucketTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void So_many_may_come_at_once_and_the_next_is_told_how_long_to_wait()
    {
        var bucket = new TokenBucket(4, 3, clock);
        for (var i = 0; i < 3; i++)
            Assert.Null(bucket.Take());
        Assert.Equal(TimeSpan.FromMilliseconds(250), bucket.Take());
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(150), bucket.Take());
        clock.Advance(TimeSpan.FromMilliseconds(150));
        Assert.Null(bucket.Take());
        Assert.NotNull(bucket.Take());
    }

    [Fact]
    public void Looking_takes_none()
    {
        var bucket = new TokenBucket(1, 1, clock);
        Assert.Null(bucket.Look());
        Assert.Null(bucket.Look());
        Assert.Null(bucket.Take());
        Assert.Equal(TimeSpan.FromSeconds(1), bucket.Look());
    }

    [Fact]
    public void However_long_nobody_came_no_more_than_the_burst_is_saved_up()
    {
        var bucket = new TokenBucket(10, 2, clock);
        Assert.True(bucket.IsFull);
        Assert.Null(bucket.Take());
        Assert.False(bucket.IsFull);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(bucket.IsFull);
        Assert.Null(bucket.Take());
        Assert.Null(bucket.Take());
        Assert.NotNull(bucket.Take());
    }
}
