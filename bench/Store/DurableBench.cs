using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;

namespace Rollcall.Bench.Store;

/// <summary>What one run of durable appends came to.</summary>
/// <param name="Logs">How many logs were written to.</param>
/// <param name="Writers">How many writers there were over all logs; each waits for its event before it hands in the next.</param>
/// <param name="PerSecond">Events made durable in a second.</param>
/// <param name="Median">From handing in to being told, the middle one.</param>
/// <param name="P99">The same, 99 of 100 are quicker.</param>
public sealed record DurableFigures(int Logs, int Writers, double PerSecond, TimeSpan Median, TimeSpan P99);

/// <summary>Measures durable appends: through the file store, and a bare write and flush in a loop beside it.</summary>
public static class DurableBench
{
    /// <summary>Runs all of it in a folder of its own below <paramref name="folder"/> and prints a table; takes about half a minute.</summary>
    public static async Task RunAsync(string folder, TextWriter output)
    {
        var root = Path.Combine(folder, "durable-bench");
        var run = 0;
        string Next() => Path.Combine(root, $"{run++}");
        try
        {
            await output.WriteLineAsync("logs  writers  events/s  median us   p99 us");
            await PrintAsync(output, "bare", Bare(Next(), TimeSpan.FromSeconds(2)));
            foreach (var (logs, writers) in new[] { (1, 1), (1, 16), (1, 256), (16, 16), (16, 64), (16, 256), (64, 64), (64, 256) })
                await PrintAsync(output, $"{logs}", await AppendAsync(Next(), logs, writers, TimeSpan.FromSeconds(3), threads: 16));
            await PrintAsync(output, "bare", Bare(Next(), TimeSpan.FromSeconds(2)));
            var (opened, read) = await OpenLongAsync(Next(), events: 100_000);
            await output.WriteLineAsync($"a log of 100,000 events: opened (every line checked) in {opened.TotalMilliseconds:f0} ms, read in {read.TotalMilliseconds:f0} ms");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>How long it takes to open a log of so many events, and then to read them.</summary>
    public static async Task<(TimeSpan Opened, TimeSpan Read)> OpenLongAsync(string folder, int events)
    {
        var at = TimeProvider.System.GetUtcNow();
        await using (var store = Open(folder, threads: 4))
        {
            await using var log = (await store.OpenAsync(ChannelName.Of("bench", "long"), create: true, default))!;
            while (log.Head < events)
                await log.AppendAsync(new Append(log.Head, [.. Enumerable.Range(1, 1000).Select(i => Event(log.Head + i, at))], 0, null), default);
        }
        await using var again = Open(folder, threads: 4);
        var began = TimeProvider.System.GetTimestamp();
        await using var found = (await again.OpenAsync(ChannelName.Of("bench", "long"), create: false, default))!;
        var opened = TimeProvider.System.GetElapsedTime(began);
        began = TimeProvider.System.GetTimestamp();
        await foreach (var _ in found.ReadAsync(0, default)) { }
        return (opened, TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>Appends single events for a while. Each log gathers what waits into one round, as a channel's loop does.</summary>
    public static async Task<DurableFigures> AppendAsync(string folder, int logs, int writers, TimeSpan duration, int threads)
    {
        await using var store = Open(folder, threads);
        var latencies = new List<TimeSpan>[writers];
        var loops = new List<Task>();
        var gates = new GatheredAppends[logs];
        for (var i = 0; i < logs; i++)
        {
            var log = (await store.OpenAsync(ChannelName.Of("bench", $"log-{i}"), create: true, default))!;
            gates[i] = new GatheredAppends(log, seq => Event(seq, TimeProvider.System.GetUtcNow()));
        }
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < writers; i++)
        {
            var (gate, measured) = (gates[i % logs], latencies[i] = []);
            loops.Add(Task.Run(async () =>
            {
                while (TimeProvider.System.GetElapsedTime(began) < duration)
                {
                    var since = TimeProvider.System.GetTimestamp();
                    await gate.AddAsync();
                    measured.Add(TimeProvider.System.GetElapsedTime(since));
                }
            }));
        }
        await Task.WhenAll(loops);
        var took = TimeProvider.System.GetElapsedTime(began);
        foreach (var gate in gates) await gate.Log.DisposeAsync();
        return Figures(logs, writers, took, [.. latencies.SelectMany(list => list)]);
    }

    /// <summary>Writes and flushes lines of the same size in a bare loop: what the disk gives to one writer.</summary>
    public static DurableFigures Bare(string folder, TimeSpan duration)
    {
        Directory.CreateDirectory(folder);
        var disk = new Disk(Durability.Fsync);
        using var file = File.OpenHandle(Path.Combine(folder, "bare.log"), FileMode.Create, FileAccess.Write);
        var line = new byte[Body.Length + 100];
        line.AsSpan().Fill((byte)'x');
        var latencies = new List<TimeSpan>();
        var began = TimeProvider.System.GetTimestamp();
        for (var offset = 0L; TimeProvider.System.GetElapsedTime(began) < duration; offset += line.Length)
        {
            var since = TimeProvider.System.GetTimestamp();
            disk.Write(file, line, offset);
            disk.Flush(file);
            latencies.Add(TimeProvider.System.GetElapsedTime(since));
        }
        return Figures(1, 1, TimeProvider.System.GetElapsedTime(began), latencies);
    }

    private static byte[] Body { get; } = Encoding.ASCII.GetBytes(
        """{"authorId":"a7","localSeqNum":18,"locationName":"Desk 2","priority":5,"updateKey":"registration.entries[10007].squatKg[0]","updateValue":182.5}""");

    private static FileStore Open(string folder, int threads)
    {
        var kinds = new Dictionary<string, KindFolders> { ["bench"] = new("bench", null, "events.log", "secret.json") };
        return FileStore.Open(new FileStoreOptions(folder, kinds) { Threads = threads }, TimeProvider.System, NullLogger.Instance);
    }

    private static LoggedEvent Event(long seq, DateTimeOffset at) => new(seq, "k3f9x2", at, "q7Jm2xV0aLk:18", "Updated", Body);

    private static Task PrintAsync(TextWriter output, string logs, DurableFigures figures) => output.WriteLineAsync(
        $"{logs,4}  {figures.Writers,7}  {figures.PerSecond,8:f0}  {figures.Median.TotalMicroseconds,9:f0}  {figures.P99.TotalMicroseconds,7:f0}");

    private static DurableFigures Figures(int logs, int writers, TimeSpan took, List<TimeSpan> latencies)
    {
        latencies.Sort();
        return new DurableFigures(logs, writers, latencies.Count / took.TotalSeconds, latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);
    }
}
