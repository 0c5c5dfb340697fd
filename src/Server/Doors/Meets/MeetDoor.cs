using Microsoft.Net.Http.Headers;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>The routes of meets: the WebSocket, a meet's summary, the published results file.</summary>
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
        routes.MapGet("/api/meets/{id}", SummaryAsync);
        routes.MapGet("/api/meets/{id}/opl.csv", ResultsAsync);
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

    private async Task<IResult> SummaryAsync(HttpContext context, string id)
    {
        var (actor, _, refusal) = await FindAsync(context, id, sessionOnly: false);
        if (refusal is not null)
            return refusal;
        var meet = actor!.State;
        if (NotNow(context, meet) is { } wait)
            return wait;
        var tag = new EntityTagHeaderValue($"\"{meet.Epoch}-{meet.Head}\"");
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        // Caches in between may send several, or mark ours as weak (RFC 9110, 13.1.2).
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(MeetSummary.Write(meet, house.Filing.DeliveryOf(meet), house.Time.GetUtcNow()), "application/json; charset=utf-8");
    }

    private async Task<IResult> ResultsAsync(HttpContext context, string id)
    {
        var (actor, claims, refusal) = await FindAsync(context, id, sessionOnly: true);
        if (refusal is not null)
            return refusal;
        if (claims is not MeetClaims.OfSession)
            return new ErrorAnswer(StatusCodes.Status403Forbidden, "forbidden", "A view token does not open the results file.");
        if (NotNow(context, actor!.State) is { } wait)
            return wait;
        return actor.State.Published is not null && await actor.ReadBesideAsync("opl.csv") is { } csv
            ? Results.Bytes(csv, "text/csv; charset=utf-8")
            : new ErrorAnswer(StatusCodes.Status409Conflict, "not_full", "The meet is not published yet, and this server does not write the results file itself.");
    }

    /// <summary>The meet a request is about, if its token opens it.</summary>
    private async ValueTask<(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer>? Actor, MeetClaims? Claims, IResult? Refusal)> FindAsync(HttpContext context, string id, bool sessionOnly)
    {
        if (!MeetId.TryParse(id, out var meetId))
            return (null, null, new ErrorAnswer(StatusCodes.Status400BadRequest, "bad_meet_id", "A meet id has nine digits."));
        var unauthorized = new ErrorAnswer(StatusCodes.Status401Unauthorized, "unauthorized", "A token of this meet is needed.");
        if (TokenOf(context.Request, sessionOnly) is not { } token || house.Tokens.Read(token) is not { } claims || claims.Meet != meetId)
            return (null, null, unauthorized);
        // Whatever becomes of it: a page that shows a meet has to be able to read that it must wait.
        if (claims is MeetClaims.OfView)
            context.Response.Headers.AccessControlAllowOrigin = "*";
        try
        {
            var actor = await house.Directory.FindAsync(MeetHouse.ChannelOf(meetId));
            if (actor?.State.Auth is not { } auth)
                return (null, null, Later(context, "meet_lost", "The server lost this meet; a director can restore it."));
            var holds = claims is MeetClaims.OfView view ? view.Generation == auth.ViewGeneration
                : SessionRule.Find(actor.State, ((MeetClaims.OfSession)claims).SessionId, house.Time.GetUtcNow(), house.Rules).Session is not null;
            return holds ? (actor, claims, null) : (null, null, unauthorized);
        }
        catch (ChannelUnavailableException unavailable)
        {
            return (null, null, Later(context, "retry_later", unavailable.Message));
        }
    }

    private static string? TokenOf(HttpRequest request, bool sessionOnly)
    {
        if (request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.Ordinal))
            return header["Bearer ".Length..].Trim();
        // A session token in an address would end up in logs and histories; a view token may be there.
        return !sessionOnly && request.Query["viewToken"] is [{ } view] && view.StartsWith("v1.", StringComparison.Ordinal) ? view : null;
    }

    private static ErrorAnswer? NotNow(HttpContext context, Meet meet) =>
        meet.Recovering is not null || !meet.Exists ? Later(context, "recovering", "The meet's state is being recovered from its desks.") : null;

    private static ErrorAnswer Later(HttpContext context, string code, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return new(StatusCodes.Status503ServiceUnavailable, code, detail);
    }
}
