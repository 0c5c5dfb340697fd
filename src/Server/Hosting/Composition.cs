using Rollcall.Core.Cluster;
using Rollcall.Server.Doors.Accounts;
using Rollcall.Server.Doors.Devices;
using Rollcall.Server.Doors.Echo;
using Rollcall.Server.Doors.Meets;
using Rollcall.Server.Doors.Queue;
using Rollcall.Server.Doors.Rooms;
using Rollcall.Server.Hosting.Control;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Hosting;

/// <summary>Which applications this server has. A further one is one line here.</summary>
public static class Composition
{
    /// <summary>Puts together what applications share, and every application.</summary>
    public static async ValueTask AddApplicationsAsync(ServerParts parts, CancellationToken cancel)
    {
        var limits = parts.Settings.Limits;
        var keeper = new Doorkeeper(limits with { MaxConnections = Math.Min(limits.MaxConnections, OpenFiles.RoomForConnections) }, parts.Time);
        var meetLines = CountedConnections.On(parts, "meets");
        var deviceLines = CountedConnections.On(parts, "devices");
        var roomLines = CountedConnections.On(parts, "rooms");
        var echoLines = CountedConnections.On(parts, "echo");
        parts.Owned.Add(new Disposing(meetLines, deviceLines, roomLines, echoLines));

        // First, as the others ask it who somebody is.
        await AccountApplication.AddAsync(parts, new OneNode());
        DeviceApplication.Add(parts, parts.Identities!, deviceLines, keeper, new OneNode());
        await MeetApplication.AddAsync(parts, parts.Keys, parts.Passwords, meetLines, keeper, new OneNode(), parts.Random);
        await QueueApplication.AddAsync(parts, keeper, new OneNode());
        await RoomApplication.AddAsync(parts, roomLines, keeper, new OneNode());
        EchoApplication.Add(parts, echoLines, keeper);
        parts.Control[RetentionOrder.Verb] = async _ => new RetentionReport([.. (await Task.WhenAll(parts.Retention.Select(one => one()))).SelectMany(removed => removed)]);
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
