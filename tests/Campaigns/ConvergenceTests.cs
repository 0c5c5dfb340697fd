using System.Collections.Concurrent;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>Random courses of meets, all of which must end in agreement.</summary>
[Collection(Campaign.Name)]
public class ConvergenceTests
{
    private const int SideBySide = 4;
    private const int SchedulesOfOneServer = 25;

    // P3, P12
    [Fact]
    public async Task After_any_outages_restarts_and_losses_all_desks_and_the_server_hold_the_same_and_every_update_is_accounted_for()
    {
        var seeds = new ConcurrentQueue<int>(Campaign.Seeds(slice: 40, full: 2_000));
        var (first, count) = (seeds.First(), seeds.Count);
        var tally = new ConvergenceTally();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(SideBySide, count)).Select(_ => Task.Run(() => WorkOffAsync(seeds, tally))));
        Campaign.Say($"convergence: {count} schedules, {tally}; first seed {first}");
        Assert.True(tally.Differences.IsEmpty, $"{tally.Differences.Count} schedules went wrong; ROLLCALL_SEED=n replays one\n{string.Join("\n\n", tally.Differences.Take(3))}");
    }

    private static async Task WorkOffAsync(ConcurrentQueue<int> seeds, ConvergenceTally tally)
    {
        // A server is kept for a while, as starting one costs more than a schedule.
        while (!seeds.IsEmpty)
        {
            await using var server = await MeetServer.StartAsync();
            for (var i = 0; i < SchedulesOfOneServer && seeds.TryDequeue(out var seed); i++)
            {
                try
                {
                    await RunAsync(seed, server, tally);
                }
                catch (Exception wrong)
                {
                    tally.Differences.Enqueue($"seed {seed}: {wrong}");
                    Campaign.Say($"convergence: seed {seed} went wrong");
                    break;
                }
            }
        }
    }

    private static async Task RunAsync(int seed, MeetServer server, ConvergenceTally tally)
    {
        await using var schedule = new Schedule(seed, server);
        var fresh = await schedule.RunAsync();
        var accounting = new Accounting(schedule.LostLogs, server.LogOf(fresh.Memory.MeetId));
        foreach (var desk in schedule.Desks)
            accounting.Account(desk);
        accounting.DemandStanding(fresh);
        accounting.AccountConflicts(fresh);
        accounting.DemandNothingLost(schedule.Desks);
        tally.Add(accounting, schedule);
    }
}
