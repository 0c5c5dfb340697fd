using System.Security.Cryptography;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Core.Sessions;
using Rollcall.Server.Doors.Meets;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Hosting;

/// <summary>Which applications this server has. A further one is one line here.</summary>
public static class Composition
{
    /// <summary>Puts together what applications share, and every application.</summary>
    public static ValueTask AddApplicationsAsync(ServerParts parts, CancellationToken cancel) => AddApplicationsAsync(parts, new PasswordGateOptions());

    /// <summary>The same, with passwords that cost as much as is said here: a test that makes a hundred meets has no time for real ones.</summary>
    public static ValueTask AddApplicationsAsync(ServerParts parts, PasswordGateOptions gate)
    {
        var chance = RandomNumberGenerator.Create();
        var keys = SigningKeys.LoadOrCreate(Path.Combine(parts.DataFolder, "keys"), chance);
        var passwords = new PasswordGate(gate, chance, parts.Time);
        var keeper = new Doorkeeper(parts.Settings.Limits, parts.Time);
        var meetLines = new Switchboard(parts.Time, new CountedConnections(parts.Measures, parts.Time, "meets"), parts.Logs.CreateLogger<Switchboard>());
        parts.Owned.Add(new Disposing(chance, passwords, meetLines));

        MeetApplication.Add(parts, keys, passwords, meetLines, keeper, new OneNode(), chance);

        parts.StatusSections.Add(new("connections", () => new { Meets = meetLines.Count }));
        return ValueTask.CompletedTask;
    }

    /// <summary>What all applications share goes last.</summary>
    private sealed class Disposing(params IDisposable[] all) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            foreach (var one in all.Reverse())
                one.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
