using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Http;

/// <summary>Lets pages of other origins read every answer on the queues' paths, errors and streams included (specification 5). Never with credentials:
/// such pages send the password themselves, and what a browser remembers must not work from there. Read only, by any thread.</summary>
internal sealed class QueueCrossOrigin(IReadOnlyList<string> origins)
{
    private const string Methods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private readonly HashSet<WebOrigin> listed = [.. origins.Select(text => WebOrigin.TryParse(text)!)];

    /// <summary>Sets the headers before anybody answers, and answers preflights before anybody asks who is there.</summary>
    public void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!QueueAddress.TryRead(context.Request.Path, out _))
            return next(context);
        context.Features.Set(new OwnCrossOriginRules());
        var (request, headers) = (context.Request, context.Response.Headers);
        if (AllowedFor(request.Headers.Origin, headers) is { } allowed)
        {
            headers.AccessControlAllowOrigin = allowed;
            headers.AccessControlExposeHeaders = "Retry-After, Idempotent-Replay";
        }

        if (!HttpMethods.IsOptions(request.Method) || request.Headers.AccessControlRequestMethod.Count == 0)
            return next(context);
        headers.AccessControlAllowMethods = Methods;
        if (request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked)
            headers.AccessControlAllowHeaders = asked;
        headers.AccessControlMaxAge = "600";
        headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    });

    private StringValues? AllowedFor(StringValues origin, IHeaderDictionary headers)
    {
        if (listed.Count == 0)
            return "*";
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        return origin is [{ } one] && WebOrigin.TryParse(one) is { } page && listed.Contains(page) ? origin : (StringValues?)null;
    }
}
