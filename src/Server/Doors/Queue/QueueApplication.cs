using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Http;
using Rollcall.Server.Doors.Queue.LookUp;
using Rollcall.Server.Doors.Queue.Socket;
using Rollcall.Server.Doors.Queue.Streams;
using Rollcall.Server.Hosting;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Doors.Queue;

/// <summary>Puts callback queues into the server.</summary>
public static class QueueApplication
{
    /// <summary>Opens the queues, adds their doors, their health, their part of the status and what is to be done at the end.</summary>
    public static async ValueTask AddAsync(ServerParts parts, Doorkeeper keeper, IBus bus)
    {
        var (settings, measures) = (parts.Settings.Queue, parts.Measures);
        var log = parts.Logs.CreateLogger("Rollcall.Queue");
        var switchboard = CountedConnections.On(parts, "queue");
        parts.Owned.Add(new Disposing(switchboard));
        var lookUps = new LookUps(parts.Settings.Qrz, parts.Time, parts.Logs.CreateLogger<LookUps>());
        var house = new QueueHouse(settings, parts.Store, lookUps, new(parts.Time, bus, log, new CountedRounds(measures)) { End = parts.End }, measures.Replayed, parts.Random);
        parts.Owned.Add(house);
        parts.Owned.Add(lookUps);

        var access = new OperatorAccess(new OperatorLogIn(await OperatorList.OfAsync(settings, parts.Passwords), parts), new ForeignPages(parts.Origins, settings.CorsOrigins), parts.Identities);
        var door = new QueueDoor(
            house,
            new QueueHttp(house, access, new AddressRates(settings.RequestsPerSecond, settings.RequestBurst, parts.Time)),
            new QueueSockets(house, access, switchboard, parts.Random, log),
            new QueueStreams(house, switchboard),
            new QueuePages(settings),
            new DoorCount(settings.MaxConnections, settings.MaxConnectionsPerAddress),
            keeper,
            measures.ConnectionRejected,
            log);

        measures.WatchPresence("queue", () => house.Members);
        parts.ApiNotes.Add(QueueApi.Note);
        parts.Applications.Add(new("Queue", "A radio operator's callback queue: callers wait their turn, everybody sees who is next and on which frequency, and every contact is logged."));
        parts.Porches.Add(new QueueCrossOrigin(settings.CorsOrigins).Use);
        parts.Doors.Add(door.Map);
        parts.HealthChecks.Add(new("queues", NeededToServe: false, _ => ValueTask.FromResult(new HealthFinding(
            house.Failed == 0 ? null : "some queues cannot be opened; see the log and rollcall verify", ("failed", house.Failed)))));
        parts.StatusSections.Add(new("queues", () => new { house.Members, Queues = house.Facts.Queues().Select(queue => new { queue.Name, Active = queue.Active.On, Waiting = queue.Entries.Count, Contacts = queue.Contacts.All.Count }).ToList() }));
        parts.DrainSteps.Add(new("queues", async (_, over) =>
        {
            await house.DisposeAsync();
            // Whoever is connected without being in a queue any more.
            switchboard.CloseAll(parts.End.Code, parts.End.Reason);
            await switchboard.WhenEmptyAsync().WaitAsync(over);
        }));
        await house.OpenAsync();
    }

    private sealed class Disposing(Switchboard switchboard) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            switchboard.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
