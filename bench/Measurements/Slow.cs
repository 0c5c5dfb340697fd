using System.Globalization;
using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Readers;

namespace Rollcall.Bench.Measurements;

/// <summary>One bad member: 1,000 others read a meet, one has stopped reading. How long updates take to the others with it and without it, in turns;
/// what memory it costs; that it is closed with 4001 and gets everything when it comes back.</summary>
internal static class Slow
{
    private const int ReaderCount = 1000;
    private const int Rounds = 5;

    // Enough for one that does not read: what the system keeps for it (some 3 MiB) and then its outbox (4 MiB) are full before the last one.
    private const int Updates = 400;
    private const int UpdateBytes = 24_000;

    // The others' 99th percentile; and memory, of which the collector leaves more or less lying about.
    private const double TimeBound = 1.5;
    private const double MemoryBound = 1.1;
    private const double OutboxBytes = 4 * 1024 * 1024;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServedMeets.StartAsync(folder.Path);
        using var desk = new Writer();
        await desk.EnterAsync(server.Port, null);
        using var readers = new Readers.Readers();
        await readers.OpenAsync(server.ReadersOf(desk, asViewers: false), ReaderCount);
        await WriteAsync(desk, readers);
        List<double> without = [], with = [], medianWithout = [], medianWith = [], memoryWithout = [], memoryWith = [];
        for (var round = 0; round < Rounds; round++)
        {
            var alone = await WriteAsync(desk, readers);
            (without, medianWithout) = ([.. without, alone.P99Us], [.. medianWithout, alone.MedianUs]);
            memoryWithout.Add(server.Process.MemoryBytes());
            using var bad = new Absentee();
            await bad.JoinAsync(server.Port, desk.MeetId);
            var beside = await WriteAsync(desk, readers);
            (with, medianWith) = ([.. with, beside.P99Us], [.. medianWith, beside.MedianUs]);
            memoryWith.Add(server.Process.MemoryBytes());
            await ComeBackAsync(bad, server.Port, desk.LastNote);
        }

        const string Without = "the same without it";
        return
        [
            new("delivery to 1,000 others while one does not read, 99th percentile", Median.Of(with), "us", Without, Median.Of(without), TimeBound),
            new("delivery to 1,000 others while one does not read, median", Median.Of(medianWith), "us", Without, Median.Of(medianWithout)),
            new("memory of the server while one does not read", Mib(Median.Of(memoryWith)), "MiB", Without + ", and a full outbox", Mib(Median.Of(memoryWithout) + OutboxBytes), MemoryBound),
        ];
    }

    /// <summary>One update at a time, the next when every reader has it: so what is measured is one member's effect and not a queue.</summary>
    private static async Task<DeliveryTimes> WriteAsync(Writer desk, Readers.Readers readers)
    {
        await readers.TimeAsync();
        var sentAt = new List<long>();
        for (var i = 0; i < Updates; i++)
        {
            await readers.ExpectAsync(1);
            sentAt.Add(TimeProvider.System.GetTimestamp());
            await desk.WriteNotesAsync(1, UpdateBytes, places: Updates);
            await readers.ReachedAsync();
        }

        return await readers.TimesAsync(sentAt);
    }

    private static async Task ComeBackAsync(Absentee bad, int port, string lastNote)
    {
        const int Slow = 4001;
        var code = await bad.ReadToCloseAsync();
        if (code != Slow)
            throw new InvalidOperationException($"Who did not read was closed with {code} and not with {Slow}");
        var pulled = await bad.PullAllAsync(port);

        // All the notes, and the one lifter.
        if (pulled.Items != Updates + 1 || pulled.Newest != lastNote)
            throw new InvalidOperationException($"Who came back got {pulled.Items} items, the last one not the newest or not all of {Updates + 1}");
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"closed with {code}, came back to {pulled.Items} items in {pulled.Pages} pages"));
    }

    private static double Mib(double bytes) => bytes / (1024 * 1024);
}
