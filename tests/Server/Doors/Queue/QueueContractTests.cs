using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>The tables of the queue specification (5.2, 5.3) row by row: names and paths, and the answers that no other test reads.</summary>
public partial class QueueContractTests
{
    [Fact]
    public void There_are_exactly_the_operations_of_the_specification_at_their_paths()
    {
        string[] rows =
        [
            "public.get_status|GET /api/public/status /api/queue/status", "public.get_frequency|GET /api/public/frequency", "public.get_split|GET /api/public/split", "public.get_pause|GET /api/public/queue-pause",
            "public.get_worked_callers|GET /api/public/worked-callers", "public.get_previous_qsos|GET /api/public/previous-qsos", "public.get_display|GET /api/public/display", "public.list_queues|GET /api/public/queues",
            "queue.register|POST /api/queue/register", "queue.get_status|GET /api/queue/status/{callsign}", "queue.list|GET /api/queue/list", "queue.get_current|GET /api/queue/current",
            "caller.status|GET /api/caller", "caller.leave|DELETE /api/caller", "caller.watch|", "state.snapshot|GET /api/public/snapshot", "system.ping|", "system.heartbeat|", "system.info|GET /api/public/info",
            "events.subscribe|", "events.unsubscribe|", "events.list|",
            "*admin.get_queue|GET /api/admin/queue", "*admin.clear_queue|POST /api/admin/queue/clear", "*admin.remove_callsign|DELETE /api/admin/queue/{callsign}", "*admin.next_qso|POST /api/admin/queue/next",
            "*admin.work_callsign|POST /api/admin/queue/work/{callsign}", "*admin.complete_qso|POST /api/admin/qso/complete", "*admin.cancel_qso|POST /api/admin/qso/cancel", "*admin.skip|POST /api/admin/queue/skip",
            "*admin.no_show|POST /api/admin/queue/no-show", "*admin.undo|POST /api/admin/undo", "*admin.get_current|GET /api/admin/current", "*admin.get_system_status|GET /api/admin/status",
            "*admin.set_system_status|POST /api/admin/status", "*admin.set_frequency|POST /api/admin/frequency", "*admin.delete_frequency|DELETE /api/admin/frequency", "*admin.set_split|POST /api/admin/split",
            "*admin.delete_split|DELETE /api/admin/split", "*admin.get_logger_integration|GET /api/admin/logger-integration", "*admin.set_logger_integration|POST /api/admin/logger-integration",
            "*admin.logging_direct|POST /api/admin/qso/logging-direct", "*admin.get_pause|GET /api/admin/queue-pause", "*admin.set_pause|POST /api/admin/queue-pause", "*admin.get_rate_limit|GET /api/admin/rate-limit",
            "*admin.set_rate_limit|POST /api/admin/rate-limit", "*admin.check_rate_limit|GET /api/admin/rate-limit/check/{callsign}", "*admin.get_bans|GET /api/admin/banned-callsigns", "*admin.ban|POST /api/admin/banned-callsigns",
            "*admin.unban|DELETE /api/admin/banned-callsigns/{callsign}", "*admin.clear_bans|POST /api/admin/banned-callsigns/clear", "*admin.ban_from_queue|POST /api/admin/banned-callsigns/ban-from-queue/{callsign}",
            "*admin.get_worked_callers|GET /api/admin/worked-callers", "*admin.clear_worked_callers|POST /api/admin/worked-callers/clear", "*admin.get_worked_ttl|GET /api/admin/worked-callers/ttl-info",
            "*admin.set_worked_ttl|POST /api/admin/worked-callers/update-ttl", "*admin.get_log|GET /api/admin/log", "*admin.get_audit|GET /api/admin/audit", "*|GET /api/admin/log.adi", "*admin.ping|GET /api/admin/ping",
        ];
        Assert.Equal(rows.Order(StringComparer.Ordinal),
            OperationTable.All.Select(one => $"{(one.ForOperators ? "*" : "")}{one.Name}|{string.Join(' ', one.Paths.Prepend(one.Method).Where(part => part.Length > 0))}").Order(StringComparer.Ordinal));
    }

