using System.Security.Cryptography;
using System.Text.Json;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Doors.Meets.HandOver;
using Rollcall.Server.Hosting;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Doors.Meets;

/// <summary>Puts meets into the server.</summary>
public static class MeetApplication
{
    private static readonly TimeSpan RetentionEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan ParkEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the door, its health, its part of the status and what is to be done at the end.</summary>
    public static async ValueTask AddAsync(ServerParts parts, SigningKeys keys, PasswordGate passwords, Switchboard switchboard, Doorkeeper keeper, IBus bus, RandomNumberGenerator chance)
    {
        var measures = parts.Measures;
        var around = new Actor<Meet, MeetCommand, MeetEvent, MeetAnswer>.Surroundings(parts.Time, bus, parts.Logs.CreateLogger("Rollcall.Meets"), new CountedRounds(measures)) { End = parts.End };
        var mail = new MailFolder(parts.DataFolder, new Disk(parts.Settings.Store.Durability), parts.Settings.Meets, parts.Time, parts.Logs.CreateLogger<MailFolder>());
        parts.Owned.Add(mail);
        var house = new MeetHouse(parts.Settings.Meets, parts.Store, keys, mail, around, new MeetMeasures(measures), chance);
        var entrance = new MeetEntrance(house, parts.Settings.PasswordRequirements, passwords, new Guessing(parts.Settings.Meets.CreatesPerHour, parts.Time), measures, parts.Logs.CreateLogger<MeetEntrance>());
        var door = new MeetDoor(house, entrance, switchboard, keeper, parts.Origins, measures.ConnectionRejected);

        measures.WatchPresence("meet", () => house.Directory.Live.Sum(actor => actor.Members));
        parts.ApiNotes.Add(MeetApi.Note);
        parts.Applications.Add(new("Meets", "A powerlifting meet at many desks: they go on working when the network does not, and nothing is lost when it comes back."));
        parts.Doors.Add(door.Map);
        var duties = new MeetDuties(house);
        parts.Control["meets"] = async order => await duties.DoAsync(order.Deserialize<MeetOrder>() ?? throw new JsonException("no order"));
        parts.HealthChecks.Add(new("meets", NeededToServe: false, _ => ValueTask.FromResult(new HealthFinding(
            house.Directory.Failed.Count == 0 ? null : "some meets cannot be opened; see the log and rollcall verify", ("failed", house.Directory.Failed.Count)))));
        parts.HealthChecks.Add(new("mail", NeededToServe: false, _ => ValueTask.FromResult(new HealthFinding(mail.Problem))));
        parts.StatusSections.Add(new("meets", () => new { Live = house.Directory.Live.Count(), Members = house.Directory.Live.Sum(actor => actor.Members) }));
        parts.DrainSteps.Add(new("meets", async (_, over) =>
        {
            await house.DisposeAsync();
            // Whoever is connected without being in a meet.
            switchboard.CloseAll(parts.End.Code, "the server is going away");
            await switchboard.WhenEmptyAsync().WaitAsync(over);
        }));
        parts.Owned.Add(house);
        var retention = new MeetRetention(house, parts.Store, parts.Logs.CreateLogger<MeetRetention>());
        parts.Retention.Add(async () => [.. (await retention.RunAsync()).Select(id => $"meet {id}")]);
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = retention.RunAsync(), null, RetentionEvery, RetentionEvery));
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = house.Directory.ParkIdleAsync(), null, ParkEvery, ParkEvery));
        await house.FinishFilingAsync();
        mail.Begin();
    }
}
