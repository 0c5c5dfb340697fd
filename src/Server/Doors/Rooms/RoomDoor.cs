using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Text;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Rooms over HTTP: made, listed, changed, closed, looked at and read (specification 5.6).</summary>
public sealed class RoomDoor(RoomCalls calls, RoomTickets tickets)
{
    private const int PageBytes = 1 << 20;
    private const long Largest = (1L << 53) - 1;

    private static readonly string[] Settable = ["name", "max_clients", "is_private", "metadata", "persistent", "default_role", "retention"];

    private readonly Allowances<long> ticketsOfUser = new(calls.House.Settings.TicketsPerMinute / 60.0, calls.House.Settings.TicketsPerMinute, calls.House.Time);

    private RoomHouse House => calls.House;

    /// <summary>Maps the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/rooms", (HttpContext context, HttpResponse response) => calls.AsAsync(context, who => CreateAsync(context.Request, response, who)));
        routes.MapGet("/api/rooms", (HttpContext context, HttpRequest request) => calls.AsAsync(context, who => Task.FromResult(List(request, who))));
        routes.MapPost("/api/rooms/tickets", (HttpContext context, HttpRequest request) => calls.AsAsync(context, who => TicketAsync(request, who)));
        routes.MapGet("/api/rooms/{id}", (HttpContext context, string id) => calls.InAsync(context, id, LookAsync));
        routes.MapPatch("/api/rooms/{id}", (HttpContext context, string id) => calls.InAsync(context, id, (who, actor) => ChangeAsync(context.Request, who, actor)));
        routes.MapDelete("/api/rooms/{id}", (HttpContext context, string id) => calls.InAsync(context, id, CloseAsync));
        routes.MapGet("/api/rooms/{id}/participants", (HttpContext context, string id) => calls.InAsync(context, id, (_, actor) => ParticipantsAsync(context.Request, actor)));
        routes.MapGet("/api/rooms/{id}/messages", (HttpContext context, string id) => calls.InAsync(context, id, (_, actor) => MessagesAsync(context.Request, actor)));
    }

    private async Task<IResult> CreateAsync(HttpRequest request, HttpResponse response, WhoIs who)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, ["id", .. Settable]);
        using (body)
        {
            if (body is null)
                return refusal!;
            var id = body.Text("id", 1_000) ?? House.FreshId();
            if (!RoomRegister.IsId(id))
                return RoomError.Of("bad_room_id");
            var usual = House.MadeByJoin(id) with { Persistent = true };
            var info = body.Change(House.Settings.MaxClientsCeiling).Of(usual);
            if (House.Register.Find(id) is not null)
                return RoomError.Of("id_taken");
            using var reserved = House.Register.Reserve(id, who.UserId, out var full);
            if (full is not null)
                return full;
            var actor = (await House.FindAsync(id, create: true))!;
            if (actor.State.Closed)
            {
                await House.RemoveAsync(id);
                actor = (await House.FindAsync(id, create: true))!;
            }

            return await RoomCalls.DecideAsync(actor, House.Making(RoomCalls.PersonOf(who), info), asked =>
            {
                response.Headers.Location = $"/api/rooms/{id}";
                return RoomAnswers.Room(asked.Room, StatusCodes.Status201Created);
            });
        }
    }

    private IResult List(HttpRequest request, WhoIs who)
    {
        if (RoomCalls.Number(request, "limit", 50, 1, 100) is not { } limit || request.Query["mine"] is not ([] or ["1"]) || request.Query["after"].Count > 1)
            return RoomError.Of("bad_query");
        var (person, now, mine, after) = (RoomCalls.PersonOf(who), House.Time.GetUtcNow(), request.Query["mine"].Count > 0, request.Query["after"].ToString());
        var found = House.Register.InOrder
            .Where(card => string.CompareOrdinal(card.Id, after) > 0 && (mine ? card.Members.ContainsKey(who.UserId) : true) && card.Room.Hides(person, now) is null)
            .Take((int)limit + 1).ToList();
        return RoomAnswers.Json(json =>
        {
            json.WriteList("rooms"u8, found.Take((int)limit), card =>
            {
                EntryText.WriteRoomFields(json, card.Room, card.Info, card.Version);
                json.WriteNumber("user_count"u8, card.UserCount);
                json.WriteNumber("connection_count"u8, card.ConnectionCount);
            });
            json.WriteString("next"u8, found.Count > limit ? found[(int)limit - 1].Id : null);
        });
    }

    private async Task<IResult> TicketAsync(HttpRequest request, WhoIs who)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, "room_id");
        using (body)
        {
            if (body is null)
                return refusal!;
            var roomId = body.Text("room_id", 1_000);
            if (roomId is not null && !RoomRegister.IsId(roomId))
                return RoomError.Of("bad_room_id");
            if (ticketsOfUser.Take(who.UserId) is { } wait)
                return RoomError.TooOften(wait);
            var ticket = House.FreshText(32);
            var ends = tickets.Keep(ticket, who.SessionId, roomId);
            return RoomAnswers.Json(json =>
            {
                json.WriteString("ticket"u8, ticket);
                json.WriteTime("expires_at"u8, ends);
                json.WriteNumber("expires_in_ms"u8, (long)RoomTickets.Lasts.TotalMilliseconds);
            }, StatusCodes.Status201Created);
        }
    }

    private async Task<IResult> LookAsync(Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        if (await RoomCalls.SeeAsync(actor, who.UserId) is not { } seen)
            return RoomError.Of("room_not_found");
        return RoomAnswers.Json(json =>
        {
            json.WritePropertyName("room"u8);
            EntryText.WriteRoom(json, seen.Room, seen.Room.Info, seen.Room.Version);
            json.WriteString("role"u8, RoomRoles.Name(seen.Room.RoleOf(who, House.Time.GetUtcNow()) ?? RoomRole.ReadOnly));
            json.WriteStartObject("position"u8);
            json.WriteString("epoch"u8, seen.Room.Epoch);
            json.WriteNumber("seq"u8, seen.Room.Head);
            json.WriteNumber("floor"u8, seen.Floor);
            json.WriteEndObject();
            json.WriteNumber("read_seq"u8, seen.ReadSeq);
            json.WriteNumber("user_count"u8, seen.Participants.Count);
            json.WriteNumber("connection_count"u8, seen.ConnectionCount);
        });
    }

    private async Task<IResult> ChangeAsync(HttpRequest request, Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, ["version", .. Settable]);
        using (body)
        {
            if (body is null)
                return refusal!;
            var version = body.Whole("version", 1, int.MaxValue) ?? throw new RoomBody.Wrong("version");
            return await RoomCalls.DecideAsync(actor, new RoomCommand.Change(who, (int)version, body.Change(House.Settings.MaxClientsCeiling)), asked => RoomAnswers.Room(asked.Room));
        }
    }

    private async Task<IResult> CloseAsync(Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        var answer = await RoomCalls.DecideAsync(actor, new RoomCommand.Close(who, "deleted"), _ => Results.NoContent());
        if (answer is not RoomError)
            await House.RemoveAsync(actor.Channel.Key);
        return answer;
    }

    private static async Task<IResult> ParticipantsAsync(HttpRequest request, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        if (RoomCalls.Number(request, "limit", 100, 1, 200) is not { } limit || RoomCalls.Number(request, "after", 0, 0, Largest) is not { } after)
            return RoomError.Of("bad_query");
        if (await RoomCalls.SeeAsync(actor) is not { } seen)
            return RoomError.Of("room_not_found");
        var page = seen.Participants.Where(one => one.Who.UserId > after).Take((int)limit + 1).ToList();
        return RoomAnswers.Json(json =>
        {
            json.WriteString("room_id"u8, seen.Room.Id);
            json.WriteList("users"u8, page.Take((int)limit), one =>
            {
                json.WriteNumber("user_id"u8, one.Who.UserId);
                json.WriteString("user_handle"u8, one.Who.Handle);
                json.WriteString("role"u8, RoomRoles.Name(one.Role));
                json.WriteString("state"u8, RoomReplies.StateName(one.Away));
                json.WriteNumber("connections"u8, one.Connections);
                json.WriteTime("joined_at"u8, one.JoinedAt);
            });
            json.WriteNumberOrNull("next"u8, page.Count > limit ? page[(int)limit - 1].Who.UserId : null);
            json.WriteNumber("user_count"u8, seen.Participants.Count);
            json.WriteNumber("connection_count"u8, seen.ConnectionCount);
        });
    }

    private async Task<IResult> MessagesAsync(HttpRequest request, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        var query = request.Query;
        if (RoomCalls.Number(request, "limit", 50, 1, 100) is not { } limit || RoomCalls.Number(request, "before", 0, 0, Largest) is not { } before
            || RoomCalls.Number(request, "after", 0, 0, Largest) is not { } after || (query["before"].Count > 0 && query["after"].Count > 0))
            return RoomError.Of("bad_query");
        if (query["epoch"] is [{ } epoch] && epoch != actor.State.Epoch)
            return RoomError.Of("epoch_changed");
        var page = await new RoomHistory(actor, House.Kind).PageAsync(query["before"].Count > 0 ? before : null, query["after"].Count > 0 ? after : null, (int)limit, PageBytes);
        return page is null ? RoomError.Of("room_not_found") : RoomAnswers.Json(json =>
        {
            json.WriteString("room_id"u8, page.Room.Id);
            json.WriteString("epoch"u8, page.Room.Epoch);
            json.WriteNumber("head"u8, page.Room.Head);
            json.WriteNumber("floor"u8, page.Floor);
            RoomReplies.WriteItems(json, page.Items);
            json.WriteBoolean("has_more"u8, page.HasMore);
            json.WriteNumberOrNull("next"u8, page.Next);
        });
    }
}
