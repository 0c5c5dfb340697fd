using Microsoft.Net.Http.Headers;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>Which web pages may talk to the server: its own, and those of the configured origins. Doors ask it before they upgrade; here it answers
/// preflight requests and sets the CORS headers. Read only, by any thread.</summary>
public sealed class OriginRules(OriginSettings settings)
{
    private const string Methods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private readonly HashSet<WebOrigin> allowed = [.. settings.Allowed.Select(text => WebOrigin.TryParse(text)!)];

    /// <summary>Whether the page that sent the request may. A request without an Origin is not from another site's page and is allowed, unless
    /// <paramref name="required"/>.</summary>
    public bool Allows(HttpRequest request, bool required = false)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0 ? !required : origin.Count == 1 && WebOrigin.TryParse(origin[0]!) is { } page && (page == Own(request) || allowed.Contains(page));
    }

    internal void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<OwnCrossOriginRules>() is not null)
            return next(context);
        var headers = context.Response.Headers;
        if (allowed.Count > 0)
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (context.Request.Headers.Origin is not [{ } origin] || WebOrigin.TryParse(origin) is not { } page || !allowed.Contains(page))
            return next(context);

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlExposeHeaders = "ETag, Retry-After";
        if (!HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers.AccessControlRequestMethod.Count == 0)
            return next(context);

        // Preflight: answered before anybody asks who is there, as browsers send it without credentials.
        headers.AccessControlAllowMethods = Methods;
        if (context.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked)
            headers.AccessControlAllowHeaders = asked;
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });

    // Scheme and host as the client used them; forwarded headers of trusted proxies have been applied by now.
    private static WebOrigin? Own(HttpRequest request) => WebOrigin.TryParse($"{request.Scheme}://{request.Host}");
}
