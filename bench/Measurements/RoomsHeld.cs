using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Rooms;

namespace Rollcall.Bench.Measurements;

/// <summary>What rooms cost when nothing happens in them: memory of an idle connection, and opening a room of 1,000,000 messages and reading pages of its past.
/// Beside them what the specification promises, and reading the same log from its files.</summary>
internal static class RoomsHeld
{
    private const int Messages = 1_000_000;
    private const int Rounds = 5;
    private const int Pages = 200;

    // What the specification promises.
    private const double MostIdleBytes = 20 * 1024;
    private const double MostOpeningMs = 1_000;
    private const double MostPageMs = 20;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var (first, next) = await Idle.MeasureAsync(await Target.RoomAsync());
        using var folder = new TemporaryFolder();
        var room = new LongRoom(Path.Combine(folder.Path, "data"));
        await room.WriteAsync(Messages);
        var reading = room.LogFiles.Sum(file => LogFile.ReadAll(file).TotalMilliseconds);
        List<double> openings = [];
        for (var round = 0; round < Rounds; round++)
            openings.Add((await room.OpenAsync()).TotalMilliseconds);

        List<double> pages = [];
        using (var served = await ServedRooms.StartAsync(folder.Path))
        {
            for (var i = 0; i < 2 * Pages; i++)
            {
                // All over the log, never twice the same; the first half warms up.
                var before = 100 + (i * 7_919L * 97 % (Messages - 200));
                var began = TimeProvider.System.GetTimestamp();
                if (await served.PageAsync(LongRoom.Id, before) != 50)
                    throw new InvalidOperationException($"the page before {before} is not whole");
                if (i >= Pages)
                    pages.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        const string Promise = "what the specification promises", Reading = "reading and parsing its files";
        return
        [
            new("memory per idle connection of a room, the first 5,000", first, "bytes", Promise, MostIdleBytes, 1),
            new("memory per idle connection of a room, from 5,000 to 10,000", next, "bytes", Promise, MostIdleBytes, 1),
            new("opening a room of 1,000,000 messages", Median.Of(openings), "ms", Promise, MostOpeningMs, 1),
            new("opening a room of 1,000,000 messages", Median.Of(openings), "ms", Reading, reading),
            new("a page of 50 messages anywhere in it over HTTP, median", Median.Of(pages), "ms", Promise, MostPageMs, 1),
            new("a page of 50 messages anywhere in it over HTTP, 99th percentile of 200", pages.Order().ElementAt(Pages * 99 / 100), "ms", Promise, MostPageMs, 1),
        ];
    }
}
