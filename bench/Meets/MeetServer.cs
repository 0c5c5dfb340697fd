using Rollcall.Apps.Meets;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Bench.Meets;

/// <summary>The process of a whole server with meets, its limits raised; ends when its input ends.</summary>
internal static class MeetServer
{
    /// <summary>Serves from a folder; says "port N" when it is ready.</summary>
    public static async Task RunAsync(string folder)
    {
        await using var server = await StartAsync(folder);
        Console.WriteLine($"port {server.BaseAddress.Port}");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    /// <summary>Starts it in this process.</summary>
    public static Task<RollcallServer> StartAsync(string folder) => RollcallServer.StartAsync(new ServerPlan(new RollcallSettings
    {
        BindAddr = "127.0.0.1:0",
        DataDir = folder,
        LogLevel = LogThreshold.Warning,
        Metrics = new() { BindAddr = "" },
        Limits = new() { ConnectionsPerSecond = 100_000, ConnectionBurst = 100_000 },
        Meets = new MeetSettings
        {
            MaxSessions = 20_000,
            MaxMembers = 20_000,
            MaxViewers = 20_000,
            MaxConnectionsPerAddress = 20_000,
            MessagesPerSecond = 10_000,
            MessageBurst = 100_000,
            CreatesPerHour = 100_000,
        },
    }), CancellationToken.None);
}
