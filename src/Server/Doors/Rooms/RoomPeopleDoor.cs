using System.Security.Cryptography;
using System.Text;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Text;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Who may be in a room, over HTTP: members, invites, kicks, bans and mutes (specification 5.6).</summary>
public sealed class RoomPeopleDoor(RoomCalls calls)
{
    private const long Largest = (1L << 53) - 1;

    private readonly Allowances<string> wrongCodes = new(calls.House.Settings.WrongCodesPerMinute / 60.0, calls.House.Settings.WrongCodesPerMinute, calls.House.Time);

    private RoomHouse House => calls.House;

    /// <summary>Maps the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/rooms/{id}/members", (HttpContext context, string id) => calls.InAsync(context, id, (_, actor) => Task.FromResult(Members(context.Request, actor.State))));
        routes.MapPut("/api/rooms/{id}/members/{user:long}", (HttpContext context, string id, long user) => calls.InAsync(context, id, (who, actor) => SetRoleAsync(context.Request, who, actor, user)));
        routes.MapDelete("/api/rooms/{id}/members/{user:long}", (HttpContext context, string id, long user) => calls.InAsync(context, id,
            (who, actor) => RoomCalls.DecideAsync(actor, new RoomCommand.SetRole(who, calls.Target(user) ?? new(user, ""), null), _ => Results.NoContent())));
        routes.MapPost("/api/rooms/{id}/invites", (HttpContext context, string id) => calls.InAsync(context, id, (who, actor) => InviteAsync(context.Request, who, actor)));
        routes.MapGet("/api/rooms/{id}/invites", (HttpContext context, string id) => calls.InAsync(context, id, (who, actor) => Task.FromResult(Invites(who, actor.State))));
        routes.MapDelete("/api/rooms/{id}/invites/{invite}", (HttpContext context, string id, string invite) => calls.InAsync(context, id,
            (who, actor) => RoomCalls.DecideAsync(actor, new RoomCommand.RevokeInvite(who, invite), _ => Results.NoContent())));
        routes.MapPost("/api/rooms/{id}/join", (HttpContext context, string id) => calls.AsAsync(context, who => JoinAsync(context, who, id)));
        routes.MapPost("/api/rooms/{id}/kick", (HttpContext context, string id) => calls.InAsync(context, id, (who, actor) => KickAsync(context.Request, who, actor)));
        MapSanctions(routes, "bans", ModerationAction.Ban, ModerationAction.Unban, room => room.Bans);
        MapSanctions(routes, "mutes", ModerationAction.Mute, ModerationAction.Unmute, room => room.Mutes);
    }

    private void MapSanctions(IEndpointRouteBuilder routes, string name, ModerationAction set, ModerationAction lift, Func<Room, IReadOnlyDictionary<long, Sanction>> of)
    {
        var field = Encoding.UTF8.GetBytes(name);
        routes.MapGet($"/api/rooms/{{id}}/{name}", (HttpContext context, string id) => calls.InAsync(context, id, (who, actor) => Task.FromResult(IfModerator(who, actor.State, now =>
            RoomAnswers.Json(json => json.WriteList(field, of(actor.State).Where(one => one.Value.Holds(now)), one => json.Sanction(one.Key, one.Value)))))));
        routes.MapPost($"/api/rooms/{{id}}/{name}", (HttpContext context, string id) => calls.InAsync(context, id, (who, actor) => SanctionAsync(context.Request, who, actor, set, of)));
        routes.MapDelete($"/api/rooms/{{id}}/{name}/{{user:long}}", (HttpContext context, string id, long user) => calls.InAsync(context, id,
            (who, actor) => RoomCalls.DecideAsync(actor, new RoomCommand.Moderate(who, lift, calls.Target(user) ?? new(user, HandleOf(of(actor.State), user)), null, null), _ => Results.NoContent())));
    }

    private static IResult Members(HttpRequest request, Room room)
    {
        if (RoomCalls.Number(request, "limit", 100, 1, 200) is not { } limit || RoomCalls.Number(request, "after", 0, 0, Largest) is not { } after)
            return RoomError.Of("bad_query");
        var page = room.Members.Where(one => one.Key > after).Take((int)limit + 1).ToList();
        return RoomAnswers.Json(json =>
        {
            json.WriteList("members"u8, page.Take((int)limit), one => WriteMember(json, one.Key, one.Value));
            json.WriteNumberOrNull("next"u8, page.Count > limit ? page[(int)limit - 1].Key : null);
        });
    }

    private async Task<IResult> SetRoleAsync(HttpRequest request, Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, long user)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, "role");
        using (body)
        {
            if (body is null)
                return refusal!;
            var role = body.Role("role") ?? throw new RoomBody.Wrong("role");
            return calls.Target(user) is { } target
                ? await RoomCalls.DecideAsync(actor, new RoomCommand.SetRole(who, target, role), asked => RoomAnswers.Json(json => WriteMember(json, user, asked.Room.Members[user])))
                : RoomError.Of("user_not_found");
        }
    }

    private async Task<IResult> InviteAsync(HttpRequest request, Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, "role", "max_uses", "expires_in_s");
        using (body)
        {
            if (body is null)
                return refusal!;
            var (id, code) = (House.FreshText(9), House.FreshText(32));
            var ends = House.Time.GetUtcNow().AddSeconds(body.Whole("expires_in_s", 60, 2_592_000) ?? 604_800);
            var command = new RoomCommand.CreateInvite(who, id, HashOf(code), body.Role("role") ?? RoomRole.Member, (int)(body.Whole("max_uses", 1, 1_000) ?? 1), ends);
            return await RoomCalls.DecideAsync(actor, command, asked => RoomAnswers.Json(json => json.Invite(id, asked.Room.Invites[id], code), StatusCodes.Status201Created));
        }
    }

    private IResult Invites(Person who, Room room) =>
        IfModerator(who, room, now => RoomAnswers.Json(json => json.WriteList("invites"u8, room.Invites.Where(one => one.Value.IsLive(now)), one => json.Invite(one.Key, one.Value, code: null))));

    /// <summary>Whatever code does not hold, and whatever room is not there, is answered alike.</summary>
    private async Task<IResult> JoinAsync(HttpContext context, WhoIs who, string id)
    {
        if (!RoomRegister.IsId(id))
            return RoomError.Of("bad_room_id");
        var (body, refusal) = await RoomBody.ReadAsync(context.Request, "code");
        using (body)
        {
            if (body is null)
                return refusal!;
            var code = body.Text("code", 1_000) ?? throw new RoomBody.Wrong("code");
            string[] guessers = [$"user {who.UserId}", $"address {RoomCalls.AddressOf(context)}"];
            if (guessers.Select(wrongCodes.Look).Max() is { } wait)
                return RoomError.TooOften(wait);
            var person = RoomCalls.PersonOf(who);
            var answer = await House.FindAsync(id) is { } actor
                ? await RoomCalls.DecideAsync(actor, new RoomCommand.AcceptInvite(person, HashOf(code)), asked => Joined(person, asked.Room)) : RoomError.Of("invite_invalid");
            if (answer is RoomError { Why.Code: "invite_invalid" or "room_not_found" })
            {
                foreach (var guesser in guessers)
                    wrongCodes.Take(guesser);
                return RoomError.Of("invite_invalid");
            }

            return answer;
        }
    }

    private IResult Joined(Person person, Room room) => RoomAnswers.Json(json =>
    {
        json.WritePropertyName("room"u8);
        EntryText.WriteRoom(json, room, room.Info, room.Version);
        json.WriteString("role"u8, RoomRoles.Name(room.RoleOf(person, House.Time.GetUtcNow()) ?? RoomRole.ReadOnly));
    });

    private async Task<IResult> KickAsync(HttpRequest request, Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, "user_id", "reason");
        using (body)
        {
            if (body is null)
                return refusal!;
            var user = body.NeededUser();
            var command = new RoomCommand.Moderate(who, ModerationAction.Kick, calls.Target(user) ?? new(user, ""), null, body.Text("reason", 200));
            return await RoomCalls.DecideAsync(actor, command, asked => RoomAnswers.Json(json => json.WriteNumber("connections_closed"u8, asked.ConnectionsClosed)));
        }
    }

    private async Task<IResult> SanctionAsync(
        HttpRequest request, Person who, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, ModerationAction action, Func<Room, IReadOnlyDictionary<long, Sanction>> of)
    {
        var (body, refusal) = await RoomBody.ReadAsync(request, "user_id", "duration_s", "reason");
        using (body)
        {
            if (body is null)
                return refusal!;
            var user = body.NeededUser();
            var lasts = body.IsNull("duration_s") ? (long?)null : body.Whole("duration_s", 1, 31_536_000) ?? throw new RoomBody.Wrong("duration_s");
            DateTimeOffset? until = lasts is { } seconds ? DateTimeOffset.FromUnixTimeMilliseconds(House.Time.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds()) : null;
            return calls.Target(user) is { } target
                ? await RoomCalls.DecideAsync(actor, new RoomCommand.Moderate(who, action, target, until, body.Text("reason", 200)),
                    asked => RoomAnswers.Json(json => json.Sanction(user, of(asked.Room)[user]), StatusCodes.Status201Created))
                : RoomError.Of("user_not_found");
        }
    }

    private IResult IfModerator(Person who, Room room, Func<DateTimeOffset, IResult> answer)
    {
        var now = House.Time.GetUtcNow();
        return room.RoleOf(who, now) >= RoomRole.Moderator ? answer(now) : RoomError.Of("forbidden");
    }

    private static void WriteMember(System.Text.Json.Utf8JsonWriter json, long user, Membership member)
    {
        json.WriteNumber("user_id"u8, user);
        json.WriteString("user_handle"u8, member.Handle);
        json.WriteString("role"u8, RoomRoles.Name(member.Role));
        json.WriteTime("since"u8, member.Since);
    }

    private static string HandleOf(IReadOnlyDictionary<long, Sanction> all, long user) => all.TryGetValue(user, out var sanction) ? sanction.Handle : "";

    private static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
