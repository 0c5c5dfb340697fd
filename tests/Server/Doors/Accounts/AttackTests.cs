using System.Globalization;
using Rollcall.Core.Sessions;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Accounts;

/// <summary>Somebody guesses passwords with all their might, at the cost passwords really have.</summary>
[Collection(Measured.Name)]
public class AttackTests
{
    private const int Guesses = 10_000;

    // devices P26
    [Fact]
    public async Task Ten_thousand_guesses_are_throttled_while_health_stays_fast_sockets_flow_and_nobody_is_locked_out_for_good()
    {
        await using var server = await AccountServer.StartAsync(standing: true, cost: ScryptCost.Default);
        await server.AddAsync("ada");
        await server.AddAsync("bob");
        var address = server.Server.Running.BaseAddress;
        using var socket = await DeviceClient.OpenAsync(address, await server.TokenAsync("ada", from: "192.0.2.1"));
        var before = await HealthAsync(server, 100, () => false);

        var over = false;
        var health = Task.Run(() => HealthAsync(server, int.MaxValue, () => Volatile.Read(ref over)));
        var pongs = Task.Run(() => PongsAsync(socket, () => Volatile.Read(ref over)));
        var statuses = new int[Guesses];
        var guessing = Parallel.ForAsync(0, Guesses, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            statuses[i] = (await server.LogInAsync(i % 2 == 0 ? "ada" : $"user{i}", password: $"guess {i}",
                from: i % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i % 250}") : "198.51.100.66")).Status);
        // Somebody else comes in from elsewhere in the middle of it.
        var bob = await server.LogInAsync("bob", from: "192.0.2.2");
        await guessing;
        Volatile.Write(ref over, true);

        Assert.Equal(201, bob.Status);
        // Per handle twenty, per address ten, whatever was tried at once; the rest cost nothing.
        Assert.Equal(20, statuses.Where((status, i) => i % 2 == 0 && status == 401).Count());
        Assert.Equal(10, statuses.Where((status, i) => i % 2 == 1 && status == 401).Count());
        Assert.Equal(Guesses - 30, statuses.Count(status => status == 429));
        var (calm, besieged, answered) = (Middle(before), Middle(await health), await pongs);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"/health, median: {calm:N2} ms before, {besieged:N2} ms during the attack, ratio {besieged / calm:N1}; {answered.Count} pongs, the slowest after {answered.Max():N0} ms");
        // Sixteen attackers and these two share the cores of the machine with the server.
        Assert.InRange(besieged, 0, Math.Max(100, 30 * calm));
        Assert.InRange(answered.Count, 20, int.MaxValue);
        Assert.InRange(answered.Max(), 0, 2_000);

        // The rightful user's session went on; a new one can be had as soon as the failures are old.
        Assert.Equal("429 rate_limited", (await server.LogInAsync("ada", from: "192.0.2.1")).Word);
        await socket.SayAsync("ping");
        Assert.Equal("pong", (await socket.NextAsync()).Type);
        server.Clock!.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(201, (await server.LogInAsync("ada", from: "192.0.2.1")).Status);
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<List<double>> HealthAsync(AccountServer server, int most, Func<bool> isOver)
    {
        var times = new List<double>();
        using var http = new HttpClient { BaseAddress = server.Server.Http.BaseAddress };
        while (times.Count < most && !isOver())
        {
            var began = TimeProvider.System.GetTimestamp();
            Assert.True((await http.GetAsync("/health", CancellationToken.None)).IsSuccessStatusCode);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    // The clock of the server stands still, so that its rate is not refilled: as many as may come at once, less a few.
    private static async Task<List<double>> PongsAsync(DeviceClient socket, Func<bool> isOver)
    {
        var times = new List<double>();
        while (times.Count < 150 && !isOver())
        {
            var began = TimeProvider.System.GetTimestamp();
            await socket.SayAsync("ping");
            Assert.Equal("pong", (await socket.NextAsync()).Type);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }
}
