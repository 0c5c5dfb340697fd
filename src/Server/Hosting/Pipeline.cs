using Rollcall.Server.Hosting.Api;
using Rollcall.Server.Hosting.Pages;
using Rollcall.Server.Hosting.Sites;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Hosting;

/// <summary>The way of an HTTP request, from the listener to the door that answers it.</summary>
internal static class Pipeline
{
    public static void Lay(WebApplication http, ServerParts parts, Readiness readiness, Observation observation, AdminGuard guard)
    {
        var sites = new SiteDoor(parts.Settings.Sites);
        var pages = WebApp.Find(parts.FrontEnds);
        var start = new StartPage(parts.Applications);
        var metrics = new MetricsRoutes(observation.Figures, guard);

        // Where the web app is not built, a page says so.
        async Task<bool> OwnPageAsync(HttpContext context) => (pages is not null && await pages.AnswerAsync(context)) || await start.AnswerAsync(context);

        http.UseErrorShape(parts.ErrorShapes, parts.Logs.CreateLogger(typeof(Pipeline)));
        metrics.UseOwnListener(http);
        http.UseTrustedProxies(parts.Settings);
        foreach (var use in parts.Porches)
            use(http);
        parts.Origins.Use(http);
        http.UseOnlyWhileReady(readiness, parts.ErrorShapes);
        http.Use(async (context, next) =>
        {
            // What no route of the server took may be a page: the operator's first, then ours.
            var asksForPage = context.GetEndpoint() is null && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
            if (asksForPage && (await sites.AnswerAsync(context) || (!sites.TakesRoot && await OwnPageAsync(context))))
                return;
            SecurityHeaders.SetForAnything(context.Response.Headers);
            await next(context);
        });

        new HealthRoutes(parts, readiness, parts.Logs.CreateLogger<HealthRoutes>()).Map(http);
        metrics.Map(http);
        new BridgeScript(parts.FrontEnds).Map(http);
        new AdminRoutes(parts, observation, guard).Map(http);
        foreach (var map in parts.Doors)
            map(http);
        new ApiRoutes(parts.ApiNotes).Map(http);
    }

    // While it starts or stops the server takes no new work; what watches it is still answered.
    private static void UseOnlyWhileReady(this IApplicationBuilder app, Readiness readiness, IReadOnlyCollection<ErrorShapeOf> shapes) => app.Use(async (context, next) =>
    {
        if (readiness.NotReady is not { } reason || IsWatching(context.Request.Path))
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = "5";
        context.Response.Headers.Connection = "close";
        await ErrorShape.AnswerAsync(context, shapes, new ErrorAnswer(StatusCodes.Status503ServiceUnavailable, reason, $"The server is {reason}; come back in a moment."));
    });

    private static bool IsWatching(PathString path) =>
        path.StartsWithSegments("/health", StringComparison.Ordinal) || path == "/ws/health" || path == "/metrics";
}