    // queue P12
    [Theory]
    [InlineData("GET", "/api/admin/status", null, """{"active":true,"last_updated":TIME,"updated_by":"anna"}""")]
    [InlineData("POST", "/api/admin/status", """{"active":true}""", """{"message":"System activated successfully.. Queue cleared (0 entries removed)","status":{"active":true,"last_updated":TIME,"updated_by":"anna","queue_cleared":false,"cleared_count":0,"qso_cleared":false,"worked_callers_cleared":0,"changed":false}}""")]
    [InlineData("POST", "/api/admin/status", """{"active":false}""", """{"message":"System deactivated successfully.. Queue cleared (1 entries removed). Current QSO cleared","status":{"active":false,"last_updated":TIME,"updated_by":"anna","queue_cleared":true,"cleared_count":1,"qso_cleared":true,"worked_callers_cleared":0,"changed":true}}""")]
    [InlineData("GET", "/api/admin/logger-integration", null, """{"enabled":false,"last_updated":TIME,"updated_by":"system"}""")]
    [InlineData("POST", "/api/admin/logger-integration", """{"enabled":false}""", """{"enabled":false,"last_updated":TIME,"updated_by":"system","message":"Send to Logger disabled successfully"}""")]
    [InlineData("GET", "/api/public/queue-pause", null, """{"paused":false}""")]
    [InlineData("POST", "/api/admin/queue-pause", """{"paused":true}""", """{"paused":true}""")]
    [InlineData("GET", "/api/admin/rate-limit", null, """{"time_period_minutes":60,"enabled":false}""")]
    [InlineData("POST", "/api/admin/rate-limit", """{"time_period_minutes":10080,"enabled":true}""", """{"time_period_minutes":10080,"enabled":true}""")]
    [InlineData("POST", "/api/admin/rate-limit", """{"time_period_minutes":10081,"enabled":true}""", "validation")]
    [InlineData("GET", "/api/admin/rate-limit/check/w1aw", null, """{"callsign":"W1AW","limited":false,"minutes_left":0}""")]
    [InlineData("GET", "/api/admin/banned-callsigns", null, """{"banned_callsigns":[{"callsign":"M0BAD","reason":"rude","banned_by":"anna","banned_timestamp":TIME}],"total":1}""")]
    [InlineData("DELETE", "/api/admin/banned-callsigns/M0XYZ", null, "not_banned")]
    [InlineData("GET", "/api/admin/worked-callers", null, """{"worked_callers":[],"total":0,"admin":true}""")]
    [InlineData("GET", "/api/admin/worked-callers/ttl-info", null, """{"ttl_hours":72,"total":0}""")]
    [InlineData("POST", "/api/admin/worked-callers/update-ttl", """{"ttl_hours":8761}""", "validation")]
    [InlineData("GET", "/api/public/worked-callers", null, """{"worked_callers":[],"total":0,"system_active":true}""")]
    [InlineData("GET", "/api/public/previous-qsos", null, """{"previous_qsos":[],"limit":10,"system_active":true}""")]
    [InlineData("GET", "/api/admin/log", null, """{"contacts":[],"total":0,"more":false}""")]
    [InlineData("GET", "/api/admin/log?limit=1001", null, "validation")]
    [InlineData("GET", "/api/public/split", null, """{"split":"+5-10","last_updated":TIME,"range":{"low_mhz":14.21,"high_mhz":14.215}}""")]
    [InlineData("GET", "/api/public/frequency", null, """{"frequency":"14205.00","last_updated":TIME,"frequency_mhz":14.205,"band":"20m","mode":"SSB"}""")]
    [InlineData("POST", "/api/admin/frequency", """{"frequency":"sked"}""", """{"message":"Frequency set to sked","frequency_data":{"frequency":"sked","last_updated":TIME,"frequency_mhz":null,"band":null,"mode":null,"updated_by":"anna"}}""")]
    [InlineData("GET", "/api/admin/ping", null, """{"message":"pong","authenticated":true,"username":"anna","server_time":TIME,"ping_type":"http","status":"healthy"}""")]
    [InlineData("POST", "/api/admin/queue/clear", null, """{"message":"Queue cleared. Removed 1 entries.","cleared_count":1}""")]
    [InlineData("POST", "/api/admin/qso/complete", """{"expected_current":"K1ABC"}""", "current_changed")]
    [InlineData("POST", "/api/admin/qso/complete", """{"rst_sent":"59 plus"}""", "validation")]
    [InlineData("POST", "/api/admin/queue/skip", """{"callsign":"F5ABC"}""", "not_in_queue")]
    public async Task Every_answer_is_as_printed(string method, string path, string? body, string wanted)
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        await server.AsAnnaAsync("POST", "/api/admin/banned-callsigns", new JsonObject { ["callsign"] = "m0bad", ["reason"] = "rude" });
        await server.AsAnnaAsync("POST", "/api/admin/frequency", new JsonObject { ["frequency"] = "14205.00", ["mode"] = "SSB" });
        await server.AsAnnaAsync("POST", "/api/admin/split", new JsonObject { ["split"] = "+5-10" });
        await server.RegisterAsync("W1AW");
        await server.AsAnnaAsync("POST", "/api/admin/queue/next");
        await server.RegisterAsync("K1ABC");
        var answer = await server.AsAnnaAsync(method, path, body is null ? null : JsonNode.Parse(body));
        if (wanted.StartsWith('{'))
            Assert.Equal((200, wanted), (answer.Status, Time().Replace(answer.Text, "TIME")));
        else
            Assert.Equal((wanted switch { "validation" => 422, "current_changed" => 409, _ => 404 }, wanted), (answer.Status, answer.Error.Code));
    }

    [Fact]
    public async Task The_refusals_of_a_registration_are_as_printed()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        await server.AsAnnaAsync("POST", "/api/admin/banned-callsigns", new JsonObject { ["callsign"] = "M0BAD" });
        Assert.Equal((403, "This callsign may not register.", "banned"), (await server.RegisterAsync("M0BAD/P")).Error);
        await server.RegisterAsync("W1AW");
        await server.AsAnnaAsync("POST", "/api/admin/queue/next");
        await server.AsAnnaAsync("POST", "/api/admin/qso/complete");
        await server.AsAnnaAsync("POST", "/api/admin/rate-limit", new JsonObject { ["time_period_minutes"] = 60, ["enabled"] = true });
        Assert.Equal((429, "Callsign was worked recently. Registration is possible again in 60 minutes.", "cooldown"), (await server.RegisterAsync("W1AW")).Error);
        await server.AsAnnaAsync("POST", "/api/admin/queue-pause", new JsonObject { ["paused"] = true });
        Assert.Equal((503, "Queue is currently paused. Registration is not available.", "paused"), (await server.RegisterAsync("K1ABC")).Error);
        // For an operator, who has heard the caller on the air, none of this counts.
        Assert.Equal(200, (await server.AsAnnaAsync("POST", "/api/queue/register", new JsonObject { ["callsign"] = "W1AW" })).Status);
        Assert.Equal(200, (await server.AsAnnaAsync("POST", "/api/queue/register", new JsonObject { ["callsign"] = "M0BAD" })).Status);
    }

    [GeneratedRegex(@"""\d{4}-\d\d-\d\dT[\d:.]{12}Z""")]
    private static partial Regex Time();
}
