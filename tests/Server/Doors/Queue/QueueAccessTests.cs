using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Apps.Queue;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Who may do what, through every door (queue specification 6), and pages of other origins (5).</summary>
public class QueueAccessTests
{
    private const string Foreign = "https://evil.example";

    // queue P19
    [Fact]
    public async Task No_operators_operation_is_done_without_an_operator()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        foreach (var operation in OperationTable.All.Where(one => one.ForOperators))
        {
            foreach (var path in operation.Paths.Select(path => path.Replace("{callsign}", "W1AW", StringComparison.Ordinal)))
            {
                foreach (var spelling in new[] { path, "/q/main" + path, path.Replace("/api/admin", "/api//admin", StringComparison.Ordinal), path.Replace("admin", "%61dmin", StringComparison.Ordinal) })
                {
                    var answer = await server.SendAsync(operation.Method, spelling, operation.Method == "POST" ? new JsonObject() : null);
                    Assert.True(answer.Status is 401 or 404, $"{spelling}: {answer.Status}");
                    if (spelling == path)
                        Assert.Equal((401, "Not authenticated", "unauthorized"), answer.Error);
                }
            }

            if (operation.Name.Length == 0)
                continue;
            var response = await client.AskAsync(operation.Name);
            Assert.Equal(("response", false, "Authentication required for this operation", "unauthorized"),
                ((string?)response["type"], (bool)response["success"]!, (string?)response["error"], (string?)response["error_code"]));
        }
    }

    [Fact]
    public async Task Credentials_that_are_not_good_are_told_apart()
    {
        await using var server = await QueueServer.StartAsync();
        Assert.Equal((401, "Invalid admin credentials", "invalid_credentials"), (await server.GetAsync("/api/admin/queue", QueueServer.Basic("anna", "wrong"))).Error);
        Assert.Equal((401, "Invalid admin credentials", "invalid_credentials"), (await server.GetAsync("/api/admin/queue", QueueServer.Basic("ANNA", QueueServer.Password))).Error);
        Assert.Equal((401, "Invalid authentication credentials", "unauthorized"), (await server.GetAsync("/api/admin/queue", new("Basic", "%%%"))).Error);
        Assert.Equal((401, "Invalid authentication credentials", "unauthorized"),
            (await server.GetAsync("/api/admin/queue", new("Basic", Convert.ToBase64String([.. "anna:"u8, 0xFF])))).Error);
        Assert.Equal((401, "Not authenticated", "unauthorized"), (await server.GetAsync("/api/admin/queue", new("Digest", "x"))).Error);
        Assert.Equal("""{"queue":[],"total":0,"admin":true}""", (await server.GetAsync("/api/admin/queue", QueueServer.Anna)).Text);
    }

    // queue P19
    [Fact]
    public async Task An_operator_of_one_queue_does_not_touch_another()
    {
        await using var server = await QueueServer.StartAsync();
        var bert = QueueServer.Basic("bert", QueueServer.Password);
        Assert.Equal(200, (await server.GetAsync("/q/cw/api/admin/queue", bert)).Status);
        Assert.Equal((403, "forbidden"), (await server.GetAsync("/api/admin/queue", bert) is var no ? (no.Status, no.Error.Code) : default));
        using var client = await server.ConnectAsync();
        Assert.Equal("forbidden", (string?)(await client.LogInAsync("bert"))["error_code"]);
        Assert.Equal("unauthorized", (string?)(await client.AskAsync("admin.get_queue"))["error_code"]);
        using var other = await server.ConnectAsync("/q/cw/ws/connect");
        Assert.True((bool)(await other.LogInAsync("bert"))["success"]!);
    }

    [Fact]
    public async Task Where_there_is_no_operator_at_all_that_is_said()
    {
        await using var server = await QueueServer.StartAsync(same => same with { Operators = [] });
        Assert.Equal((503, "Admin authentication not configured. Please set ADMIN_USERNAME and ADMIN_PASSWORD environment variables.", "auth_not_configured"),
            (await server.GetAsync("/api/admin/queue", QueueServer.Anna)).Error);
    }

    [Fact]
    public async Task The_simple_form_is_an_operator_of_all_queues()
    {
        await using var server = await QueueServer.StartAsync(same => same with { Operators = [], AdminUsername = "chief", AdminPassword = "p:ä ss" });
        Assert.Equal("chief", (string?)(await server.GetAsync("/q/cw/api/admin/ping", QueueServer.Basic("chief", "p:ä ss"))).Json["username"]);
    }

    // queue P15
    [Theory]
    [InlineData("", "", "Basic realm=\"queue\"")]
    [InlineData("Sec-Fetch-Mode", "navigate", "Basic realm=\"queue\"")]
    [InlineData("Sec-Fetch-Mode", "cors", "xBasic realm=\"queue\"")]
    [InlineData("X-Requested-With", "XMLHttpRequest", "xBasic realm=\"queue\"")]
    [InlineData("Origin", "https://other.example", "xBasic realm=\"queue\"")]
    [InlineData("Referer", "http://{host}/operator", "xBasic realm=\"queue\"")]
    [InlineData("Referer", "https://other.example/", "Basic realm=\"queue\"")]
    public async Task A_script_is_not_answered_with_a_scheme_at_which_browsers_open_a_window(string name, string value, string scheme)
    {
        await using var server = await QueueServer.StartAsync();
        (string, string)[] headers = name.Length == 0 ? [] : [(name, value.Replace("{host}", server.Address.Authority, StringComparison.Ordinal))];
        var answer = await server.SendAsync("GET", "/api/admin/queue", as_: QueueServer.Basic("anna", "wrong"), headers: headers);
        Assert.Equal((401, scheme), (answer.Status, answer.Header("WWW-Authenticate")));
    }

    // queue P14
    [Fact]
    public async Task Every_path_answers_a_preflight_without_credentials_and_every_answer_can_be_read_from_another_origin()
    {
        await using var server = await QueueServer.StartAsync();
        var paths = OperationTable.All.SelectMany(one => one.Paths).Concat(["/api/events/stream", "/api/public/display/stream", "/status", "/static/logo.png", "/ws/connect", "/api/queue/nothing", "/q/none/api/queue/list"]);
        foreach (var path in paths.Select(one => one.Replace("{callsign}", "W1AW", StringComparison.Ordinal)).Distinct())
        {
            var preflight = await server.SendAsync("OPTIONS", path, headers:
                [("Origin", Foreign), ("Access-Control-Request-Method", "DELETE"), ("Access-Control-Request-Headers", "authorization, content-type, idempotency-key, client-id, last-event-id")]);
            Assert.Equal((200, "*", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT", "authorization, content-type, idempotency-key, client-id, last-event-id", "600"),
                (preflight.Status, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Methods"), preflight.Header("Access-Control-Allow-Headers"), preflight.Header("Access-Control-Max-Age")));
            if (path.EndsWith("/stream", StringComparison.Ordinal))
                continue;
            var answer = await server.SendAsync("PATCH", path, headers: ("Origin", Foreign));
            Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
            Assert.Equal("Retry-After, Idempotent-Replay", answer.Header("Access-Control-Expose-Headers"));
            Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        }

        foreach (var path in new[] { "/api/admin/queue", "/api/public/status", "/api/queue/status/W1AW" })
            Assert.Equal("*", (await server.SendAsync("GET", path, headers: ("Origin", Foreign))).Header("Access-Control-Allow-Origin"));
        using var stream = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"));
        Assert.Equal("*", string.Join(' ', stream.Response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Listed_origins_alone_may_read_answers_where_some_are_listed()
    {
        await using var server = await QueueServer.StartAsync(same => same with { CorsOrigins = ["https://radio.example"] });
        Assert.Equal("https://radio.example", (await server.SendAsync("GET", "/api/public/status", headers: ("Origin", "https://radio.example"))).Header("Access-Control-Allow-Origin"));
        Assert.Null((await server.SendAsync("GET", "/api/public/status", headers: ("Origin", Foreign))).Header("Access-Control-Allow-Origin"));
    }

    // queue P19
    [Fact]
    public async Task A_password_that_a_browser_adds_by_itself_does_not_count_from_foreign_pages()
    {
        await using var server = await QueueServer.StartAsync();
        var basic = $"Authorization: {QueueServer.Anna}\r\n";
        using (var foreign = await server.ConnectAsync(headers: basic + $"Origin: {Foreign}\r\n"))
            Assert.False((bool)foreign.Welcome["data"]!["authenticated"]!);
        using (var own = await server.ConnectAsync(headers: basic + $"Origin: {server.Address.GetLeftPart(UriPartial.Authority)}\r\nClient-Id: shack-pc\r\n"))
            Assert.True((bool)own.Welcome["data"]!["authenticated"]!);
        var form = await server.SendAsync("POST", "/api/admin/queue/clear", as_: QueueServer.Anna, headers: [("Origin", Foreign), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Site", "cross-site")]);
        Assert.Equal((403, "origin_not_allowed"), (form.Status, form.Error.Code));
        var script = await server.SendAsync("POST", "/api/admin/queue/clear", as_: QueueServer.Anna, headers: [("Origin", Foreign), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Site", "cross-site")]);
        Assert.Equal(200, script.Status);
    }

    // queue P19
    [Fact]
    public async Task Where_pages_are_listed_a_password_from_any_other_page_changes_nothing()
    {
        await using var server = await QueueServer.StartAsync(same => same with { CorsOrigins = ["https://radio.example"] });
        (string, string)[] Page(string origin) => [("Origin", origin), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Site", "cross-site")];
        var other = await server.SendAsync("POST", "/api/admin/queue/clear", as_: QueueServer.Anna, headers: Page(Foreign));
        Assert.Equal((403, "origin_not_allowed"), (other.Status, other.Error.Code));
        Assert.Equal(200, (await server.SendAsync("POST", "/api/admin/queue/clear", as_: QueueServer.Anna, headers: Page("https://radio.example"))).Status);
        Assert.Equal(200, (await server.SendAsync("POST", "/api/admin/queue/clear", as_: QueueServer.Anna, headers: Page(server.Address.GetLeftPart(UriPartial.Authority)))).Status);
        Assert.Equal(200, (await server.SendAsync("POST", "/api/admin/queue/clear", as_: QueueServer.Anna)).Status);
    }

    [Fact]
    public async Task A_bad_password_on_the_upgrade_opens_nothing()
    {
        await using var server = await QueueServer.StartAsync();
        using var socket = await TestSocket.OpenAsync(server.Address);
        var head = await socket.RequestAsync(new Uri(server.Address, "/ws/connect"),
            $"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: {QueueServer.Basic("anna", "wrong")}\r\n");
        Assert.StartsWith("HTTP/1.1 401 ", head, StringComparison.Ordinal);
        Assert.Equal(426, (await server.GetAsync("/ws/connect")).Status);
    }

    // queue P23
    [Fact]
    public async Task Guessing_is_throttled_over_all_doors_together_and_whoever_is_remembered_passes()
    {
        var clock = new TestClock();
        await using var server = await QueueServer.StartAsync(time: clock);
        Assert.Equal(200, (await server.GetAsync("/api/admin/ping", QueueServer.Anna)).Status);
        var guesses = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => server.GetAsync("/api/admin/ping", QueueServer.Basic("anna", "same wrong"))));
        Assert.Equal(10, guesses.Count(one => one.Status == 401));
        Assert.All(guesses.Where(one => one.Status != 401), one => Assert.Equal((429, "log_in_throttled"), (one.Status, one.Error.Code)));
        using var client = await server.ConnectAsync();
        var refused = await client.LogInAsync(password: "guess");
        Assert.Equal("log_in_throttled", (string?)refused["error_code"]);
        Assert.InRange((int)refused["details"]!["retry_after_ms"]!, 1, 300_000);
        // On a public path they count as none.
        Assert.Equal(200, (await server.GetAsync("/api/public/status", QueueServer.Basic("anna", "guess"))).Status);
        Assert.True((bool)(await client.LogInAsync())["success"]!);
        Assert.Equal(200, (await server.GetAsync("/api/admin/ping", QueueServer.Anna)).Status);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(401, (await server.GetAsync("/api/admin/ping", QueueServer.Basic("anna", "another"))).Status);
    }

    // queue P23
    [Fact]
    public async Task A_name_is_guessed_at_twenty_times_in_a_quarter_of_an_hour()
    {
        var clock = new TestClock();
        await using var server = await QueueServer.StartAsync(time: clock);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(401, (await server.GetAsync("/api/admin/ping", QueueServer.Basic("anna", $"guess {i}"))).Status);
            if (i % 9 == 8)
                clock.Advance(TimeSpan.FromMinutes(5));
        }

        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(429, (await server.GetAsync("/api/admin/ping", QueueServer.Basic("anna", "guess"))).Status);
        Assert.Equal(401, (await server.GetAsync("/api/admin/ping", QueueServer.Basic("bertha", "guess"))).Status);
    }

    [Fact]
    public async Task Five_failed_log_ins_end_a_connection()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal(("Invalid credentials", "invalid_credentials"), await client.LogInAsync(password: $"wrong {i}") is var no ? ((string?)no["error"], (string?)no["error_code"]) : default);
        var close = await client.Line.HearCloseAsync();
        Assert.Equal((1008, "auth_failed"), (close.CloseCode, close.CloseReason));
    }

    [Fact]
    public async Task Programs_on_this_machine_may_report_contacts_where_that_is_opened_and_nothing_else()
    {
        await using var server = await QueueServer.StartAsync(same => same with { LoggingDirectOpen = LoggingDirectOpen.Loopback });
        await server.ActivateAsync();
        await server.AsAnnaAsync("POST", "/api/admin/logger-integration", new JsonObject { ["enabled"] = true });
        var report = new JsonObject { ["type"] = "qso_start", ["data"] = new JsonObject { ["callsign"] = "W1AW" } };
        Assert.Equal(200, (await server.SendAsync("POST", "/api/admin/qso/logging-direct", report)).Status);
        Assert.Equal(401, (await server.SendAsync("POST", "/api/admin/qso/logging-direct", report, headers: ("X-Forwarded-For", "10.0.0.1"))).Status);
        Assert.Equal(401, (await server.SendAsync("POST", "/api/admin/qso/logging-direct", report, headers: ("Origin", Foreign))).Status);
        Assert.Equal(401, (await server.SendAsync("POST", "/api/admin/qso/cancel")).Status);
        await using var closed = await QueueServer.StartAsync();
        Assert.Equal(401, (await closed.SendAsync("POST", "/api/admin/qso/logging-direct", report)).Status);
        Assert.Contains("untrusted_proxy", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_and_tickets_never_get_into_the_log()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        var ticket = (string)(await server.RegisterAsync("W1AW")).Json["ticket"]!;
        await server.GetAsync("/api/admin/ping", QueueServer.Basic("anna", "canary-password"));
        using (var client = await server.ConnectAsync())
        {
            await client.LogInAsync(password: "canary-password");
            await client.AskAsync("caller.status", new() { ["ticket"] = ticket });
        }

        await server.StopAsync();
        Assert.All(new[] { QueueServer.Password, "canary-password", ticket, Convert.ToBase64String(Encoding.UTF8.GetBytes($"anna:{QueueServer.Password}")) },
            secret => Assert.DoesNotContain(secret, server.Log, StringComparison.Ordinal));
    }
}
