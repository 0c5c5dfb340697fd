using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;

namespace Rollcall.Bench.Measurements;

/// <summary>A desk was away for 10,000 events and pulls them, page by page. Beside it: what it takes to read that part of the log from the file,
/// line by line, its JSON parsed.</summary>
internal static class CatchUp
{
    private const int Events = 10_000;
    private const int Rounds = 9;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServedMeets.StartAsync(folder.Path);
        using var desk = new Writer();
        await desk.EnterAsync(server.Port, null);
        using var away = new Absentee();
        await away.JoinAsync(server.Port, desk.MeetId, watches: false);
        await desk.WriteNotesAsync(Events, Servers.Update.Size, places: Events);
        List<double> pulls = [], reads = [], cpu = [];
        for (var round = 0; round < Rounds; round++)
        {
            reads.Add(LogFile.ReadAll(LogFile.Of(folder.Path, desk.MeetId)).TotalMilliseconds);
            var before = server.Process.CpuTime();
            var pulled = await away.PullAllAsync(server.Port);
            cpu.Add((server.Process.CpuTime() - before).TotalMilliseconds);
            if (pulled.Items != Events + 1)
                throw new InvalidOperationException($"{pulled.Items} items came, {Events + 1} were missed");
            pulls.Add(pulled.Took.TotalMilliseconds);
            await Console.Error.WriteLineAsync($"{pulled.Items} items, {pulled.Bytes} bytes, {pulled.Pages} pages: {pulls[^1]:N1} ms");
        }

        const string Baseline = "reading and parsing the log file";
        return
        [
            new("10,000 events pulled by a desk that was away, until read", Median.Of(pulls), "ms", Baseline, Median.Of(reads)),
            new("10,000 events pulled by a desk that was away, CPU of the server", Median.Of(cpu), "ms", Baseline, Median.Of(reads)),
        ];
    }
}
