using Rollcall.Bench.Figures;

namespace Rollcall.Bench.Measurements;

/// <summary>What it costs the server to bring one 200-byte update to one of 1,000 readers: user and system CPU of its process alone,
/// divided by the deliveries.</summary>
internal static class FanOut
{
    private const int ReaderCount = 1000;
    private const int BurstUpdates = 500;

    // Half the cost of SignalR in a burst, and no more than 1.6 times the least that is possible when each update goes out alone.
    private const double BurstBound = 0.5;
    private const double SingleBound = 1.6;

    // Machines that are shared are noisy: the servers take turns in short slices, and the median of each one's slices counts.
    private const int Rounds = 9;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(300);

    // Long enough for the just-in-time compilers to have finished with the hot path.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var ours = await Contestant.StartAsync(Target.RollcallAsync());
        using var meet = await Contestant.StartAsync(Target.MeetAsync());
        using var bare = await Contestant.StartAsync(Target.BareAsync());
        using var signalR = await Contestant.StartAsync(Target.SignalRAsync());
        using var ws = await Contestant.StartAsync(Target.WsAsync());
        Contestant[] all = [meet, ours, bare, signalR, ws];
        foreach (var one in all)
        {
            await one.SliceAsync(BurstUpdates, WarmUp);
            await one.SliceAsync(updates: 1, WarmUp);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var one in all) one.Burst.Add(await one.SliceAsync(BurstUpdates, Slice));
            foreach (var one in all) one.Single.Add(await one.SliceAsync(updates: 1, Slice));
        }

        return
        [
            Burst(meet, signalR, BurstBound),
            Burst(meet, ws),
            Burst(ours, signalR, BurstBound),
            Burst(ours, ws),
            Burst(ours, bare),
            Single(meet, bare, SingleBound),
            Single(meet, signalR),
            Single(ours, bare, SingleBound),
            Single(ours, signalR),
            Single(ours, ws),
        ];
    }

    private static Figure Burst(Contestant ours, Contestant theirs, double? bound = null) =>
        new($"CPU per delivery, burst ({ours.Name})", Median.Of(ours.Burst), "us", theirs.Name, Median.Of(theirs.Burst), bound);

    private static Figure Single(Contestant ours, Contestant theirs, double? bound = null) =>
        new($"CPU per delivery, one at a time ({ours.Name})", Median.Of(ours.Single), "us", theirs.Name, Median.Of(theirs.Single), bound);

    /// <summary>A server with its readers, and what its slices cost so far.</summary>
    private sealed class Contestant(Target target, Readers.Readers readers) : IDisposable
    {
        public string Name => target.Name;

        public List<double> Burst { get; } = [];

        public List<double> Single { get; } = [];

        public static async Task<Contestant> StartAsync(Task<Target> starting)
        {
            var target = await starting;
            var readers = new Readers.Readers();
            await readers.OpenAsync(target.Script, ReaderCount);
            return new Contestant(target, readers);
        }

        /// <summary>Microseconds of the server's CPU per delivery, over rounds of so many updates each until it has used
        /// <paramref name="cpu"/>; a round ends when every reader has all of it.</summary>
        public async Task<double> SliceAsync(int updates, TimeSpan cpu)
        {
            var before = target.Server.CpuTime();
            var deliveries = 0L;
            TimeSpan used;
            do
            {
                await readers.ExpectAsync(updates);
                await target.SendAsync(updates);
                await readers.ReachedAsync();
                deliveries += (long)updates * ReaderCount;
                used = target.Server.CpuTime() - before;
            }
            while (used < cpu);

            return used.TotalMicroseconds / deliveries;
        }

        public void Dispose()
        {
            readers.Dispose();
            target.Dispose();
        }
    }
}
