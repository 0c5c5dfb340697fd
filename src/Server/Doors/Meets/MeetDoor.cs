using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>The routes of meets: the WebSocket, and what others answer by HTTP.</summary>
public sealed class MeetDoor(MeetHouse house, MeetEntrance entrance, Switchboard switchboard, Doorkeeper keeper, OriginRules origins, Action<string> rejected)
{
    private readonly ConnectionLimits limits = new()
    {
        MaxMessageBytes = house.Settings.MaxFirstMessageBytes,
        MessagesPerSecond = house.Settings.MessagesPerSecond,
        Burst = house.Settings.MessageBurst,
        OutboxBytes = house.Settings.ViewerOutboxBytes,
        HandshakeTimeout = TimeSpan.FromSeconds(house.Settings.HandshakeS),
        PingEvery = TimeSpan.FromSeconds(house.Settings.HeartbeatS),
        SilenceLimit = TimeSpan.FromSeconds(house.Settings.SilenceS),
    };

    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ws", ConnectAsync);
        var access = new MeetAccess(house);
        new MeetViews(access).Map(routes);
        new MeetStreams(access, switchboard, keeper, rejected).Map(routes);
        new MeetFiles(access).Map(routes);
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (WebSocketUpgrade.Check(context) is { } wrong)
        {
            await new ErrorAnswer(wrong.Status, wrong.Code, wrong.Detail).ExecuteAsync(context);
            return;
        }

        if (!origins.Allows(context.Request))
        {
            rejected("origin");
            await new ErrorAnswer(StatusCodes.Status403Forbidden, "forbidden", "Pages of this origin may not connect.").ExecuteAsync(context);
            return;
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        using var placeAtDoor = keeper.Admit(address, house.Settings.MaxConnectionsPerAddress, out var refusal);
        if (refusal is not null)
        {
            rejected(refusal.Code);
            context.Response.Headers.RetryAfter = "5";
            await refusal.ExecuteAsync(context);
            return;
        }

        var line = await WebSocketUpgrade.AcceptAsync(context);
        var connection = switchboard.Connect(line, limits);
        await connection.RunAsync(new MeetConversation(connection, house, entrance, address));
    }
}
