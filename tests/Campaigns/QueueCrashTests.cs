using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>The real program, killed again and again while a queue is worked.</summary>
[Collection(Campaign.Name)]
public class QueueCrashTests
{
    // queue P3, P11
    [Fact]
    public async Task Whenever_the_server_is_killed_the_queue_comes_back_as_it_was_told_and_listeners_get_what_they_missed()
    {
        var rounds = Campaign.IsLong ? 60 : 4;
        var seed = Campaign.OneSeed ?? 1;
        using var drill = new QueueCrashDrill(seed);
        await drill.BeginAsync();
        for (var round = 0; round < rounds; round++)
            await drill.RoundAsync();
        Campaign.Say($"queue crash: {drill.Kills} kills, {drill.Answered} answered changes, {drill.Events} events looked at again, 0 lost, 0 twice; seed {seed}");
        Assert.True(drill.Answered > 20 * rounds, "the load was too light to mean anything");
    }
}
