using Rollcall.Bench.Figures;

namespace Rollcall.Bench.Measurements;

/// <summary>What an idle connection costs in memory: the growth of the server's resident set with 5,000 of them, divided by their number.</summary>
internal static class Idle
{
    private const int ConnectionCount = 5000;
    private const int WarmUpRounds = 30;
    private const int WarmUpConnections = 100;
    private const double BoundBytes = 16 * 1024;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var ours = await MeasureAsync(await Target.MeetViewersAsync());
        var signalR = await MeasureAsync(await Target.SignalRAsync());
        var ws = await MeasureAsync(await Target.WsAsync());
        const string What = "memory per idle connection";
        return
        [
            new(What, ours.Bytes, "bytes", "the limit we set ourselves", BoundBytes, Bound: 1),
            new(What, ours.Bytes, "bytes", signalR.Name, signalR.Bytes),
            new(What, ours.Bytes, "bytes", ws.Name, ws.Bytes),
        ];
    }

    private static async Task<(string Name, double Bytes)> MeasureAsync(Target target)
    {
        using var serving = target;
        using var readers = new Readers.Readers();

        // Code is there once, and the just-in-time compilers need many connections until they are done with it. Few at a time, so that
        // the memory of what is measured afterwards is not already there.
        for (var i = 0; i < WarmUpRounds; i++)
        {
            await readers.OpenAsync(target.Script, WarmUpConnections);
            await readers.CloseAsync();
        }

        await SettleAsync();
        var before = target.Server.MemoryBytes();
        await readers.OpenAsync(target.Script, ConnectionCount);
        await SettleAsync();
        var bytes = (target.Server.MemoryBytes() - before) / (double)ConnectionCount;
        await Console.Error.WriteLineAsync($"{target.Name}: {bytes:N0} bytes per idle connection");
        return (target.Name, bytes);
    }

    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(5));
}
