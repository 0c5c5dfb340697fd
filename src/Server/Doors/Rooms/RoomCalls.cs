using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>What every request of the rooms' HTTP door goes through: how often, who, from which page, which room. Any thread.</summary>
public sealed class RoomCalls(RoomHouse house, Identities identities, OriginRules origins)
{
    private readonly Allowances<string> addresses = new(5 * house.Settings.RequestsPerSecond, 15 * house.Settings.RequestsPerSecond, house.Time);
    private readonly Allowances<long> users = new(house.Settings.RequestsPerSecond, 3 * house.Settings.RequestsPerSecond, house.Time);

    /// <summary>The rooms.</summary>
    public RoomHouse House => house;

    /// <summary>The address a request is counted by.</summary>
    public static string AddressOf(HttpContext context) => AddressKey.Of(context.Connection.RemoteIpAddress?.ToString() ?? "unknown");

    /// <summary>Answers a request of an account.</summary>
    public async Task<IResult> AsAsync(HttpContext context, Func<WhoIs, Task<IResult>> answer)
    {
        if (addresses.Take(AddressOf(context)) is { } soon)
            return RoomError.TooOften(soon);
        var reading = identities.Of(context.Request);
        if (reading is not IdentityReading.Known known)
            return RoomError.Of(reading is IdentityReading.Bad ? "invalid_token" : "unauthenticated");
        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (changes && known.ByCookie && (!origins.Allows(context.Request) || context.Request.Headers["Sec-Fetch-Site"] == "cross-site"))
            return RoomError.Of("origin_not_allowed");
        if (users.Take(known.Who.UserId) is { } wait)
            return RoomError.TooOften(wait);
        try
        {
            return await answer(known.Who);
        }
        catch (RoomBody.Wrong wrong)
        {
            return RoomError.Of("invalid_field", wrong.Field);
        }
        catch (ChannelUnavailableException)
        {
            return RoomError.Of("overloaded");
        }
    }

    /// <summary>Answers a request about a room that the account sees.</summary>
    public Task<IResult> InAsync(HttpContext context, string id, Func<Person, Actor<Room, RoomCommand, RoomEvent, RoomAnswer>, Task<IResult>> answer) => AsAsync(context, async who =>
    {
        if (!RoomRegister.IsId(id))
            return RoomError.Of("bad_room_id");
        var person = PersonOf(who);
        if (await house.FindAsync(id) is not { } actor)
            return RoomError.Of("room_not_found");
        return actor.State.Hides(person, house.Time.GetUtcNow()) is { } hidden ? new RoomError(hidden) : await answer(person, actor);
    });

    /// <summary>Has a command decided; <paramref name="done"/> makes the answer of what was done or stood already.</summary>
    public static async Task<IResult> DecideAsync(Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, RoomCommand command, Func<Asked, IResult> done)
    {
        var asking = new RoomLetter.Asking(command);
        return (await actor.PostAsync(asking) ? await asking.Answer : null) switch
        {
            null => RoomError.Of("overloaded"),
            { Answer: RoomAnswer.Rejected { Code: "version_conflict" } stale } asked => new RoomError(stale) { Room = asked.Room },
            { Answer: RoomAnswer.Rejected no } => new RoomError(no),
            var asked => done(asked),
        };
    }

    /// <summary>The room at this moment; null where it ended meanwhile.</summary>
    public static async Task<RoomSeen?> SeeAsync(Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, long user = 0)
    {
        var looking = new RoomLetter.Looking(user);
        return await actor.PostAsync(looking) ? await looking.Answer : null;
    }

    /// <summary>Somebody who is acted on; null where there is no such account.</summary>
    public Person? Target(long user) => identities.Book.Users.GetValueOrDefault(user) is { } account ? PersonOf(new(account.Id, account.Handle, account.Role, 0, null)) : null;

    /// <summary>An account as rooms know it.</summary>
    public static Person PersonOf(WhoIs who) => new(who.UserId, who.Handle, who.IsAdmin);

    /// <summary>A number of the query within bounds; null where it is not one.</summary>
    public static long? Number(HttpRequest request, string name, long usual, long least, long most) => request.Query[name] switch
    {
        [] => usual,
        [{ } text] => VisitReading.Number(text) is { } number && number >= least && number <= most ? number : null,
        _ => null,
    };
}
