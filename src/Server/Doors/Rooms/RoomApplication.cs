using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Puts rooms into the server; accounts must be there before.</summary>
public static class RoomApplication
{
    private static readonly TimeSpan TrimEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan ParkEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DropEvery = TimeSpan.FromMinutes(5);

    /// <summary>Adds the doors, the health, the part of the status and what is to be done at the end. Throws <see cref="StartRefusedException"/> for settings that
    /// contradict each other.</summary>
    public static async ValueTask AddAsync(ServerParts parts, Switchboard switchboard, Doorkeeper keeper, IBus bus)
    {
        var settings = parts.Settings.Rooms;
        if (settings.PongWaitS <= settings.PingPeriodS)
            throw new StartRefusedException($"rooms.pong_wait_s = {settings.PongWaitS}: must be above rooms.ping_period_s = {settings.PingPeriodS}");
        var identities = parts.Identities ?? throw new InvalidOperationException("rooms need accounts");
        var around = new Actor<Room, RoomCommand, RoomEvent, RoomAnswer>.Surroundings(parts.Time, bus, parts.Logs.CreateLogger("Rollcall.Rooms"), new CountedRounds(parts.Measures)) { End = parts.End };
        var house = new RoomHouse(settings, SubtypesOf(settings), parts.Store, around, new RoomMeasures(parts.Measures), parts.Random);
        house.Measures.Watch(() => house.Register.Count, () => house.Register.InOrder.Sum(card => card.UserCount));
        var tickets = new RoomTickets(parts.Time);
        var visitors = new RoomVisitors(identities, parts.Origins, tickets, parts.Settings.Origins.Allowed.Count > 0, settings.HeaderClientsWithoutOrigin);
        var entrance = new RoomEntrance(house, visitors, identities, switchboard, keeper, parts.Logs.CreateLogger<RoomEntrance>());
        var calls = new RoomCalls(house, identities, parts.Origins);
        var accounts = new DeletedAccounts(house, user => identities.Book.Users.ContainsKey(user));
        identities.News += news =>
        {
            if (news is AccountNews.UserRemoved)
            {
                accounts.Note();
                _ = Task.Run(accounts.DropAsync);
            }
        };

        parts.ApiNotes.Add(RoomApi.Note);
        parts.Applications.Add(new("Rooms", "Places in which people talk, see who is there, and read what was said before they came."));
        parts.ErrorShapes.Add(new("/api/rooms", AroundRooms.Answer));
        parts.ErrorShapes.Add(new("/ws", AroundRooms.AnswerConnection));
        // Routing takes it for /ws, which is the address of meets.
        var withoutId = new Endpoint(context => entrance.ConnectAsync(context, roomId: ""), EndpointMetadataCollection.Empty, "GET /ws/");
        parts.Porches.Add(http => http.Use((context, next) =>
        {
            if (context.Request.Path == "/ws/" && HttpMethods.IsGet(context.Request.Method))
                context.SetEndpoint(withoutId);
            return next(context);
        }));
        parts.Doors.Add(routes => routes.MapGet("/ws/{**roomId}", entrance.ConnectAsync));
        parts.Doors.Add(new RoomDoor(calls, tickets).Map);
        parts.Doors.Add(new RoomPeopleDoor(calls).Map);
        parts.HealthChecks.Add(new("rooms", NeededToServe: false, _ => ValueTask.FromResult(new HealthFinding(
            house.Failed == 0 ? null : "some rooms cannot be opened; see the log and rollcall verify", ("failed", house.Failed)))));
        parts.StatusSections.Add(new("rooms", () => new { Rooms = house.Register.Count, house.Connections }));
        parts.DrainSteps.Add(new("rooms", async (_, over) =>
        {
            await house.DisposeAsync();
            // Whoever is on the way in.
            switchboard.CloseAll(parts.End.Code, parts.End.Reason);
            await switchboard.WhenEmptyAsync().WaitAsync(over);
        }));
        parts.Owned.Add(house);
        parts.Retention.Add(house.TrimAllAsync);
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = house.TrimAllAsync(), null, TrimEvery, TrimEvery));
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = house.ParkIdleAsync(), null, ParkEvery, ParkEvery));
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = accounts.DropAsync(), null, DropEvery, DropEvery));
        await house.OpenAllAsync();
        await accounts.DropAsync();
    }

    private static Subtypes SubtypesOf(RoomSettings settings)
    {
        var all = new List<Subtype>();
        foreach (var (name, one) in settings.Subtypes)
        {
            if (!Subtypes.IsName(name) || name == Subtypes.Text.Name)
                throw new StartRefusedException($"rooms.subtypes.{name}: a name is 1-32 of a-z, 0-9, _ . -, beginning with a letter, and not {Subtypes.Text.Name}, which is always there");
            var fields = one.Fields.ToDictionary(
                field => field.Key, field => new SubtypeField(TypeOf(name, field.Key, field.Value.Type), field.Value.Required, field.Value.Max == 0 ? null : field.Value.Max), StringComparer.Ordinal);
            all.Add(new(name, one.MinRole, one.MaxBytes, fields));
        }

        return new(all);
    }

    private static FieldType TypeOf(string subtype, string field, string type) => type switch
    {
        "string" => FieldType.Text,
        "integer" => FieldType.Whole,
        "number" => FieldType.Number,
        "boolean" => FieldType.YesNo,
        "array" => FieldType.List,
        "object" => FieldType.Map,
        _ => throw new StartRefusedException($"rooms.subtypes.{subtype}.fields.{field}.type = \"{type}\": is string, integer, number, boolean, array or object"),
    };
}
