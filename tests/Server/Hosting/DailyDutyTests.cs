using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class DailyDutyTests
{
    [Fact]
    public async Task A_server_that_is_switched_on_for_an_evening_comes_to_its_daily_duties_and_one_that_runs_on_does_them_every_day()
    {
        var (clock, times) = (new StandingClock(), 0);
        await using var server = await TestServer.StartAsync(compose: parts => parts.DoDaily(() =>
        {
            Interlocked.Increment(ref times);
            return Task.CompletedTask;
        }), plan: plan => plan with { Time = clock });
        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(0, times);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, times);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(1, times);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, times);
    }
}
