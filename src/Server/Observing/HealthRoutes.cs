using System.Buffers;
using System.Text.Json;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Observing;

/// <summary>How the server is: <c>/health</c> for people and monitors, <c>/health/live</c> and <c>/health/ready</c> for what starts and stops it.</summary>
internal sealed class HealthRoutes(ServerParts parts, Readiness readiness, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];
    private readonly long started = parts.Time.GetTimestamp();

    private sealed record Looked(HealthCheck Check, HealthFinding Found, TimeSpan Took);

    public void Map(IEndpointRouteBuilder routes)
    {
        Map("/health", WholeAsync);
        // That this is answered at all is the proof: the loop turns.
        Map("/health/live", context => WriteAsync(context, StatusCodes.Status200OK, json => json.WriteString("status", "live")));
        Map("/health/ready", ReadyAsync);
        Map("/ws/health", ReadyAsync);

        void Map(string path, RequestDelegate answer) => routes.MapMethods(path, GetAndHead, answer);
    }

    private async Task WholeAsync(HttpContext context)
    {
        var findings = await ProbeAsync(parts.HealthChecks, context.RequestAborted);
        var wellEnough = readiness.NotReady is null && findings.All(looked => looked.Found.Problem is null);
        await WriteAsync(context, wellEnough ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteString("status", readiness.NotReady ?? (wellEnough ? "ok" : "failing"));
            json.WriteString("version", ProductVersion.Text);
            json.WriteNumber("uptime_s", Math.Floor(parts.Time.GetElapsedTime(started).TotalSeconds));
            json.WriteStartObject("checks");
            foreach (var (check, found, took) in findings)
            {
                json.WriteStartObject(check.Name);
                json.WriteString("status", found.Problem is null ? "ok" : "failing");
                json.WriteNumber("latency_ms", Math.Round(took.TotalMilliseconds, 3));
                if (found.Problem is not null)
                    json.WriteString("reason", found.Problem);
                foreach (var (name, value) in found.Facts)
                {
                    json.WritePropertyName(name);
                    JsonSerializer.Serialize(json, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    private async Task ReadyAsync(HttpContext context)
    {
        var failing = readiness.NotReady is null
            ? (await ProbeAsync(parts.HealthChecks.Where(check => check.NeededToServe), context.RequestAborted)).FirstOrDefault(looked => looked.Found.Problem is not null)?.Check.Name
            : null;
        var ready = readiness.NotReady is null && failing is null;
        await WriteAsync(context, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteString("status", ready ? "ready" : readiness.NotReady ?? "failing");
            if (failing is not null)
                json.WriteString("check", failing);
        });
    }

    private Task<Looked[]> ProbeAsync(IEnumerable<HealthCheck> checks, CancellationToken cancel) =>
        Task.WhenAll(checks.Select(async check =>
        {
            var began = parts.Time.GetTimestamp();
            HealthFinding found;
            try
            {
                found = await check.Probe(cancel).AsTask().WaitAsync(Patience, parts.Time, cancel);
            }
            catch (TimeoutException)
            {
                found = new HealthFinding("no answer within 2 s");
            }

            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A check with a bug is itself a finding; the page that shows it must not fail with it.
                log.HealthCheckFailed(check.Name, e);
                found = new HealthFinding("the check itself failed; it has been logged");
            }

            return new Looked(check, found, parts.Time.GetElapsedTime(began));
        }));

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        context.Response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
