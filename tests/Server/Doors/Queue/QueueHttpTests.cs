using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>The queue's operations over HTTP: exact texts and shapes (queue specification 5.2 to 5.4, 10).</summary>
public partial class QueueHttpTests
{
    // queue P12
    [Fact]
    public async Task An_inactive_queue_says_so_in_the_texts_that_clients_know()
    {
        await using var server = await QueueServer.StartAsync();
        Assert.Equal("""{"active":false}""", (await server.GetAsync("/api/public/status")).Text);
        Assert.Equal("""{"active":false}""", (await server.GetAsync("/api/queue/status")).Text);
        Assert.Equal((503, "System is currently inactive. Registration is not available.", "inactive"), (await server.RegisterAsync("W1AW")).Error);
        Assert.Equal((503, "System is currently inactive.", "inactive"), (await server.GetAsync("/api/queue/status/W1AW")).Error);
        Assert.Equal((503, "System is currently inactive. QSO logging is not available.", "inactive"), (await LogDirectAsync(server, "W1AW")).Error);
        Assert.Equal("""{"queue":[],"total":0,"max_size":4,"system_active":false}""", (await server.GetAsync("/api/queue/list")).Text);
        Assert.Equal((400, "Callsign is required", "callsign_required"), (await server.RegisterAsync("   ")).Error);
        Assert.Equal((400, "Invalid callsign format. Must follow ITU standards (e.g., KC1ABC, W1AW)", "bad_callsign"), (await server.RegisterAsync("KC1DEFGH")).Error);
    }

    // queue P12
    [Theory]
    [InlineData("GET", "/api/queue/current")]
    [InlineData("GET", "/api/admin/current")]
    [InlineData("POST", "/api/admin/queue/next")]
    public async Task Nothing_is_the_four_letters_null_with_200(string method, string path)
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        var answer = await server.AsAnnaAsync(method, path);
        Assert.Equal((200, "null", "application/json", "4"), (answer.Status, answer.Text, answer.Header("Content-Type"), answer.Header("Content-Length")));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_caller_registers_is_worked_and_stands_in_the_log()
    {
        await using var server = await QueueServer.StartAsync(same => same with { StationCallsign = "EI0QQQ" });
        Assert.Equal("System activated successfully.. Queue cleared (0 entries removed)", (string?)(await server.ActivateAsync()).Json["message"]);
        await server.AsAnnaAsync("POST", "/api/admin/frequency", new JsonObject { ["frequency"] = " 14205.00 ", ["mode"] = "SSB" });

        var registered = (await server.RegisterAsync(" w1aw ")).Json;
        Assert.Equal("Callsign registered successfully", (string?)registered["message"]);
        Assert.Equal(("W1AW", 1, 0), ((string?)registered["entry"]!["callsign"], (int)registered["entry"]!["position"]!, (int)registered["entry"]!["skips"]!));
        Assert.Equal("QRZ.com credentials not configured. Please set QRZ_USERNAME and QRZ_PASSWORD environment variables.", (string?)registered["entry"]!["qrz"]!["error"]);
        Assert.Matches(@"^\d+\.[A-Za-z0-9_-]{43}$", (string?)registered["ticket"]);
        Assert.Equal((400, "Callsign already in queue", "already_queued"), (await server.RegisterAsync("W1AW/P")).Error);
        Assert.Equal("W1AW", (string?)(await server.GetAsync("/api/queue/status/w1aw%2Fp")).Json["callsign"]);
        Assert.Equal("W1AW", (string?)(await server.GetAsync("/api/queue/status/w1aw/p")).Json["callsign"]);

        Assert.Equal("W1AW", (string?)(await server.AsAnnaAsync("POST", "/api/admin/queue/next")).Json["callsign"]);
        var completed = (await server.AsAnnaAsync("POST", "/api/admin/qso/complete", new JsonObject { ["rst_sent"] = "59", ["comment"] = "nice" })).Json;
        Assert.Equal("QSO with W1AW completed successfully and added to worked callers", (string?)completed["message"]);
        Assert.Equal(1, (int)completed["cleared_qso"]!["worked_entry"]!["times_worked"]!);

        var row = (await server.AsAnnaAsync("GET", "/api/admin/log")).Json["contacts"]![0]!;
        Assert.Equal(("W1AW", "59", "anna", 14.205m, "20m"), ((string?)row["callsign"], (string?)row["rst_sent"], (string?)row["operator"], (decimal)row["frequency_mhz"]!, (string?)row["band"]));
        var adif = await server.AsAnnaAsync("GET", "/api/admin/log.adi");
        Assert.Equal("text/plain; charset=utf-8", adif.Header("Content-Type"));
        Assert.Matches(@"^attachment; filename=""queue-main-\d{8}\.adi""$", adif.Header("Content-Disposition"));
        Assert.Contains("<CALL:4>W1AW ", adif.Text, StringComparison.Ordinal);
        Assert.Contains("<STATION_CALLSIGN:6>EI0QQQ <OPERATOR:6>EI0ABC ", adif.Text, StringComparison.Ordinal);
        Assert.Equal(422, (await server.AsAnnaAsync("GET", "/api/admin/log.adi?since=yesterday")).Status);
    }

