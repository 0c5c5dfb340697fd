using System.Globalization;
using Rollcall.Bench.Children;
using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Store;

namespace Rollcall.Bench.Measurements;

/// <summary>What it takes until an update of a meet is on disk and acknowledged: through WebSocket, decision, append with fdatasync, and back.
/// Beside it a bare loop that appends lines of the same size and flushes each.</summary>
internal static class Durable
{
    // So many acknowledged in a second are promised over 64 meets at 256 writers, and at one writer no more than three times the bare loop's time.
    private const double PromisedPerSecond = 30_000;
    private const double OneWriterBound = 3;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServedMeets.StartAsync(Path.Combine(folder.Path, "served"));
        using var writers = Child.Self("write");
        var port = server.Port;
        List<double> bare = [];
        List<double> one = [];
        // In turns, as the disk's speed drifts.
        for (var round = 0; round < 5; round++)
        {
            bare.Add(DurableBench.Bare(Path.Combine(folder.Path, $"bare{round}"), TimeSpan.FromSeconds(1)).Median.TotalMicroseconds);
            one.Add((await WriteAsync(writers, port, meets: 1, count: 1, window: 1, seconds: 2)).MedianUs);
        }

        var (bareUs, oneUs) = (Median.Of(bare), Median.Of(one));
        var sixteen = await WriteAsync(writers, port, meets: 1, count: 16, window: 1, seconds: 4);
        var many = await WriteAsync(writers, port, meets: 64, count: 256, window: 1, seconds: 6);
        var ahead = await WriteAsync(writers, port, meets: 64, count: 256, window: 8, seconds: 6);
        var bareLoop = "bare append and fdatasync";
        return
        [
            new("acknowledged update, 1 writer, median", oneUs, "us", bareLoop, bareUs, OneWriterBound),
            new("acknowledged update, 16 writers of 1 meet, median", sixteen.MedianUs, "us", bareLoop, bareUs),
            new("acknowledged update, 256 writers of 64 meets, median", many.MedianUs, "us", bareLoop, bareUs),
            new("time per update, 256 writers of 64 meets", 1e6 / many.PerSecond, "us", bareLoop, bareUs),
            new("time per update, the same, each up to 8 ahead of its answers", 1e6 / ahead.PerSecond, "us", $"the promise of {PromisedPerSecond:N0}/s", 1e6 / PromisedPerSecond, Bound: 1),
        ];
    }

    private static async Task<(double PerSecond, double MedianUs, double P99Us)> WriteAsync(Child writers, int port, int meets, int count, int window, int seconds)
    {
        await writers.SayAsync(string.Create(CultureInfo.InvariantCulture, $"{port} {meets} {count} {window} {seconds}"));
        var numbers = (await writers.HearAsync("done")).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{count} writers of {meets} meets, {window} ahead: {numbers[0]:N0} acknowledged per second, median {numbers[1]:N0} us, p99 {numbers[2]:N0} us"));
        return (numbers[0], numbers[1], numbers[2]);
    }
}
