using System.Globalization;
using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>The real program under a steady load for a while.</summary>
[Collection(Campaign.Name)]
public class SoakTests
{
    private const int Listeners = 20;
    private static readonly string[] WriterPlaces = ["Head table", "Desk 2", "Desk 3", "Desk 2", "Desk 3", "Head table"];

    // P3, P12
    [Fact]
    public async Task After_a_long_time_of_writing_and_reconnecting_all_hold_the_same_and_the_server_has_not_grown()
    {
        var seed = Campaign.OneSeed ?? 1;
        using var folder = new TemporaryFolder();
        using var server = RollcallProcess.Serve(folder.Path, "--meets.messages_per_second", "10000", "--meets.message_burst", "100000");
        var address = await server.AddressAsync();
        var desks = new List<Desk>();
        try
        {
            foreach (var place in WriterPlaces.Concat(Enumerable.Repeat("Desk 2", Listeners)))
            {
                var desk = new Desk(place, () => address, MeetFixture.Password) { Haste = 20 };
                desks.Add(desk);
                if (desks.Count == 1)
                    await desk.CreateAsync(MeetFixture.Locations());
                else
                    await desk.JoinAsync(desks[0].Memory.MeetId);
            }

            var span = TimeSpan.FromSeconds(Campaign.IsLong ? 180 : 5);
            // The first part fills caches and pools; what grows after it would grow for ever.
            await LoadAsync(desks, span / 4, seed);
            var before = Footprint.Of(server.Id);
            await LoadAsync(desks, span * 3 / 4, seed + 1);
            var after = Footprint.Of(server.Id);

            var updates = desks.Sum(desk => desk.Memory.History.Count);
            Campaign.Say($"soak: {span.TotalSeconds:0} s, {desks.Count} desks, {updates} updates, {desks.Sum(desk => desk.Look(at => at.Memory.EntryIds.Count))} joins, memory {before.MiB} -> {after.MiB} MiB, handles {before.Handles} -> {after.Handles}; seed {seed}");
            Assert.True(updates > 100, "the load was too light to mean anything");
            Assert.True(after.Handles <= before.Handles + 20, $"handles grew from {before.Handles} to {after.Handles}");
            Assert.True(after.MiB <= before.MiB + 100, $"memory grew from {before.MiB} to {after.MiB} MiB");
        }
        finally
        {
            foreach (var desk in desks)
                await desk.DisposeAsync();
        }
    }

    /// <summary>Writers write and everybody's line breaks now and then, until the time is over; ends once all agree.</summary>
    private static async Task LoadAsync(List<Desk> desks, TimeSpan span, int seed)
    {
        var chance = new Random(seed);
        using var over = new CancellationTokenSource(span);
        await Task.WhenAll(desks.Select((desk, i) => LiveAsync(desk, i, i < WriterPlaces.Length, new Random(chance.Next()), over.Token)));
        await MeetFixture.UntilAgreedAsync([.. desks]);
    }

    private static async Task LiveAsync(Desk desk, int place, bool writes, Random chance, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            // About what a busy desk does, and far more outages than a bad day has.
            await Task.Delay(chance.Next(10, 60), CancellationToken.None);
            if (chance.Next(100) == 0)
            {
                desk.Cut();
                await desk.UntilAsync(() => !desk.IsConnected, "noticing that the line is cut");
            }

            if (writes)
                desk.Set(chance.Next(2) == 0 ? $"meet.shared{chance.Next(5)}" : $"meet.own{place}x{chance.Next(20)}", chance.Next(1000).ToString(CultureInfo.InvariantCulture));
            if (!desk.IsConnected && chance.Next(4) == 0)
                await desk.ConnectAsync();
        }

        if (!desk.IsConnected)
            await desk.ConnectAsync();
        await desk.UntilInStepAsync();
    }
}