    [Fact]
    public async Task The_audit_tells_every_action_newest_first_by_whom_and_through_which_door()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        await server.RegisterAsync("W1AW");
        using var client = await server.ConnectAsync();
        await client.LogInAsync(clientId: "shack-pc");
        await client.DoAsync("admin.next_qso");
        await client.DoAsync("admin.undo");
        var entries = (await server.AsAnnaAsync("GET", "/api/admin/audit?limit=2")).Json;
        Assert.Equal(["undo ws shack-pc anna false", "next ws shack-pc anna true"],
            entries["entries"]!.AsArray().Select(one => $"{one!["action"]} {one["door"]} {one["origin"]} {one["operator"]} {one["undone"]}"));
        Assert.True((bool)entries["more"]!);
        var older = (await server.AsAnnaAsync("GET", $"/api/admin/audit?before={entries["entries"]![1]!["seq"]}")).Json;
        Assert.Equal(["http"], older["entries"]!.AsArray().Select(one => (string)one!["door"]!));
        Assert.Equal(422, (await server.AsAnnaAsync("GET", "/api/admin/audit?limit=1001")).Status);
    }

    // queue P12
    [Fact]
    public async Task Every_message_of_the_operators_paths_is_as_printed()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        Assert.Equal("No active QSO to complete", await MessageAsync("POST", "/api/admin/qso/complete"));
        Assert.Equal("No active QSO to cancel", await MessageAsync("POST", "/api/admin/qso/cancel"));
        foreach (var call in new[] { "W1AW", "K1ABC", "G3XYZ", "F5ABC" })
            await server.RegisterAsync(call);
        Assert.Equal((400, "Queue is full. Maximum queue size is 4", "queue_full"), (await server.RegisterAsync("DL1ABC")).Error);
        Assert.Equal((404, "Callsign not found in queue", "not_in_queue"), (await server.AsAnnaAsync("DELETE", "/api/admin/queue/DL1ABC")).Error);
        Assert.Equal((404, "Callsign DL1ABC not found in queue or current QSO", "not_in_queue"), (await server.AsAnnaAsync("POST", "/api/admin/queue/work/DL1ABC")).Error);
        Assert.Equal("Now working K1ABC", await MessageAsync("POST", "/api/admin/queue/work/K1ABC"));
        Assert.Equal("K1ABC is already being worked", await MessageAsync("POST", "/api/admin/queue/work/K1ABC"));
        Assert.Equal("QSO with K1ABC cancelled", await MessageAsync("POST", "/api/admin/qso/cancel"));
        Assert.Equal("W1AW moved to the end of the queue", await MessageAsync("POST", "/api/admin/queue/skip"));
        Assert.Equal("G3XYZ removed as no-show", await MessageAsync("POST", "/api/admin/queue/no-show"));
        Assert.Equal("Undone: no_show (G3XYZ)", await MessageAsync("POST", "/api/admin/undo"));
        Assert.Equal("Callsign F5ABC removed from queue", await MessageAsync("DELETE", "/api/admin/queue/F5ABC"));
        Assert.Equal("Queue cleared. Removed 2 entries.", await MessageAsync("POST", "/api/admin/queue/clear"));
        Assert.Equal("Frequency set to 7.100", await MessageAsync("POST", "/api/admin/frequency", new() { ["frequency"] = "7.100" }));
        Assert.Equal("Split set to up 5", await MessageAsync("POST", "/api/admin/split", new() { ["split"] = "up 5" }));
        Assert.Equal("Frequency cleared successfully", await MessageAsync("DELETE", "/api/admin/frequency"));
        Assert.Equal("Split cleared", await MessageAsync("DELETE", "/api/admin/split"));
        Assert.Equal("Send to Logger enabled successfully", await MessageAsync("POST", "/api/admin/logger-integration", new() { ["enabled"] = true }));
        Assert.Equal("Worked callers cleared. Removed 0 entries.", await MessageAsync("POST", "/api/admin/worked-callers/clear"));
        Assert.Equal("System deactivated successfully.. Queue cleared (0 entries removed)", await MessageAsync("POST", "/api/admin/status", new() { ["active"] = false }));

        async Task<string?> MessageAsync(string method, string path, JsonObject? body = null) => (string?)(await server.AsAnnaAsync(method, path, body)).Json["message"];
    }

    [Fact]
    public async Task Cleared_fields_tell_whether_there_was_something_to_clear()
    {
        await using var server = await QueueServer.StartAsync();
        Assert.Equal("""{"frequency":null,"last_updated":null}""", (await server.GetAsync("/api/public/frequency")).Text);
        Assert.False((bool)(await server.AsAnnaAsync("DELETE", "/api/admin/frequency")).Json["frequency_data"]!["cleared"]!);
        await server.AsAnnaAsync("POST", "/api/admin/frequency", new JsonObject { ["frequency"] = "14.2 MHz" });
        var cleared = (await server.AsAnnaAsync("DELETE", "/api/admin/frequency")).Json["frequency_data"]!;
        Assert.Equal((true, "anna"), ((bool)cleared["cleared"]!, (string?)cleared["updated_by"]));
        Assert.Null(cleared["frequency"]);
    }

    [Fact]
    public async Task A_logging_program_reports_a_contact()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        Assert.Equal((503, "Send to Logger is currently disabled. QSO logging is not available.", "logger_disabled"), (await LogDirectAsync(server, "W1AW")).Error);
        await server.AsAnnaAsync("POST", "/api/admin/logger-integration", new JsonObject { ["enabled"] = true });
        await server.RegisterAsync("W1AW");
        var taken = (await LogDirectAsync(server, "W1AW")).Json;
        Assert.Equal("ack", (string?)taken["type"]);
        Assert.Equal("""{"type":"qso_start","data":{"callsign":"W1AW","frequency_mhz":14.205,"mode":"SSB","odd":[1]}}""", taken["received"]!.ToJsonString());
        Assert.Equal("""{"callsign":"W1AW","source":"queue","was_in_queue":true,"frequency_mhz":14.205,"mode":"SSB"}""", taken["qso_started"]!.ToJsonString());
        Assert.Equal("logging_software", (string?)(await server.GetAsync("/api/queue/current")).Json["metadata"]!["started_via"]);
        Assert.Equal((400, "Unsupported message type: qso_end", "unsupported_type"),
            (await server.AsAnnaAsync("POST", "/api/admin/qso/logging-direct", new JsonObject { ["type"] = "qso_end", ["data"] = new JsonObject { ["callsign"] = "W1AW" } })).Error);
    }

    // queue P27
    [Theory]
    [InlineData("POST", "/api/queue/register", null, null, 422)]
    [InlineData("POST", "/api/queue/register", "nonsense", "application/json", 422)]
    [InlineData("POST", "/api/queue/register", "[1]", "application/json", 422)]
    [InlineData("POST", "/api/queue/register", """{"callsign":"W1AW"}""", "text/plain", 422)]
    [InlineData("POST", "/api/queue/register", """{"callsign":7}""", "application/json", 422)]
    [InlineData("POST", "/api/queue/register", """{"callsign":null}""", "application/json", 422)]
    [InlineData("POST", "/api/queue/register", """{"callsign":"\ud800"}""", "application/json", 422)]
    [InlineData("POST", "/api/queue/register", """{}""", "application/json", 422)]
    [InlineData("GET", "/api/queue/register", null, null, 405)]
    [InlineData("PUT", "/api/queue/register", "{}", "application/json", 405)]
    [InlineData("POST", "/api/queue/add", "{}", "application/json", 404)]
    [InlineData("GET", "/api/ws", null, null, 404)]
    [InlineData("POST", "/api/admin/status", """{"active":"yes"}""", "application/json", 422)]
    [InlineData("POST", "/api/admin/status", """{"active":1}""", "application/json", 422)]
    [InlineData("POST", "/api/admin/status", "{}", "application/json", 422)]
    [InlineData("GET", "/api/public/previous-qsos?limit=0", null, null, 422)]
    [InlineData("GET", "/api/public/previous-qsos?limit=101", null, null, 422)]
    [InlineData("GET", "/api/public/previous-qsos?limit=x", null, null, 422)]
    [InlineData("GET", "/q/none/api/queue/list", null, null, 404)]
    [InlineData("GET", "/q/NO!/api/queue/list", null, null, 404)]
    [InlineData("GET", "/q/cw", null, null, 404)]
    public async Task Bad_input_is_refused_as_stated(string method, string path, string? body, string? type, int status)
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var content = body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse(type!));
        var answer = await server.SendAsync(method, path, content, QueueServer.Anna);
        Assert.Equal(status, answer.Status);
        // queue P13: every error has a sentence.
        Assert.False(string.IsNullOrEmpty((string?)answer.Json["detail"]), answer.Text);
        if (status == 405)
            Assert.Equal(("POST", "Method Not Allowed", "method_not_allowed"), (answer.Header("Allow"), (string?)answer.Json["detail"], (string?)answer.Json["code"]));
        if (status == 422)
            Assert.Equal("validation", answer.Error.Code);
        if (status == 404 && path != "/api/ws")
            Assert.Equal((404, "Not Found", "not_found"), answer.Error);
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_too_big_however_it_comes()
    {
        await using var server = await QueueServer.StartAsync();
        var body = $$"""{"callsign":"W1AW","padding":"{{new string('x', 70_000)}}"}""";
        Assert.Equal((413, "too_big"), Coded(await server.SendAsync("POST", "/api/queue/register", body)));
        using var endless = new StreamContent(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)));
        endless.Headers.ContentType = new("application/json");
        endless.Headers.ContentLength = null;
        Assert.Equal((413, "too_big"), Coded(await server.SendAsync("POST", "/api/queue/register", endless, headers: ("Transfer-Encoding", "chunked"))));
    }

    [Theory]
    [InlineData("/api/queue/list/", "/api/queue/list")]
    [InlineData("/api/public/status/?x=1", "/api/public/status?x=1")]
    [InlineData("/q/cw/api/queue/list/", "/q/cw/api/queue/list")]
    public async Task A_path_with_a_slash_at_its_end_leads_to_the_one_without(string path, string location)
    {
        await using var server = await QueueServer.StartAsync();
        var answer = await server.GetAsync(path);
        Assert.Equal((307, location), (answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task Queues_have_paths_of_their_own_and_share_nothing()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync("/q/cw");
        await server.RegisterAsync("W1AW", "/q/cw");
        Assert.Equal(1, (int)(await server.GetAsync("/q/cw/api/queue/list")).Json["total"]!);
        Assert.Equal(0, (int)(await server.GetAsync("/q/main/api/queue/list")).Json["total"]!);
        Assert.False((bool)(await server.GetAsync("/api/public/status")).Json["active"]!);
        var queues = (await server.GetAsync("/api/public/queues")).Json["queues"]!.AsArray();
        Assert.Equal(["main /q/main", "cw /q/cw"], queues.Select(one => $"{one!["name"]} {one["base"]}"));
    }

    // queue P10
    [Fact]
    public async Task The_same_key_is_done_once_and_answered_the_same_with_the_ticket_also_after_a_restart_and_by_the_other_door()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        var key = ("Idempotency-Key", "5b0c1a52-7d0e-4c0a-9a53-0d6a1d6a2a11");
        var first = await server.SendAsync("POST", "/api/queue/register", new JsonObject { ["callsign"] = "W1AW" }, headers: key);
        Assert.Null(first.Header("Idempotent-Replay"));
        await server.RestartAsync();
        var again = await server.SendAsync("POST", "/api/queue/register", new JsonObject { ["callsign"] = "W1AW" }, headers: key);
        Assert.Equal("true", again.Header("Idempotent-Replay"));
        Assert.Equal(first.Text, again.Text);
        using (var client = await server.ConnectAsync())
        {
            var third = await client.AskAsync("queue.register", new() { ["callsign"] = "W1AW" }, key.Item2);
            Assert.True((bool)third["duplicate"]!);
            Assert.Equal((string?)first.Json["ticket"], (string?)third["data"]!["ticket"]);
        }

        Assert.Equal((409, "idempotency_mismatch"), Coded(await server.SendAsync("POST", "/api/queue/register", new JsonObject { ["callsign"] = "K1ABC" }, headers: key)));
        Assert.Equal((422, "validation"), Coded(await server.SendAsync("POST", "/api/queue/register", new JsonObject { ["callsign"] = "K1ABC" }, headers: ("Idempotency-Key", "short"))));
        Assert.Equal(1, (int)(await server.GetAsync("/api/queue/list")).Json["total"]!);
    }

    // queue P20
    [Fact]
    public async Task A_ticket_opens_its_own_entry_and_no_other_also_after_a_restart()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        await server.ActivateAsync("/q/cw");
        var ticket = (string)(await server.RegisterAsync("W1AW")).Json["ticket"]!;
        var foreign = (string)(await server.RegisterAsync("W1AW", "/q/cw")).Json["ticket"]!;
        await server.RestartAsync();
        Assert.Equal(("W1AW", "next"), Status(await CallerAsync("GET", ticket)));
        foreach (var bad in new[] { foreign, ticket[..^1], ticket + "A", "1." + ticket.Split('.')[1], "x", "", ticket.Split('.')[0] + "." + new string('A', 43) })
            Assert.Equal((404, "Unknown ticket.", "bad_ticket"), (await CallerAsync("GET", bad)).Error);
        Assert.Equal((404, "Unknown ticket.", "bad_ticket"), (await server.GetAsync("/api/caller?ticket=" + ticket)).Error);
        Assert.Equal("You have left the queue", (string?)(await CallerAsync("DELETE", ticket)).Json["message"]);
        Assert.Equal((409, "You are not waiting any more.", "not_waiting"), (await CallerAsync("DELETE", ticket)).Error);
        Assert.Equal(("W1AW", "left"), Status(await CallerAsync("GET", ticket)));

        Task<QueueHttpAnswer> CallerAsync(string method, string with) => server.SendAsync(method, "/api/caller", headers: ("Authorization", $"Ticket {with}"));
        static (string?, string?) Status(QueueHttpAnswer answer) => ((string?)answer.Json["callsign"], (string?)answer.Json["status"]);
    }

    // queue P13
    [Fact]
    public async Task Every_time_ends_in_Z_and_every_name_is_snake_case()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        await server.AsAnnaAsync("POST", "/api/admin/logger-integration", new JsonObject { ["enabled"] = true });
        await server.AsAnnaAsync("POST", "/api/admin/frequency", new JsonObject { ["frequency"] = "14.205" });
        await server.AsAnnaAsync("POST", "/api/admin/banned-callsigns", new JsonObject { ["callsign"] = "M0BAD" });
        await server.RegisterAsync("W1AW");
        await server.RegisterAsync("K1ABC");
        await server.AsAnnaAsync("POST", "/api/admin/queue/next");
        await server.AsAnnaAsync("POST", "/api/admin/qso/complete");
        await server.AsAnnaAsync("POST", "/api/admin/queue/next");
        foreach (var path in new[]
        {
            "/api/public/status", "/api/public/frequency", "/api/public/split", "/api/public/queue-pause", "/api/public/worked-callers", "/api/public/previous-qsos", "/api/public/display",
            "/api/public/queues", "/api/public/snapshot", "/api/public/info", "/api/queue/list", "/api/queue/current", "/api/admin/queue", "/api/admin/status", "/api/admin/logger-integration",
            "/api/admin/queue-pause", "/api/admin/rate-limit", "/api/admin/rate-limit/check/W1AW", "/api/admin/banned-callsigns", "/api/admin/worked-callers", "/api/admin/worked-callers/ttl-info",
            "/api/admin/log", "/api/admin/ping",
        })
        {
            var answer = await server.AsAnnaAsync("GET", path);
            Assert.Equal(200, answer.Status);
            Assert.All(FieldName().Matches(answer.Text), match => Assert.Matches("^[a-z0-9_]+$", match.Groups[1].Value));
            Assert.All(Time().Matches(answer.Text), match => Assert.Matches(@"^""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z""$", match.Value));
        }
    }

    // queue P18
    [Fact]
    public async Task The_public_never_sees_an_operators_name_an_address_or_the_bans()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var listener = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream?snapshot=1"));
        await server.AsAnnaAsync("POST", "/api/admin/frequency", new JsonObject { ["frequency"] = "14.205" });
        await server.AsAnnaAsync("POST", "/api/admin/banned-callsigns", new JsonObject { ["callsign"] = "M0BAD", ["reason"] = "canary-reason" });
        var ticket = (string)(await server.RegisterAsync("W1AW")).Json["ticket"]!;
        await server.AsAnnaAsync("POST", "/api/admin/queue/next");
        await server.AsAnnaAsync("POST", "/api/admin/qso/complete");
        var seen = "";
        foreach (var path in new[] { "/api/public/status", "/api/public/frequency", "/api/public/worked-callers", "/api/public/previous-qsos", "/api/public/display", "/api/public/snapshot", "/api/queue/list", "/api/queue/current", "/status" })
            seen += (await server.GetAsync(path)).Text;
        for (StreamBlock? block = null; block?.Event != "worked_callers_update" || !block.Data.Contains("\"worked_caller\":", StringComparison.Ordinal);)
        {
            block = await listener.HearAsync();
            seen += block!.Data;
        }

        Assert.All(new[] { "anna", "127.0.0.1", "M0BAD", "canary", ticket }, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
        Assert.Contains("\"operator\":null", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_page_escapes_what_was_typed_and_shows_more_while_active()
    {
        await using var server = await QueueServer.StartAsync(same => same with { SiteUrl = "https://radio.example/?a=1&b=\"2\"", Queues = [new() { Title = "<b>20 m</b>", MaxSize = 20 }] });
        var inactive = await server.GetAsync("/status");
        Assert.Equal("text/html; charset=utf-8", inactive.Header("Content-Type"));
        Assert.Contains("System Status: INACTIVE", inactive.Text, StringComparison.Ordinal);
        Assert.Contains("Visit &lt;b&gt;20 m&lt;/b&gt; (INACTIVE)", inactive.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Queue (", inactive.Text, StringComparison.Ordinal);
        await server.ActivateAsync();
        await server.AsAnnaAsync("POST", "/api/admin/split", new JsonObject { ["split"] = "<script>alert(1)</script>" });
        for (var i = 0; i < 12; i++)
            await server.RegisterAsync($"K{i}AB");
        var active = (await server.GetAsync("/status")).Text;
        Assert.DoesNotContain("<script>", active, StringComparison.Ordinal);
        Assert.Contains("Split: &lt;script&gt;", active, StringComparison.Ordinal);
        Assert.Contains("href=\"https://radio.example/?a=1&amp;b=&quot;2&quot;\"", active, StringComparison.Ordinal);
        Assert.Contains("Last updated: 20", active, StringComparison.Ordinal);
        var logo = await server.GetAsync("/static/logo.png");
        Assert.Equal((200, "image/png"), (logo.Status, logo.Header("Content-Type")));
    }

    private static Task<QueueHttpAnswer> LogDirectAsync(QueueServer server, string callsign) => server.AsAnnaAsync("POST", "/api/admin/qso/logging-direct", new JsonObject
    {
        ["type"] = "qso_start",
        ["data"] = new JsonObject { ["callsign"] = callsign, ["frequency_mhz"] = 14.205, ["mode"] = "SSB", ["odd"] = new JsonArray(1) },
    });

    private static (int, string) Coded(QueueHttpAnswer answer) => (answer.Status, answer.Error.Code);

    [GeneratedRegex("\"([^\"]+)\":")]
    private static partial Regex FieldName();

    [GeneratedRegex("\"\\d{4}-\\d\\d-\\d\\d[^\"]*\"")]
    private static partial Regex Time();
}
