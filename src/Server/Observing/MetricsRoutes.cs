using System.Net;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Observing;

/// <summary><c>GET /metrics</c>: for everyone who reaches the listener of <c>metrics.bind_addr</c>; on the main address only for this machine and the operator.</summary>
internal sealed class MetricsRoutes(Prometheus figures, AdminGuard guard)
{
    public void UseOwnListener(IApplicationBuilder app) => app.Use((context, next) =>
        context.Features.Get<Listeners.MetricsOnly>() is null ? next(context)
        : context.Request.Path == "/metrics" && HttpMethods.IsGet(context.Request.Method) ? WriteAsync(context)
        : ErrorAnswer.Of(StatusCodes.Status404NotFound).ExecuteAsync(context));

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", async context =>
    {
        if (IsThisMachine(context) || await guard.AdmitsAsync(context))
            await WriteAsync(context);
    });

    // A proxy on this machine that nobody configured speaks for strangers; it gives itself away by what it forwards.
    private static bool IsThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = Prometheus.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(figures.Write());
    }
}
