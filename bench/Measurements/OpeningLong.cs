using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;

namespace Rollcall.Bench.Measurements;

/// <summary>A meet of 100,000 events after a restart of the server: how long the first one who asks for it waits. With the snapshot that the server left when it
/// stopped, and without any. Beside it: reading the same log from its file, line by line, its JSON parsed.</summary>
internal static class OpeningLong
{
    private const int Events = 100_000;

    // As large as a meet's content really gets: after that, updates take the place of older ones.
    private const int Places = 5_000;
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var desk = new Writer();
        using (var writing = await ServedMeets.StartAsync(folder.Path))
        {
            await desk.EnterAsync(writing.Port, null);
            await desk.WriteNotesAsync(Events, Servers.Update.Size, Places);
            await writing.Process.StopAsync();
        }

        List<double> withSnapshot = [], without = [], known = [], reads = [];
        for (var round = 0; round < Rounds; round++) withSnapshot.Add((await OpenAsync(folder.Path, desk)).First);
        for (var round = 0; round < Rounds; round++)
        {
            LogFile.ForgetSnapshots(folder.Path, desk.MeetId);
            reads.Add(LogFile.ReadAll(LogFile.Of(folder.Path, desk.MeetId)).TotalMilliseconds);
            var (first, second) = await OpenAsync(folder.Path, desk);
            without.Add(first);
            known.Add(second);
        }

        const string Baseline = "reading and parsing the log file";
        return
        [
            new("first join of a meet of 100,000 events after a start, without a snapshot", Median.Of(without), "ms", Baseline, Median.Of(reads)),
            new("first join of a meet of 100,000 events after a start, with a snapshot", Median.Of(withSnapshot), "ms", Baseline, Median.Of(reads)),
            new("second join of it", Median.Of(known), "ms", Baseline, Median.Of(reads)),
        ];
    }

    /// <summary>Starts the server and lets two displays join one after the other; milliseconds of each. Killed at the end, so that it leaves no snapshot.</summary>
    private static async Task<(double First, double Second)> OpenAsync(string folder, Writer desk)
    {
        using var server = await ServedMeets.StartAsync(folder);
        var first = await JoinAsync(server.Port, desk);
        return (first, await JoinAsync(server.Port, desk));
    }

    private static async Task<double> JoinAsync(int port, Writer desk)
    {
        using var display = new MeetLine();
        await display.OpenAsync(port);
        var began = TimeProvider.System.GetTimestamp();
        await display.SayAsync(ServedMeets.Hello(desk, asViewer: true));
        var answer = await display.HearAsync();
        var took = TimeProvider.System.GetElapsedTime(began);
        return answer.Span.StartsWith("{\"type\":\"MeetJoined\""u8) ? took.TotalMilliseconds : throw new InvalidOperationException("The meet was not joined");
    }
}
