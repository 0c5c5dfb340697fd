using Rollcall.Bench.Devices;
using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Store;

namespace Rollcall.Bench.Measurements;

/// <summary>What one device changes: until it is on the disk and answered, until another device has heard it, and until one that was away has all of it.
/// Beside it a bare append with its flush, and reading that log from its file.</summary>
internal static class DeviceSync
{
    private const int Rounds = 5;
    private const int EventsPerRound = 400;
    private const int Missed = 10_000;
    private static readonly string Event = $$$"""{"type":"note","payload":{"text":"{{{new string('x', 100)}}}"}}""";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServedDevices.StartAsync(Path.Combine(folder.Path, "served"));
        var (phone, browser) = (await server.EnterAsync("register", "phone-001"), await server.EnterAsync("login", "browser-1"));
        using var heard = await server.ConnectAsync(browser);
        var frame = new byte[4_096];
        List<double> bare = [], answered = [], pushed = [], catchUps = [], cpu = [], reads = [];
        var sent = 0;
        // In turns, as the disk's speed drifts; the first round warms up and does not count.
        for (var round = 0; round <= Rounds; round++)
        {
            List<double> answers = [], pushes = [];
            for (var i = 0; i < EventsPerRound; i++, sent++)
            {
                var began = TimeProvider.System.GetTimestamp();
                var hearing = HearAsync();
                await server.AppendAsync(phone, Event);
                answers.Add(TimeProvider.System.GetElapsedTime(began).TotalMicroseconds);
                await hearing;

                async Task HearAsync()
                {
                    await heard.ReceiveAsync(frame, CancellationToken.None);
                    pushes.Add(TimeProvider.System.GetElapsedTime(began).TotalMicroseconds);
                }
            }

            var alone = DurableBench.Bare(Path.Combine(folder.Path, $"bare{round}"), TimeSpan.FromSeconds(1)).Median.TotalMicroseconds;
            if (round == 0)
                continue;
            bare.Add(alone);
            answered.Add(Median.Of(answers));
            pushed.Add(Median.Of(pushes));
        }

        while (sent < Missed)
        {
            var many = Math.Min(100, Missed - sent);
            await Task.WhenAll(Enumerable.Range(0, many).Select(_ => server.AppendAsync(phone, Event)));
            sent += many;
        }

        for (var round = 0; round < 2 * Rounds; round++)
        {
            reads.Add(LogFile.ReadAll(server.LogFile).TotalMilliseconds);
            var (before, began) = (server.Process.CpuTime(), TimeProvider.System.GetTimestamp());
            var (events, pages) = await server.CatchUpAsync(browser);
            catchUps.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            cpu.Add((server.Process.CpuTime() - before).TotalMilliseconds);
            if (events != Missed)
                throw new InvalidOperationException($"{events} events came, {Missed} were missed");
            await Console.Error.WriteLineAsync($"{events} events in {pages} pages: {catchUps[^1]:N1} ms");
        }

        const string Alone = "bare append and fdatasync", Reading = "reading and parsing the log file";
        return
        [
            new("a sync event over HTTP until it is answered, median", Median.Of(answered), "us", Alone, Median.Of(bare)),
            new("the same until another device has heard it, median", Median.Of(pushed), "us", Alone, Median.Of(bare)),
            new("10,000 events fetched by a device that was away, until read", Median.Of(catchUps), "ms", Reading, Median.Of(reads)),
            new("10,000 events fetched by a device that was away, CPU of the server", Median.Of(cpu), "ms", Reading, Median.Of(reads)),
        ];
    }
}
