using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
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
    /// <summary>Appends single events for a while. Each log gathers what waits into one round, as a channel's loop does.</summary>
    public static async Task<DurableFigures> AppendAsync(string folder, int logs, int writers, TimeSpan duration, int threads)
    {
        var kinds = new Dictionary<string, KindFolders> { ["bench"] = new("bench", null, "events.log", "secret.json") };
        await using var store = FileStore.Open(new FileStoreOptions(folder, kinds) { Threads = threads }, TimeProvider.System, NullLogger.Instance);
        var latencies = new List<TimeSpan>[writers];
        var loops = new List<Task>();
        var gates = new Rounds[logs];
        for (var i = 0; i < logs; i++) gates[i] = new Rounds((await store.OpenAsync(ChannelName.Of("bench", $"log-{i}"), create: true, default))!);
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
        using SafeFileHandle file = File.OpenHandle(Path.Combine(folder, "bare.log"), FileMode.Create, FileAccess.Write);
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

    private static DurableFigures Figures(int logs, int writers, TimeSpan took, List<TimeSpan> latencies)
    {
        latencies.Sort();
        return new DurableFigures(logs, writers, latencies.Count / took.TotalSeconds, latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);
    }

    // What a channel's loop does with its mailbox: all that waits becomes one round.
    private sealed class Rounds(IEventLog log)
    {
        private readonly Lock gate = new();
        private List<TaskCompletionSource> waiting = [];
        private bool running;

        public IEventLog Log => log;

        public Task AddAsync()
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            bool start;
            lock (gate)
            {
                waiting.Add(done);
                start = !running;
                running = true;
            }
            if (start) _ = RunAsync();
            return done.Task;
        }

        private async Task RunAsync()
        {
            while (true)
            {
                List<TaskCompletionSource> round;
                lock (gate)
                {
                    (round, waiting) = (waiting, []);
                    if (round.Count == 0)
                    {
                        running = false;
                        return;
                    }
                }
                var at = TimeProvider.System.GetUtcNow();
                var events = round.Select((_, i) => new LoggedEvent(log.Head + 1 + i, "k3f9x2", at, "q7Jm2xV0aLk:18", "Updated", Body)).ToList();
                var result = await log.AppendAsync(new Append(log.Head, events, 0, null), default);
                if (result is not AppendResult.Done) throw new InvalidOperationException(result.ToString());
                foreach (var done in round) done.SetResult();
            }
        }
    }
}
