using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Accounts;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Devices;

/// <summary>The socket of devices, <c>GET /v1/ws</c> (specification 5.6): refuses early and in a fixed order, then lets the device take its place.</summary>
public sealed class DeviceDoor(DeviceHouse house, Switchboard switchboard, Doorkeeper keeper, OriginRules origins, Action<string> rejected, ILogger<DeviceDoor> log)
{
    private readonly ConnectionLimits limits = new()
    {
        MaxMessageBytes = house.Settings.MaxMessageBytes,
        MessagesPerSecond = house.Settings.MessagesPerSecond,
        Burst = house.Settings.MessageBurst,
        OutboxBytes = house.Settings.OutboxBytes,
        PingEvery = TimeSpan.FromSeconds(house.Settings.HeartbeatS),
        AnswerWithin = TimeSpan.FromSeconds(house.Settings.PatienceS),
        SilenceLimit = TimeSpan.FromSeconds(house.Settings.HeartbeatS + house.Settings.PatienceS),
        IgnoresBinary = true,
    };

    /// <summary>Maps it.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/ws", ConnectAsync);

    private async Task ConnectAsync(HttpContext context)
    {
        // Told only now: whoever is refused holds no place at the door any more, and may come at once with what was missing.
        if (await StayAsync(context) is { } refusal)
            await refusal.ExecuteAsync(context);
    }

    /// <summary>Stays until the connection is over; answers the refusal where there was no place.</summary>
    private async Task<V1Error?> StayAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        using var placeAtDoor = keeper.Admit(address, house.Settings.MaxConnectionsPerAddress, out var full);
        if (full is not null)
        {
            rejected(full.Code);
            var code = full.Status == StatusCodes.Status429TooManyRequests ? "rate_limited" : "overloaded";
            return new(full.Status, code, full.Detail, TimeSpan.FromSeconds(5));
        }

        if (Refusal(context, out var who) is { } refusal)
        {
            rejected(refusal.Code);
            return refusal;
        }

        try
        {
            if (await house.FindAsync(who!.UserId) is not { } actor)
                return Admission.InvalidToken;
            var connection = switchboard.Connect(await WebSocketUpgrade.AcceptAsync(context), limits);
            await RunAsync(connection, new(house, actor, who, connection.Outbox, log), who.SessionId);
            return null;
        }
        catch (ChannelUnavailableException)
        {
            return V1Error.StorageUnavailable;
        }
    }

    private V1Error? Refusal(HttpContext context, out WhoIs? who)
    {
        who = null;
        if (SentToken.Of(context.Request) is not { } token)
            return Admission.Unauthenticated;
        if (token.ByCookie && !origins.Allows(context.Request, required: true))
            return Admission.WrongOrigin;
        if (house.Identities.Of(context.Request) is not IdentityReading.Known known)
            return Admission.InvalidToken;
        if (known.Who.DeviceId is null)
            return new V1Error(StatusCodes.Status400BadRequest, "no_device", "The session of this token has no device.");
        who = known.Who;
        return WebSocketUpgrade.Check(context) is { } wrong ? new(wrong.Status, wrong.Code, wrong.Detail) : null;
    }

    private async Task RunAsync(Connection connection, DeviceConversation conversation, long sessionId)
    {
        connection.Settle();
        // From here on the end of the session finds this connection; if it has ended meanwhile, at once.
        using var session = house.Identities.OnSessionEnded(sessionId, conversation.Expel);
        if (!await conversation.EnterAsync())
            connection.Outbox.Close(CloseCode.Resync, "resync");
        await connection.RunAsync(conversation);
    }
}
