using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class AllowancesTests
{
    private readonly TestClock clock = new();

    [Fact]
    public void Each_key_has_its_own_and_waits_for_its_own_in_milliseconds_rounded_up()
    {
        var allowances = new Allowances<string>(3, 1, clock);
        Assert.Null(allowances.Take("ada"));
        Assert.Equal(334, allowances.Take("ada"));
        Assert.Equal(334, allowances.Look("ada"));
        Assert.Null(allowances.Look("bob"));
        Assert.Null(allowances.Take("bob"));
        clock.Advance(TimeSpan.FromMilliseconds(334));
        Assert.Null(allowances.Take("ada"));
    }

    [Fact]
    public void Who_has_something_left_to_wait_for_is_not_forgotten_however_many_come()
    {
        var allowances = new Allowances<int>(1 / 60.0, 1, clock);
        Assert.Null(allowances.Take(0));
        for (var key = 1; key < 50_000; key++)
            Assert.Null(allowances.Look(key));
        Assert.Equal(60_000, allowances.Take(0));
    }
}
