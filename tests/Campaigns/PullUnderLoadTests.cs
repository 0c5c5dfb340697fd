using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>Clients that catch up while others write.</summary>
[Collection(Campaign.Name)]
public class PullUnderLoadTests
{
    private const int Writers = 3;
    private const int Pullers = 4;

    // P4
    [Fact]
    public async Task A_client_that_pulls_from_any_cursor_in_pages_of_any_size_while_others_write_ends_with_the_servers_content()
    {
        var seeds = Campaign.Seeds(slice: 2, full: 30);
        var (updates, pulls) = (0, 0);
        foreach (var seed in seeds)
        {
            var chance = new Random(seed);
            await using var server = await MeetServer.StartAsync();
            await using var head = await server.CreateMeetAsync();
            await using var second = await server.JoinMeetAsync(head);
            await using var third = await server.JoinMeetAsync(head, "Desk 3");
            Desk[] desks = [head, second, third];
            var pullers = new List<RandomPuller>();
            for (var i = 0; i < Pullers; i++)
                pullers.Add(await RandomPuller.JoinAsync(server, head.Memory.MeetId, new Random(chance.Next())));

            using var enough = new CancellationTokenSource();
            var writing = Task.WhenAll(desks.Select(desk => WriteAsync(desk, new Random(chance.Next()))));
            var pulling = Task.WhenAll(pullers.Select(puller => Task.Run(() => puller.PullWhileAsync(() => !enough.IsCancellationRequested))));
            await writing;
            await MeetFixture.UntilAgreedAsync(desks);
            await enough.CancelAsync();
            await pulling;

            await using var fresh = await server.JoinMeetAsync(head, "Desk 3");
            await MeetFixture.UntilAgreedAsync([.. desks, fresh]);
            foreach (var puller in pullers)
            {
                await puller.DemandAllEndAtAsync(fresh.Look(at => at.Memory.Canonical.Items.ToDictionary()), $"seed {seed}");
                pulls += puller.Pages;
                await puller.DisposeAsync();
            }

            updates += desks.Sum(desk => desk.Memory.History.Count);
        }

        Campaign.Say($"pulls under load: {seeds.Count} rounds, {updates} updates, {pulls} pages, 0 differences; first seed {seeds[0]}");
    }

    private static async Task WriteAsync(Desk desk, Random chance)
    {
        var own = new List<long>();
        for (var i = 0; i < 150; i++)
        {
            switch (chance.Next(4))
            {
                case 0:
                    own.Add(desk.Look(at => at.Memory.FreshEntryId()));
                    desk.Set($"registration.entries[{own[^1]}]", MeetFixture.Entry(own[^1]));
                    break;
                case 1 when own.Count > 3:
                    desk.Delete($"registration.entries[{own[chance.Next(own.Count)]}]");
                    break;
                case 2 when own.Count > 0:
                    desk.Set($"registration.entries[{own[chance.Next(own.Count)]}].team", $"x{i}");
                    break;
                default:
                    desk.Set($"meet.field{chance.Next(30)}", i);
                    break;
            }

            await desk.UntilAsync(() => desk.Memory.Pending.Count < 4, "having been answered");
        }
    }
}
