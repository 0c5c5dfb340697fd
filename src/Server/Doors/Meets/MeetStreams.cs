using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Rollcall.Apps.Meets;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Meets;

/// <summary>The event streams of a meet: a platform's view, word that the standings changed (specification 5.5). Any number at once.</summary>
internal sealed class MeetStreams(MeetAccess access, Switchboard switchboard, Doorkeeper keeper, Action<string> rejected)
{
    // The meet itself gives streams the time, which is a sign of life enough.
    private readonly ConnectionLimits limits = new() { OutboxBytes = access.House.Settings.ViewerOutboxBytes, PingEvery = TimeSpan.FromDays(1) };

    /// <summary>Maps the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/meets/{id}/platforms/{n}/events", AnswerAsync);
        routes.MapGet("/api/meets/{id}/standings/events", (HttpContext context, string id) => AnswerAsync(context, id, n: null));
    }

    private async Task AnswerAsync(HttpContext context, string id, string? n)
    {
        var (open, refusal) = await access.FindAsync(context, id);
        if (open is null)
        {
            await refusal!.ExecuteAsync(context);
            return;
        }

        // Only who may look at the meet is told which platforms it has.
        var platform = n is null ? null : MeetViews.PlatformOf(n);
        if (n is not null && platform is null)
        {
            await MeetViews.NoPlatform.ExecuteAsync(context);
            return;
        }

        var looking = new MeetLetter.Looking(sight => platform is { } number ? sight.Platform(number) : open);
        if (await open.Actor.PostAsync(looking) && await looking.Done is { Seen: null, Undone: false })
        {
            await MeetViews.NoPlatform.ExecuteAsync(context);
            return;
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        using var place = keeper.Admit(address, access.House.Settings.MaxConnectionsPerAddress, out var full);
        if (full is not null)
        {
            rejected(full.Code);
            context.Response.Headers.RetryAfter = "5";
            await full.ExecuteAsync(context);
            return;
        }

        if (await ListenAsync(context, open, platform is { } shown ? Watch.Nothing with { Platforms = [shown] } : Watch.Nothing with { Standings = true }) is not { } refused)
            return;
        // Before the answer, so that whoever hears it may come again at once.
        place?.Dispose();
        await Answer(context, refused).ExecuteAsync(context);
    }

    /// <summary>Stays until the stream is over; answers why there was none.</summary>
    private async Task<NotLetIn?> ListenAsync(HttpContext context, OpenMeet open, Watch watch)
    {
        // Whoever is let in is told the view at once, by another thread: all that stands at the answer's head is there before.
        Prepare(context);
        var listening = switchboard.Listen(new ResponseLine(context), limits, SharedFrame.Raw(": \n\n"u8.ToArray()));
        var member = new MeetMember(listening.Outbox, _ => { }, () => { });
        var letter = new MeetLetter.Listening(member, open.Claims, watch);
        var why = await open.Actor.PostAsync(letter) ? await letter.LetIn : NotLetIn.Later;
        if (why is { } refused)
        {
            context.Response.Headers.Remove("X-Accel-Buffering");
            return refused;
        }

        await listening.RunAsync(context.RequestAborted);
        var leaving = new MeetLetter.Leaving(member);
        if (await open.Actor.PostAsync(leaving))
            await leaving.Done;
        return null;
    }

    private static void Prepare(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // Proxies that gather answers before they pass them on would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    private static ErrorAnswer Answer(HttpContext context, NotLetIn why) => why switch
    {
        NotLetIn.Token => new(StatusCodes.Status401Unauthorized, "unauthorized", "A token of this meet is needed."),
        NotLetIn.Lost => MeetAccess.Lost(context),
        NotLetIn.Recovering => MeetAccess.Recovering(context),
        NotLetIn.Full => Full(context),
        _ => MeetAccess.Busy(context),
    };

    private static ErrorAnswer Full(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return new(StatusCodes.Status503ServiceUnavailable, "meet_full", "The meet has no place left.");
    }
}
