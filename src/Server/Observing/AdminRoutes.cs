using System.Text.Json;
using System.Text.Json.Serialization;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Observing;

/// <summary>What the operator can see and change while the server runs: <c>POST /admin/log-level</c>, <c>GET /admin/status</c>.</summary>
internal sealed class AdminRoutes(ServerParts parts, Observation observation, AdminGuard guard)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    private readonly long started = parts.Time.GetTimestamp();

    private sealed record LevelWish(LogThreshold Level, string? Category = null);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/log-level", SetLevelAsync);
        routes.MapGet("/admin/status", StatusAsync);
    }

    private async Task SetLevelAsync(HttpContext context)
    {
        if (!await guard.AdmitsAsync(context))
            return;
        // Only JSON: a form of another site, which a browser would send along with the operator's password, cannot be that.
        if (!context.Request.HasJsonContentType())
        {
            await ErrorAnswer.Of(StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
            return;
        }

        LevelWish? wish;
        try
        {
            wish = await context.Request.ReadFromJsonAsync<LevelWish>(Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            wish = null;
        }

        if (wish is null)
        {
            var names = string.Join(", ", Enum.GetNames<LogThreshold>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
            await new ErrorAnswer(400, "bad_level", $"Send {{\"level\": one of {names}, \"category\": optional text}}.").ExecuteAsync(context);
            return;
        }

        var before = observation.Levels.Set(string.IsNullOrEmpty(wish.Category) ? null : wish.Category, wish.Level);
        parts.Logs.CreateLogger<AdminRoutes>().LevelChanged(wish.Category ?? "all", before, wish.Level);
        await context.Response.WriteAsJsonAsync(new { before, after = wish.Level }, Json, context.RequestAborted);
    }

    private async Task StatusAsync(HttpContext context)
    {
        if (!await guard.AdmitsAsync(context))
            return;
        var status = new Dictionary<string, object?>
        {
            ["version"] = ProductVersion.Text,
            ["uptime_s"] = Math.Floor(parts.Time.GetElapsedTime(started).TotalSeconds),
            ["connections"] = observation.Figures.Read("ws_active"),
            ["channels"] = observation.Figures.Read("channel_active"),
            ["present"] = observation.Figures.Read("presence_members"),
        };
        foreach (var section in parts.StatusSections)
            status[section.Name] = section.Tell();
        status["recent_warnings"] = observation.Warnings.All;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(status, Json, context.RequestAborted);
    }
}
