using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>The way of a connection into its room: everything that can refuse it, in the order of specification 5.2, before the upgrade.</summary>
public sealed class RoomEntrance(RoomHouse house, RoomVisitors visitors, Identities identities, Switchboard switchboard, Doorkeeper keeper, ILogger<RoomEntrance> log)
{
    private const int Attempts = 5;
    private const int LongestOrigin = 300;

    private readonly ConnectionLimits limits = new()
    {
        MaxMessageBytes = house.Settings.MaxMessageBytes,
        // What is said too fast is told so by the conversation; this stops who floods with pings.
        MessagesPerSecond = 20 * house.Settings.RatePerSecond,
        Burst = 20 * house.Settings.RateBurst,
        OutboxBytes = house.Settings.OutboxBytes,
        PingEvery = TimeSpan.FromSeconds(house.Settings.PingPeriodS),
        SilenceLimit = TimeSpan.FromSeconds(house.Settings.PongWaitS),
        WriteStall = TimeSpan.FromSeconds(house.Settings.WriteWaitS),
    };

    private readonly Allowances<long> madeOnJoin = new(house.Settings.MadeOnJoinPerMinute / 60.0, house.Settings.MadeOnJoinPerMinute, house.Time);
    private readonly Allowances<string> arrivals = new(house.Settings.ArrivalsPerSecond, 10 * house.Settings.ArrivalsPerSecond, house.Time);
    private readonly Allowances<long> rates = new(house.Settings.RatePerSecond, house.Settings.RateBurst, house.Time);

    /// <summary>Answers <c>GET /ws/{room_id}</c>.</summary>
    public async Task ConnectAsync(HttpContext context, string? roomId)
    {
        if (Handshake(context) is { } bad)
        {
            await RefuseAsync(context, bad);
            return;
        }

        var address = AddressKey.Of(AddressOf(context));
        using var place = Admit(address, out var full);
        if (full is not null)
        {
            await RefuseAsync(context, new(new RoomAnswer.Rejected(full.Status == StatusCodes.Status503ServiceUnavailable ? "overloaded" : "too_many_connections", RetryAfterMs: full.RetryAfterMs)));
            return;
        }

        var (visit, who) = (default(Visit), default(WhoIs));
        var refusal = RoomRegister.IsId(roomId) ? null : RoomError.Of("bad_room_id");
        if (refusal is null && (visit = VisitReading.Read(context.Request)) is null)
            refusal = RoomError.Of("bad_query");
        if (refusal is null)
        {
            (who, var code) = visitors.Of(context.Request, roomId!);
            refusal = code is null ? null : RoomError.Of(code);
        }

        if (refusal is not null || who is null || visit is null)
        {
            await RefuseAsync(context, refusal!, roomId ?? "", place);
            return;
        }

        if (!house.TryConnect(who.UserId))
        {
            await RefuseAsync(context, RoomError.Of("too_many_connections"), roomId!, place);
            return;
        }

        try
        {
            refusal = await EnterAsync(context, roomId!, visit, who);
        }
        finally
        {
            house.Disconnect(who.UserId);
        }

        // Told only now: who is refused does not count as one of the user's connections any more.
        if (refusal is not null)
            await RefuseAsync(context, refusal, roomId!, place);
    }

    // By itself, so that what the question holds does not live as long as the connection.
    private IDisposable? Admit(string address, out ErrorAnswer? full) => keeper.Admit(address, house.Settings.ConnectionsPerAddress, out full, () => arrivals.Take(address));

    /// <summary>Has the room decide, and stays until the connection is over; answers the refusal where there was no place.</summary>
    private async Task<RoomError?> EnterAsync(HttpContext context, string roomId, Visit visit, WhoIs who)
    {
        var member = new RoomMember(house.FreshText(12), new Person(who.UserId, who.Handle, who.IsAdmin), who.SessionId);
        var (actor, refusal) = await AskAsync(roomId, visit, member);
        if (actor is null)
            return refusal;

        var conversation = default(RoomConversation);
        try
        {
            var connection = await ConnectAsync(context);
            conversation = new RoomConversation(connection, house, rates, actor, member);
            // A session that ends meanwhile ends this connection too: it is looked at before the first word.
            using var session = identities.OnSessionEnded(who.SessionId, _ => conversation.SessionEnded());
            conversation.Arrive(visit);
            var (address, origin) = (AddressOf(context), OriginOf(context));
            RoomDoorLog.Joined(log, roomId, who.UserId, member.ConnectionId, address, origin);
            await connection.RunAsync(conversation);
            return null;
        }
        finally
        {
            // The place is given back, however it ended; where the conversation did so already, nothing happens.
            if (conversation is null)
                await actor.PostAsync(new RoomLetter.Leaving(member, atOnce: true));
        }
    }

