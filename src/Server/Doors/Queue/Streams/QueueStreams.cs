using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Queue.Http;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Streams;

/// <summary>The event streams of a queue (specification 5.7): the seven events for everybody, and what a wall screen shows. Any number at once.</summary>
internal sealed class QueueStreams(QueueHouse house, Switchboard switchboard)
{
    /// <summary>Where the events are.</summary>
    public const string EventsPath = "/api/events/stream";

    /// <summary>Where the wall screen's are.</summary>
    public const string DisplayPath = "/api/public/display/stream";

    // The queue itself gives streams their signs of life, so that none comes right behind an event.
    private readonly ConnectionLimits limits = new() { OutboxBytes = house.Settings.OutboxBytes, PingEvery = TimeSpan.FromDays(1) };

    /// <summary>Answers until the listener has gone, or is sent away.</summary>
    public async Task AnswerAsync(HttpContext context, string queue, QueueDialect dialect)
    {
        try
        {
            // Asked before the answer begins: afterwards it could not be refused any more.
            await house.FindAsync(queue);
        }
        catch (ChannelUnavailableException)
        {
            await QueueResponses.RefuseAsync(context, Refusal.Unavailable);
            return;
        }

        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // Proxies that gather answers before they pass them on would hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        await response.StartAsync(context.RequestAborted);
        if (!HttpMethods.IsHead(context.Request.Method))
            await SpeakAsync(context, queue, dialect);
    }

    private async Task SpeakAsync(HttpContext context, string queue, QueueDialect dialect)
    {
        var line = new ResponseLine(context);
        var listening = switchboard.Listen(line, limits, QueueWire.StreamKeepalive());
        var member = new QueueMember(listening.Outbox, dialect);
        Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer> actor;
        try
        {
            actor = await house.PostAsync(queue, new QueueLetter.Entering(member)
            {
                LastEventId = LastEventId(context.Request),
                WithState = context.Request.Query["snapshot"] == "1",
                Refused = _ => listening.Outbox.Close(CloseCode.Overloaded, "overloaded"),
            });
        }
        catch (ChannelUnavailableException)
        {
            // The answer just ends, and the listener comes back.
            return;
        }

        await listening.RunAsync(context.RequestAborted);
        var leaving = new QueueLetter.Leaving(member);
        if (await actor.PostAsync(leaving))
            await leaving.Done;
    }

    private static string? LastEventId(HttpRequest request) =>
        request.Headers["Last-Event-ID"] is { Count: > 0 } header ? header.ToString() : request.Query["last_event_id"] is { Count: > 0 } query ? query.ToString() : null;
}
