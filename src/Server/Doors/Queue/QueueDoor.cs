using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Http;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Doors.Queue.Socket;
using Rollcall.Server.Doors.Queue.Streams;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue;

/// <summary>The way of a request on the queues' paths: which queue, which door of it. Any number of requests at once.</summary>
internal sealed class QueueDoor(QueueHouse house, QueueHttp http, QueueSockets sockets, QueueStreams streams, QueuePages pages, DoorCount count, Doorkeeper keeper, Action<string> rejected, ILogger log)
{
    internal static IReadOnlyList<string> Patterns { get; } =
        ["/q/{**rest}", "/api/public/{**rest}", "/api/queue/{**rest}", "/api/admin/{**rest}", "/api/events/{**rest}", "/api/caller/{**rest}", "/ws/connect/{**rest}", "/status", "/static/status.css", "/static/logo.png"];

    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "Forwarded"];
    private int hasWarned;

    /// <summary>Maps all of them to the one way.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var pattern in Patterns)
            routes.Map(pattern, AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        WarnOfProxy(context);
        if (!QueueAddress.TryRead(context.Request.Path, out var address) || !house.Has(address.Queue))
        {
            await QueueResponses.RefuseAsync(context, Refusal.NotFound);
            return;
        }

        try
        {
            await AnswerAsync(context, address);
        }
        catch (BadHttpRequestException wrong) when (!context.Response.HasStarted)
        {
            await QueueResponses.RefuseAsync(context, wrong.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.TooBig : Refusal.Validation("The request could not be read"));
        }
#pragma warning disable CA1031 // A bug is logged once and told as what it is, in the shape of this door.
        catch (Exception bug) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
#pragma warning restore CA1031
        {
            QueueDoorLog.RequestFailed(log, $"{context.Request.Method} {Pattern(address.Path)}", bug);
            await QueueResponses.RefuseAsync(context, Refusal.Internal);
        }
    }

    private Task AnswerAsync(HttpContext context, QueueAddress address)
    {
        if (address.Path.Length > 1 && address.Path.EndsWith('/') && IsPath(address.Path[..^1]))
            return RedirectAsync(context);
        return address.Path switch
        {
            QueueSockets.Path => GetAsync(context, () => ConnectAsync(context, address.Queue)),
            QueueStreams.EventsPath => GetAsync(context, () => StreamAsync(context, address.Queue, QueueDialect.Stream)),
            QueueStreams.DisplayPath => GetAsync(context, () => StreamAsync(context, address.Queue, QueueDialect.Display)),
            "/status" => GetAsync(context, () => StatusAsync(context, address.Queue)),
            "/static/status.css" => GetAsync(context, () => pages.StyleAsync(context)),
            "/static/logo.png" => GetAsync(context, () => pages.LogoAsync(context)),
            _ => http.AnswerAsync(context, address),
        };
    }

    private static bool IsPath(string path) =>
        path is QueueSockets.Path or QueueStreams.EventsPath or QueueStreams.DisplayPath or "/status" or "/static/status.css" or "/static/logo.png" || OperationTable.At(path).Count > 0;

    /// <summary>To the same path without its last slash, by the same method.</summary>
    private static Task RedirectAsync(HttpContext context)
    {
        var path = context.Request.Path.ToUriComponent().TrimEnd('/').Replace("%252F", "%2F", StringComparison.OrdinalIgnoreCase);
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = path + context.Request.QueryString.ToUriComponent();
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static Task GetAsync(HttpContext context, Func<Task> answer)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return answer();
        context.Response.Headers.Allow = QueueHttp.Allowed([HttpMethods.Get]);
        return QueueResponses.RefuseAsync(context, Refusal.WrongMethod);
    }

    private async Task ConnectAsync(HttpContext context, string queue)
    {
        if (QueueSockets.Check(context) is { } wrong)
        {
            await QueueResponses.RefuseAsync(context, wrong);
            return;
        }

        using var place = await AdmitAsync(context);
        if (place is not null)
            await sockets.ConnectAsync(context, queue);
    }

    private async Task StreamAsync(HttpContext context, string queue, QueueDialect dialect)
    {
        using var place = await AdmitAsync(context);
        if (place is not null)
            await streams.AnswerAsync(context, queue, dialect);
    }

    private async Task StatusAsync(HttpContext context, string queue)
    {
        try
        {
            await pages.StatusAsync(context, (await house.FindAsync(queue)).State, house.Time.GetUtcNow());
        }
        catch (ChannelUnavailableException)
        {
            await QueueResponses.RefuseAsync(context, Refusal.Unavailable);
        }
    }

    /// <summary>A place for a connection; null where there is none, and then the request has been answered.</summary>
    private async Task<IDisposable?> AdmitAsync(HttpContext context)
    {
        var address = ClientAddress.Of(context);
        var refusal = count.Admit(address, out var mine) switch
        {
            DoorCount.Refusal.Full => Refusal.Full,
            DoorCount.Refusal.AddressFull => Refusal.AddressFull,
            _ => null,
        };
        var shared = refusal is null ? keeper.Admit($"queue {address.Key}", int.MaxValue, out var full) : null;
        if (refusal is null && shared is not null)
            return new Places(mine!, shared);
        mine?.Dispose();
        rejected((refusal ?? Refusal.Full).Code);
        await QueueResponses.RefuseAsync(context, refusal ?? Refusal.Full);
        return null;
    }

    /// <summary>Says once that a proxy is not trusted: all who come through it look like one, and share its limits.</summary>
    private void WarnOfProxy(HttpContext context)
    {
        if (ForwardingHeaders.Any(context.Request.Headers.ContainsKey) && !context.Request.Headers.ContainsKey("X-Original-For") && Interlocked.Exchange(ref hasWarned, 1) == 0)
            QueueDoorLog.UntrustedProxy(log, context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
    }

    // Paths may hold what somebody typed.
    private static string Pattern(string path) => OperationTable.At(path) is [var (operation, _), ..] ? operation.Name : "a page";

    private sealed class Places(IDisposable one, IDisposable other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