    /// <summary>Asks the room for a place, making the room where it is to be made.</summary>
    private async ValueTask<(Actor<Room, RoomCommand, RoomEvent, RoomAnswer>? Actor, RoomError? Refusal)> AskAsync(string roomId, Visit visit, RoomMember member)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var actor = await house.FindAsync(roomId);
                // One that is only just being made counts as not there yet: whoever is first makes it.
                var makes = actor is not { State.Epoch.Length: > 0 } && house.Settings.CreateOnJoin && visit.Since is null;
                using var reserved = makes ? house.Register.Reserve(roomId, member.Who.UserId, out var none) : Nobody(out none);
                if (makes && (none ?? (madeOnJoin.Take(member.Who.UserId) is { } wait ? new(new RoomAnswer.Rejected("room_limit", RetryAfterMs: wait)) : null)) is { } limit)
                    return (null, limit);
                actor ??= makes ? await house.FindAsync(roomId, create: true) : null;
                if (actor is null)
                    return (null, RoomError.Of("room_not_found"));
                var entering = new RoomLetter.Entering(member, visit, makes ? house.Making(member.Who, house.MadeByJoin(roomId)) : null);
                switch (await actor.PostAsync(entering) ? await entering.Answer : null)
                {
                    case Entered.In:
                        return (actor, null);
                    case Entered.Refused refused:
                        return (null, new(refused.Why));
                    case Entered.Gone:
                        await house.RemoveAsync(roomId);
                        break;
                }
            }
        }
        catch (ChannelUnavailableException)
        {
            // Has been logged with its reason.
        }

        return (null, RoomError.Of("overloaded"));
    }

    private RoomError? Handshake(HttpContext context)
    {
        if (WebSocketUpgrade.Check(context) is { } wrong)
            return RoomError.Of(wrong.Status == StatusCodes.Status426UpgradeRequired ? "websocket_required" : "bad_handshake");
        var offered = RoomVisitors.Offered(context.Request);
        if (offered.Count > 0 && !offered.Contains(RoomVisitors.Subprotocol))
            return RoomError.Of("bad_handshake");
        return visitors.MayCome(context.Request) ? null : RoomError.Of("origin_not_allowed");
    }

    /// <summary>Refuses, before the upgrade or, where a <paramref name="place"/> at the door is held and close codes are wanted, after it.</summary>
    private async Task RefuseAsync(HttpContext context, RoomError refusal, string roomId = "", IDisposable? place = null)
    {
        var isTold = place is not null && VisitReading.WantsCloseCodes(context.Request);
        house.Measures.Refused(refusal.Why.Code, isTold);
        var (room, address, origin) = (RoomRegister.IsId(roomId) ? roomId : "-", AddressOf(context), OriginOf(context));
        RoomDoorLog.Refused(log, room, refusal.Why.Code, address, origin);
        if (!isTold)
        {
            // Before the answer, so that whoever hears it may come again at once.
            place?.Dispose();
            await refusal.ExecuteAsync(context);
            return;
        }

        // Browsers cannot see a refused upgrade's status: they are let in, told, and closed.
        var connection = await ConnectAsync(context);
        connection.Outbox.Post(SharedFrame.Text(new RoomReplies(roomId).Error(refusal.Why, fatal: true, clientMsgId: null, house.Time.GetUtcNow())));
        connection.Outbox.Close(refusal.CloseCode, refusal.Why.Code);
        await connection.RunAsync(new Deaf());
    }

    private async Task<Connection> ConnectAsync(HttpContext context)
    {
        var line = await WebSocketUpgrade.AcceptAsync(context, RoomVisitors.Offered(context.Request).Count > 0 ? RoomVisitors.Subprotocol : null);
        var connection = switchboard.Connect(line, limits);
        connection.Settle();
        return connection;
    }

    private static IDisposable? Nobody(out RoomError? refusal)
    {
        refusal = null;
        return null;
    }

    /// <summary>The page that asks, in so many characters as a page has; it may be anything.</summary>
    private static string OriginOf(HttpContext context) => context.Request.Headers.Origin.ToString() is { Length: > 0 } origin ? origin[..Math.Min(origin.Length, LongestOrigin)] : "-";

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>Whoever was refused is not listened to.</summary>
    private sealed class Deaf : IConversation
    {
        public ValueTask HearAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;

        public void Ended(Ending ending)
        {
            // It had no place.
        }
    }
}
