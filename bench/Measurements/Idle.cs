using Rollcall.Bench.Figures;

namespace Rollcall.Bench.Measurements;

/// <summary>What an idle connection costs in memory: the growth of the server's resident set with 5,000 of them, and with 5,000 more,
/// divided by their number.</summary>
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
        const string First = "memory per idle connection, the first 5,000";
        const string Next = "memory per idle connection, from 5,000 to 10,000";
        const string Limit = "the limit we set ourselves";
        return
        [
            new(First, ours.First, "bytes", Limit, BoundBytes, Bound: 1),
            new(First, ours.First, "bytes", "ASP.NET Core SignalR", signalR.First),
            new(First, ours.First, "bytes", "npm ws", ws.First),
            new(Next, ours.Next, "bytes", Limit, BoundBytes, Bound: 1),
            new(Next, ours.Next, "bytes", "ASP.NET Core SignalR", signalR.Next),
            new(Next, ours.Next, "bytes", "npm ws", ws.Next),
        ];
    }

    /// <summary>Bytes per connection of the first 5,000, and of 5,000 more.</summary>
    public static async Task<(double First, double Next)> MeasureAsync(Target target)
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
        var none = target.Server.MemoryBytes();
        var first = await GrowAsync(target, readers, none);

        // What a collector has left lying about from the warm-up is used up by now; these show what a further connection costs.
        using var more = new Readers.Readers();
        var next = await GrowAsync(target, more, target.Server.MemoryBytes());
        await Console.Error.WriteLineAsync($"{target.Name}: {first:N0} and {next:N0} bytes per idle connection; {none / 1024:N0} KiB without any");
        return (first, next);
    }

    private static async Task<double> GrowAsync(Target target, Readers.Readers readers, long before)
    {
        await readers.OpenAsync(target.Script, ConnectionCount);
        await SettleAsync();
        return (target.Server.MemoryBytes() - before) / (double)ConnectionCount;
    }

    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(5));
}
