using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Bench.Children;
using Rollcall.Bench.Figures;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Readers;
using Rollcall.Bench.Store;

namespace Rollcall.Bench.Measurements;

/// <summary>A callback queue before 500 connections: how long an operator's action takes until it is answered and until everybody has heard it.
/// Beside it a bare append with its flush, and an update of the same size to as many readers of a meet.</summary>
internal static class QueueOut
{
    private const int Listeners = 500;
    private const int Waiting = 20;
    private const int Operations = 200;

    // A queue_update with twenty callers.
    private const int FrameBytes = 8_000;

    // What the specification promises, in 99 of 100 cases.
    private const double MostAnswerUs = 100_000;
    private const double MostEventUs = 500_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var folder = new TemporaryFolder();
        var served = Path.Combine(folder.Path, "queue");
        Directory.CreateDirectory(served);
        var program = Path.Combine(Repository.Root, "artifacts/bin/Rollcall.Server/release/rollcall");
        using var process = Child.StartIn(served, program, [
            "--bind_addr", "127.0.0.1:0", "--metrics.bind_addr", "", "--log_level", "warning", "--limits.connections_per_second", "100000", "--limits.connection_burst", "100000",
            "--queue.max_connections_per_address", "10000", "--queue.requests_per_second", "10000", "--queue.request_burst", "100000",
            "--queue.admin_username", "anna", "--queue.admin_password", "Chalk-and-Ammonia-7", "--queue.max_size", "20"]);
        var port = new Uri(await process.FindAsync("pages")).Port;
        using var shack = new ClientWebSocket();
        await shack.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws/connect"), CancellationToken.None);
        await ListenAsync(shack);
        await AskAsync(shack, """{"type":"auth","id":1,"data":{"username":"anna","password":"Chalk-and-Ammonia-7"}}""");
        await AskAsync(shack, """{"type":"request","id":1,"operation":"admin.set_system_status","data":{"active":true}}""");
        for (var i = 0; i < Waiting; i++)
            await AskAsync(shack, $$$"""{"type":"request","id":1,"operation":"queue.register","data":{"callsign":"K{{{i % 10}}}{{{(char)('A' + i / 10)}}}B"}}""");

        using var listeners = new Readers.Readers();
        await listeners.OpenAsync(new ReaderScript(port, "/ws/connect", [], Greeting: 1, Separator: null, Welcome: """{"type":"event","event":"connected"""), Listeners);
        using var meets = await ServedMeets.StartAsync(Path.Combine(folder.Path, "meets"));
        using var constant = new Writer();
        await constant.EnterAsync(meets.Port, null);
        using var readers = new Readers.Readers();
        await readers.OpenAsync(meets.ReadersOf(constant, asViewers: false), Listeners);

        await MeasureAsync(listeners, () => SkipAsync(shack), []);
        await MeasureAsync(readers, () => constant.WriteNotesAsync(1, FrameBytes), []);
        List<double> answers = [];
        var before = process.CpuTime();
        var events = await MeasureAsync(listeners, () => SkipAsync(shack), answers);
        var cpu = process.CpuTime() - before;
        before = meets.Process.CpuTime();
        var plain = await MeasureAsync(readers, () => constant.WriteNotesAsync(1, FrameBytes), []);
        var cpuPlain = meets.Process.CpuTime() - before;
        var bare = DurableBench.Bare(Path.Combine(folder.Path, "bare"), TimeSpan.FromSeconds(1)).Median.TotalMicroseconds;

        const string Promise = "what the specification promises", Constant = "an update of 8 kB to as many readers of a meet";
        return
        [
            new("a queue's operation before 500 connections until answered, 99th percentile", Percentile(answers), "us", Promise, MostAnswerUs, 1),
            new("a queue's operation before 500 connections until answered, median", Median.Of(answers), "us", "bare append and fdatasync", bare),
            new("a queue's event out to 500 connections, 99th percentile", events.P99Us, "us", Promise, MostEventUs, 1),
            new("a queue's event out to 500 connections, 99th percentile", events.P99Us, "us", Constant, plain.P99Us),
            new("a queue's event out to 500 connections, median", events.MedianUs, "us", Constant, plain.MedianUs),
            new("CPU of the server per operation and 500 deliveries", cpu.TotalMicroseconds / Operations, "us", Constant, cpuPlain.TotalMicroseconds / Operations),
        ];
    }

    private static async Task<DeliveryTimes> MeasureAsync(Readers.Readers readers, Func<Task> act, List<double> answers)
    {
        await readers.TimeAsync();
        var sentAt = new List<long>();
        for (var i = 0; i < Operations; i++)
        {
            await readers.ExpectAsync(1);
            sentAt.Add(TimeProvider.System.GetTimestamp());
            await act();
            answers.Add(TimeProvider.System.GetElapsedTime(sentAt[^1]).TotalMicroseconds);
            await readers.ReachedAsync();
        }

        return await readers.TimesAsync(sentAt);
    }

    /// <summary>The first caller goes to the end of the queue: one event that holds the whole list.</summary>
    private static Task SkipAsync(ClientWebSocket shack) => AskAsync(shack, """{"type":"request","id":1,"operation":"admin.skip"}""");

    private static async Task AskAsync(ClientWebSocket shack, string request)
    {
        await shack.SendAsync(Encoding.UTF8.GetBytes(request), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var heard = JsonNode.Parse(await ListenAsync(shack))!;
            if ((string?)heard["type"] == "event")
                continue;
            if ((bool?)heard["success"] != true)
                throw new InvalidOperationException($"{request} was answered {heard.ToJsonString()}");
            return;
        }
    }

    private static async Task<string> ListenAsync(ClientWebSocket shack)
    {
        var (text, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        while (true)
        {
            var part = await shack.ReceiveAsync(buffer, CancellationToken.None);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage)
                return text.ToString();
        }
    }

    private static double Percentile(List<double> values) => values.Order().ElementAt((int)((values.Count - 1) * 0.99));
}
