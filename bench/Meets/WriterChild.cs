using System.Globalization;

namespace Rollcall.Bench.Meets;

/// <summary>The process of writers: reads "port meets writers window seconds", writes, and says "done updates-per-second median-us p99-us".</summary>
internal static class WriterChild
{
    public static async Task RunAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var numbers = line.Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            var (port, meets, count, window, seconds) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
            var writers = Enumerable.Range(0, count).Select(_ => new Writer()).ToList();
            foreach (var first in writers.Take(meets))
                await first.EnterAsync(port, null);
            for (var i = meets; i < count; i++)
                await writers[i].EnterAsync(port, writers[i % meets].MeetId);
            await WriteAsync(writers, TimeSpan.FromSeconds(1), window);
            writers.ForEach(writer => writer.Latencies.Clear());
            var took = await WriteAsync(writers, TimeSpan.FromSeconds(seconds), window);
            var latencies = writers.SelectMany(writer => writer.Latencies).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"done {latencies.Count / took.TotalSeconds:F0} {latencies[latencies.Count / 2].TotalMicroseconds:F0} {latencies[latencies.Count * 99 / 100].TotalMicroseconds:F0}"));
            writers.ForEach(writer => writer.Dispose());
        }
    }

    private static async Task<TimeSpan> WriteAsync(List<Writer> writers, TimeSpan duration, int window)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(writers.Select(writer => Task.Run(() => writer.WriteAsync(duration, window))));
        return TimeProvider.System.GetElapsedTime(began);
    }
}
