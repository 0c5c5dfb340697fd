using Microsoft.Net.Http.Headers;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>A meet that a request's token opens.</summary>
internal sealed record OpenMeet(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> Actor, MeetClaims Claims);

/// <summary>Which meet a request is about, and whether its token opens it (specification 5.5). Any thread.</summary>
internal sealed class MeetAccess(MeetHouse house)
{
    /// <summary>The meets.</summary>
    public MeetHouse House => house;

    /// <summary>The meet, where the token opens it and it is not being recovered; otherwise why not.</summary>
    public async ValueTask<(OpenMeet? Meet, IResult? Refusal)> FindAsync(HttpContext context, string id)
    {
        if (!MeetId.TryParse(id, out var meetId))
            return (null, new ErrorAnswer(StatusCodes.Status400BadRequest, "bad_meet_id", "A meet id has nine digits."));
        var unauthorized = new ErrorAnswer(StatusCodes.Status401Unauthorized, "unauthorized", "A token of this meet is needed.");
        if (TokenOf(context.Request) is not { } token || house.Tokens.Read(token) is not { } claims || claims.Meet != meetId)
            return (null, unauthorized);
        // Whatever becomes of it: a page that shows a meet has to be able to read that it must wait.
        if (claims is MeetClaims.OfView)
            context.Response.Headers.AccessControlAllowOrigin = "*";
        try
        {
            var actor = await house.Directory.FindAsync(MeetHouse.ChannelOf(meetId));
            if (actor?.State.Auth is not { } auth)
                return (null, Lost(context));
            var holds = claims is MeetClaims.OfView view ? view.Generation == auth.ViewGeneration
                : SessionRule.Find(actor.State, ((MeetClaims.OfSession)claims).SessionId, house.Time.GetUtcNow(), house.Rules).Session is not null;
            if (!holds)
                return (null, unauthorized);
            return actor.State.Recovering is not null || !actor.State.Exists ? (null, Recovering(context)) : (new(actor, claims), null);
        }
        catch (ChannelUnavailableException unavailable)
        {
            return (null, Later(context, "retry_later", unavailable.Message));
        }
    }

    /// <summary>The same, for what only sessions may see.</summary>
    public async ValueTask<(OpenMeet? Meet, IResult? Refusal)> FindForSessionAsync(HttpContext context, string id)
    {
        var (meet, refusal) = await FindAsync(context, id);
        return meet is { Claims: MeetClaims.OfView }
            ? (null, new ErrorAnswer(StatusCodes.Status403Forbidden, "forbidden", "A view token does not open this.")) : (meet, refusal);
    }

    /// <summary>Marks an answer as the one of a tag; true if the asker has it already.</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        var ours = new EntityTagHeaderValue($"\"{tag}\"");
        context.Response.Headers.ETag = ours.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        // Caches in between may send several, or mark ours as weak (RFC 9110, 13.1.2).
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(ours, useStrongComparison: false));
    }

    /// <summary>The server lost the meet.</summary>
    public static ErrorAnswer Lost(HttpContext context) => Later(context, "meet_lost", "The server lost this meet; a director can restore it.");

    /// <summary>Lost state is being gathered.</summary>
    public static ErrorAnswer Recovering(HttpContext context) => Later(context, "recovering", "The meet's state is being recovered from its desks.");

    /// <summary>The server cannot just now.</summary>
    public static ErrorAnswer Busy(HttpContext context) => Later(context, "retry_later", "The server cannot take this just now; nothing was done.");

    private static string? TokenOf(HttpRequest request)
    {
        if (request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.Ordinal))
            return header["Bearer ".Length..].Trim();
        // A session token in an address would end up in logs and histories; a view token may be there.
        return request.Query["viewToken"] is [{ } view] && view.StartsWith("v1.", StringComparison.Ordinal) ? view : null;
    }

    private static ErrorAnswer Later(HttpContext context, string code, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return new(StatusCodes.Status503ServiceUnavailable, code, detail);
    }
}
