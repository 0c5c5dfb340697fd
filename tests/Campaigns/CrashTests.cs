using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>The real program, killed again and again while desks write.</summary>
[Collection(Campaign.Name)]
public class CrashTests
{
    private const int RoundsOfOneServer = 10;

    // P1, P2
    [Fact]
    public async Task Whenever_the_server_is_killed_everything_acknowledged_stands_once_under_its_number()
    {
        var rounds = Campaign.IsLong ? 100 : 5;
        var seed = Campaign.OneSeed ?? 1;
        var (acknowledged, torn, kills) = (0, 0, 0);
        for (var first = 0; first < rounds; first += RoundsOfOneServer)
        {
            await using var drill = new CrashDrill(seed + first);
            await drill.BeginAsync();
            for (var round = first; round < Math.Min(rounds, first + RoundsOfOneServer); round++)
                await drill.RoundAsync();
            acknowledged += drill.Acknowledged;
            torn += drill.TornTails;
            kills += drill.Kills;
        }

        Campaign.Say($"crash: {kills} kills, {acknowledged} acknowledged updates, {torn} logs with a torn end, 0 lost, 0 twice; seed {seed}");
        Assert.True(acknowledged > 10 * kills, "the load was too light to mean anything");
    }
}
