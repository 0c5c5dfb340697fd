using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Accounts;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Doors.Devices;

/// <summary>Puts devices into the server. Accounts come before.</summary>
public static class DeviceApplication
{
    private static readonly TimeSpan RetentionEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan ParkEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the doors, their health, their part of the status and what is to be done at the end. Other applications register their prefixes with the answer.</summary>
    public static DeviceHouse Add(ServerParts parts, Identities identities, Switchboard switchboard, Doorkeeper keeper, IBus bus)
    {
        var around = new Actor<UserLog, UserCommand, UserEvent, UserAnswer>.Surroundings(parts.Time, bus, parts.Logs.CreateLogger("Rollcall.Devices"), new CountedRounds(parts.Measures)) { End = parts.End };
        var house = new DeviceHouse(parts.Settings.Devices, parts.Store, identities, around, parts.Random);
        parts.Doors.Add(new DeviceDoor(house, switchboard, keeper, parts.Origins, parts.Measures.ConnectionRejected, parts.Logs.CreateLogger<DeviceDoor>()).Map);
        parts.Doors.Add(new SyncDoor(house, new Admission(identities, parts.Origins), parts.Settings.Accounts.Permissions.Of, parts.Measures.Replayed).Map);

        parts.Measures.WatchPresence("user", () => house.Connected.Count().Connections);
        parts.ApiNotes.Add(DeviceApi.Note);
        parts.Applications.Add(new("Devices", "A person's phone, browser and television, kept in step: what one changes the others have, also after an absence."));
        parts.HealthChecks.Add(new("devices", NeededToServe: false, _ => ValueTask.FromResult(new HealthFinding(
            house.Channels.Failed == 0 ? null : "some users' logs cannot be opened; see the log and rollcall verify", ("failed", house.Channels.Failed)))));
        parts.StatusSections.Add(new("devices", () => new { house.Channels.Live, house.Connected.Count().Users, house.Connected.Count().Connections }));
        parts.DrainSteps.Add(new("devices", async (_, over) =>
        {
            await house.DisposeAsync();
            // Whoever was just coming in.
            switchboard.CloseAll(parts.End.Code, parts.End.Reason);
            await switchboard.WhenEmptyAsync().WaitAsync(over);
        }));
        parts.Owned.Add(house);
        var retention = new SyncRetention(house, parts.Logs.CreateLogger<SyncRetention>());
        parts.Retention.Add(async () => await retention.RunAsync() is > 0 and var events ? [$"{events} sync events of users"] : []);
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = retention.RunAsync(), null, RetentionEvery, RetentionEvery));
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = house.ParkIdleAsync(), null, ParkEvery, ParkEvery));
        return house;
    }
}
