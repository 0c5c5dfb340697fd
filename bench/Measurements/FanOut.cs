using Rollcall.Bench.Figures;

namespace Rollcall.Bench.Measurements;

/// <summary>What it costs the server to bring one 200-byte update to one of 1,000 readers: user and system CPU of its process alone,
/// divided by the deliveries.</summary>
internal static class FanOut
{
    private const int ReaderCount = 1000;

    // Half the cost of SignalR in a burst, and no more than 1.6 times the least that is possible when each update goes out alone.
    private const double BurstBound = 0.5;
    private const double SingleBound = 1.6;

    private static readonly TimeSpan LeastCpu = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var ours = await MeasureAsync(await Target.RollcallAsync());
        var bare = await MeasureAsync(await Target.BareAsync());
        var signalR = await MeasureAsync(await Target.SignalRAsync());
        var ws = await MeasureAsync(await Target.WsAsync());
        const string Burst = "CPU per delivery, burst";
        const string Single = "CPU per delivery, one at a time";
        return
        [
            Compare(Burst, ours.Burst, signalR.Name, signalR.Burst, BurstBound),
            Compare(Burst, ours.Burst, ws.Name, ws.Burst),
            Compare(Burst, ours.Burst, bare.Name, bare.Burst),
            Compare(Single, ours.Single, bare.Name, bare.Single, SingleBound),
            Compare(Single, ours.Single, signalR.Name, signalR.Single),
            Compare(Single, ours.Single, ws.Name, ws.Single),
        ];
    }

    private static Figure Compare(string what, double ours, string baseline, double theirs, double? bound = null) =>
        new(what, ours, "us", baseline, theirs, bound);

    private static async Task<(string Name, double Burst, double Single)> MeasureAsync(Target target)
    {
        using var serving = target;
        using var readers = new Readers.Readers();
        await readers.OpenAsync(target.Script, ReaderCount);

        // Long enough for the just-in-time compilers to have finished with the hot path.
        await CpuPerDeliveryAsync(target, readers, updates: 500);
        var burst = await CpuPerDeliveryAsync(target, readers, updates: 500);
        await CpuPerDeliveryAsync(target, readers, updates: 1);
        var single = await CpuPerDeliveryAsync(target, readers, updates: 1);
        await Console.Error.WriteLineAsync($"{target.Name}: burst {burst:F3} us, one at a time {single:F3} us");
        return (target.Name, burst, single);
    }

    /// <summary>Microseconds of CPU per delivery, over rounds of so many updates each; a round ends when every reader has all of it.</summary>
    private static async Task<double> CpuPerDeliveryAsync(Target target, Readers.Readers readers, int updates)
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
        while (used < LeastCpu);

        return used.TotalMicroseconds / deliveries;
    }
}
