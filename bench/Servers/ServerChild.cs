using System.Globalization;

namespace Rollcall.Bench.Servers;

/// <summary>The process of a server under test: says its port, then broadcasts as it is told.</summary>
internal static class ServerChild
{
    /// <summary>Serves until its input ends. "send N" broadcasts N updates and answers "sent".</summary>
    public static async Task RunAsync(string kind)
    {
        await using IBroadcastServer server = kind switch
        {
            "bare" => new BareServer(),
            "signalr" => await SignalRServer.StartAsync(),
            "rollcall" => await RollcallServer.StartAsync(),
            _ => throw new ArgumentException($"Nobody knows the server '{kind}'", nameof(kind)),
        };
        Console.WriteLine($"port {server.Port}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await server.BroadcastAsync(int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            Console.WriteLine("sent");
        }
    }
}

/// <summary>A server that can be told to broadcast.</summary>
internal interface IBroadcastServer : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    int Port { get; }

    /// <summary>Sends so many updates to everyone, one after the other, without waiting for anyone to have them.</summary>
    Task BroadcastAsync(int updates);
}
