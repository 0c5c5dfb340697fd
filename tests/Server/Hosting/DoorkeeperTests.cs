using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class DoorkeeperTests
{
    private readonly Doorkeeper keeper = new(new LimitSettings { MaxConnections = 2, ConnectionsPerSecond = 1, ConnectionBurst = 1 }, new TestClock());

    [Fact]
    public void An_address_that_is_refused_takes_nothing_of_what_the_server_has_for_others()
    {
        Assert.Null(keeper.Admit("a", 0, out var full));
        Assert.Equal(429, full!.Status);
        Assert.Null(keeper.Admit("a", 10, out var often, arrive: () => 150));
        Assert.Equal((429, 150), (often!.Status, often.RetryAfterMs));
        Assert.NotNull(keeper.Admit("b", 10, out _));
    }

    [Fact]
    public void What_is_wrong_with_the_server_is_told_before_what_is_wrong_with_the_address_and_costs_the_address_nothing()
    {
        Assert.NotNull(keeper.Admit("a", 10, out _));
        Assert.Null(keeper.Admit("a", 0, out var busy, arrive: () => throw new InvalidOperationException("not asked")));
        Assert.Equal((503, 1_000), (busy!.Status, busy.RetryAfterMs));
    }
}
