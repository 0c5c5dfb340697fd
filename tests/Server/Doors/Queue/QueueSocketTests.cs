using System.Text.Json.Nodes;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>The queue's WebSocket (queue specification 5.5, 5.6, 7).</summary>
public class QueueSocketTests
{
    [Fact]
    public async Task The_first_frame_says_where_one_is()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync("/q/cw/ws/connect");
        var data = client.Welcome["data"]!.AsObject();
        Assert.Equal(["type", "event", "data", "timestamp", "id"], client.Welcome.Select(one => one.Key));
        Assert.Equal(["message", "server_time", "connection_id", "events_enabled", "authenticated", "queue", "epoch", "seq", "heartbeat_seconds", "protocol_version"], data.Select(one => one.Key));
        Assert.Equal(("WebSocket connection established", "cw", 30, "1.0"), ((string?)data["message"], (string?)data["queue"], (int)data["heartbeat_seconds"]!, (string?)data["protocol_version"]));
    }

    // queue P17
    [Fact]
    public async Task A_client_that_knows_only_the_earlier_fields_can_do_all_it_ever_could()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        Assert.Equal("""{"authenticated":true,"user_type":"admin","message":"Authentication successful","operator":"anna"}""", (await client.LogInAsync())["data"]!.ToJsonString());
        Assert.Equal("""{"message":"System activated successfully.. Queue cleared (0 entries removed)","active":true}""", (await client.DoAsync("admin.set_system_status", new() { ["active"] = true })).ToJsonString());
        Assert.Equal("Callsign registered successfully", (string?)(await client.DoAsync("queue.register", new() { ["callsign"] = "W1AW" }))["message"]);
        await client.DoAsync("queue.register", new() { ["callsign"] = "K1ABC" });
        await client.DoAsync("queue.register", new() { ["callsign"] = "G3XYZ" });
        Assert.Equal("""{"active":true}""", (await client.DoAsync("public.get_status")).ToJsonString());
        await client.DoAsync("public.get_frequency");
        Assert.Equal(1, (int)(await client.DoAsync("queue.get_status", new() { ["callsign"] = "w1aw" }))["position"]!);
        Assert.Equal(3, (int)(await client.DoAsync("queue.list"))["total"]!);
        Assert.Equal("""{"current_qso":null}""", (await client.DoAsync("queue.get_current")).ToJsonString());
        Assert.Equal(3, (int)(await client.DoAsync("admin.get_queue"))["total"]!);
        Assert.Equal("Now working W1AW", (string?)(await client.DoAsync("admin.next_qso"))["message"]);
        Assert.Equal("Now working G3XYZ", (string?)(await client.DoAsync("admin.work_callsign", new() { ["callsign"] = "G3XYZ" }))["message"]);
        Assert.Equal("G3XYZ", (string?)(await client.DoAsync("admin.complete_qso"))["completed_qso"]!["callsign"]);
        Assert.Equal("Callsign K1ABC removed from queue", (string?)(await client.DoAsync("admin.remove_callsign", new() { ["callsign"] = "K1ABC" }))["message"]);
        Assert.Equal("""{"message":"Queue cleared successfully","cleared_count":0}""", (await client.DoAsync("admin.clear_queue")).ToJsonString());
        Assert.Equal("""{"message":"Queue is empty","current_qso":null}""", (await client.DoAsync("admin.next_qso")).ToJsonString());
        Assert.Equal("""{"message":"Frequency updated successfully","frequency":"14.205"}""", (await client.DoAsync("admin.set_frequency", new() { ["frequency"] = "14.205" })).ToJsonString());
        await client.DoAsync("admin.delete_frequency");
        Assert.Equal("""{"message":"Split frequency updated successfully","split":"up 5"}""", (await client.DoAsync("admin.set_split", new() { ["split"] = "up 5" })).ToJsonString());
        await client.DoAsync("admin.get_system_status");
        Assert.Equal("websocket", (string?)(await client.DoAsync("admin.ping"))["ping_type"]);
        await client.DoAsync("admin.set_logger_integration", new() { ["enabled"] = true });
        Assert.Equal("direct", (string?)(await client.DoAsync("admin.logging_direct", new() { ["callsign"] = "F5ABC" }))["qso_started"]!["source"]);
        await client.DoAsync("system.ping");
        await client.DoAsync("system.heartbeat");
        var info = await client.DoAsync("system.info");
        Assert.Equal(OperationTable.All.Where(one => one.Name.Length > 0).Select(one => one.Name), info["supported_operations"]!.AsArray().Select(one => (string)one!));
    }

    // queue P1
    [Fact]
    public async Task The_same_action_is_the_same_event_on_every_socket_and_stream_of_the_queue_and_comes_before_its_response()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var shack = await server.ConnectAsync();
        using var other = await server.ConnectAsync();
        using var elsewhere = await server.ConnectAsync("/q/cw/ws/connect");
        using var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"));
        await page.HearAsync();
        await shack.LogInAsync(clientId: "shack-pc");

        var response = await shack.AskAsync("queue.register", new() { ["callsign"] = "W1AW" });
        var heard = Assert.Single(shack.Events);
        Assert.Equal((long)response["seq"]!, (long)heard["seq"]!);
        Assert.Equal(("queue_update", "shack-pc"), ((string?)heard["event"], (string?)heard["origin"]));
        Assert.Equal(heard.ToJsonString(), (await other.HearEventAsync()).ToJsonString());
        var block = (await page.HearAsync())!;
        Assert.Equal($"{heard["epoch"]}-{heard["seq"]}", block.Id);
        Assert.Equal(heard["data"]!.ToJsonString(), block.Json!["data"]!.ToJsonString());

        // By the other door, the same again.
        await server.SendAsync("POST", "/api/admin/queue/next", null, QueueServer.Anna, ("Client-Id", "desk-2"));
        var ended = await other.HearEventAsync();
        Assert.Equal(("current_qso", "desk-2"), ((string?)ended["event"], (string?)ended["origin"]));
        Assert.Equal(ended.ToJsonString(), (await shack.HearEventAsync()).ToJsonString());
        Assert.Equal("""{"pong":true""", (await elsewhere.DoAsync("system.ping")).ToJsonString()[..12]);
        Assert.Empty(elsewhere.Events);
    }

    [Fact]
    public async Task Without_a_name_of_its_own_a_connection_is_known_by_its_id()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var client = await server.ConnectAsync();
        await client.AskAsync("queue.register", new() { ["callsign"] = "W1AW" });
        Assert.Equal((string?)client.Welcome["data"]!["connection_id"], (string?)client.Events[0]["origin"]);
    }

    // queue P27
    [Theory]
    [InlineData("nonsense", "invalid_json", null, "Invalid JSON format: ")]
    [InlineData("[1]", "invalid_message", null, "Message validation failed: ")]
    [InlineData("7", "invalid_message", null, "Message validation failed: ")]
    [InlineData("{}", "unknown_type", null, "Message validation failed: ")]
    [InlineData("""{"type":"shout","id":1}""", "unknown_type", "1", "Unknown message type: shout")]
    [InlineData("""{"type":7,"id":"x"}""", "unknown_type", "\"x\"", "")]
    [InlineData("""{"type":"request","id":"x"}""", "unknown_operation", "\"x\"", "")]
    [InlineData("""{"type":"request","id":"x","operation":"admin.explode"}""", "unknown_operation", "\"x\"", "Unknown operation: admin.explode")]
    [InlineData("""{"type":"request","id":"x","operation":"queue.list","data":[1]}""", "validation", "\"x\"", "Invalid request data: ")]
    [InlineData("""{"type":"request","id":{},"operation":"queue.list"}""", "invalid_message", null, "Message validation failed: ")]
    [InlineData("""{"type":"request","id":1.5,"operation":"queue.list"}""", "invalid_message", null, "Message validation failed: ")]
    [InlineData("""{"type":"request","id":"","operation":"queue.list"}""", "invalid_message", null, "Message validation failed: ")]
    [InlineData("""{"type":"request","id":12345678901234567890123,"operation":"queue.register","data":{"callsign":"W1"}}""", "validation", "12345678901234567890123", "Invalid request data: Callsign must be between 3 and 16 characters")]
    [InlineData("""{"type":"request","id":"x","operation":"queue.register","data":{"callsign":"W1AWW1AWW1AWW1AW1"}}""", "validation", "\"x\"", "Invalid request data: Callsign must be between 3 and 16 characters")]
    [InlineData("""{"type":"request","id":"x","operation":"queue.register","data":{"callsign":"\ud800"}}""", "invalid_json", null, "Invalid JSON format: ")]
    [InlineData("""{"type":"request","id":"x","operation":"queue.register","data":{"callsign":"W1AW"},"idempotency_key":"short"}""", "validation", "\"x\"", "Invalid request data: ")]
    [InlineData("""{"type":"auth","id":"x"}""", "invalid_message", "\"x\"", "Message validation failed: ")]
    [InlineData("""{"type":"auth","id":"x","data":{"username":"anna","password":7}}""", "invalid_message", "\"x\"", "Message validation failed: ")]
    [InlineData("""{"type":"auth","id":"x","data":{"username":"anna","password":"x","client_id":"a b"}}""", "invalid_message", "\"x\"", "Message validation failed: ")]
    [InlineData("""{"type":"request","id":"x","operation":"events.subscribe","data":{"events":["nothing"]}}""", "validation", "\"x\"", "Invalid request data: ")]
    [InlineData("""{"type":"request","id":"x","operation":"events.subscribe","data":{"since":3}}""", "validation", "\"x\"", "Invalid request data: ")]
    [InlineData("""{"type":"request","id":"x","operation":"caller.watch"}""", "validation", "\"x\"", "Invalid request data: ")]
    public async Task What_cannot_be_understood_is_an_error_frame_and_the_connection_stays(string said, string code, string? id, string begins)
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        await client.SayAsync(said);
        var heard = await client.HearAsync();
        Assert.Equal(("error", code, id), ((string?)heard["type"], (string?)heard["error_code"], heard["id"]?.ToJsonString()));
        Assert.StartsWith(begins, (string?)heard["error"], StringComparison.Ordinal);
        Assert.Equal("pong", (string?)(await client.AnswerAsync(new() { ["type"] = "ping", ["id"] = "p1" }))["type"]);
    }

    [Fact]
    public async Task Data_of_the_wrong_type_is_an_error_frame_with_the_text_that_clients_know()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        await client.LogInAsync();
        var heard = await client.AskAsync("admin.set_system_status", new() { ["active"] = "yes" });
        Assert.Equal(["type", "id", "error", "error_code", "timestamp"], heard.Select(one => one.Key));
        Assert.Equal(("error", "Invalid request data: 'active' field must be a boolean", "validation"), ((string?)heard["type"], (string?)heard["error"], (string?)heard["error_code"]));
        Assert.Equal("validation", (string?)(await client.AskAsync("admin.set_frequency", new() { ["frequency"] = "" }))["error_code"]);
    }

    [Fact]
    public async Task What_the_queue_refuses_is_a_response()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        var refused = await client.AskAsync("queue.register", new() { ["callsign"] = "W1AW" });
        Assert.Equal(["type", "id", "operation", "success", "data", "error", "error_code", "timestamp"], refused.Select(one => one.Key));
        Assert.Equal(("response", false, "System is currently inactive. Registration is not available.", "inactive"),
            ((string?)refused["type"], (bool)refused["success"]!, (string?)refused["error"], (string?)refused["error_code"]));
        Assert.Equal("bad_callsign", (string?)(await client.AskAsync("queue.register", new() { ["callsign"] = "ABC1DEF" }))["error_code"]);
    }

    [Fact]
    public async Task A_change_that_changed_nothing_has_no_number()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        await client.LogInAsync();
        var response = await client.AskAsync("admin.complete_qso");
        Assert.True(response.ContainsKey("seq"));
        Assert.Null(response["seq"]);
        Assert.False((await client.AskAsync("queue.list")).ContainsKey("seq"));
    }

    // queue P11
    [Fact]
    public async Task Who_comes_back_with_a_position_hears_what_was_missed_word_for_word_also_after_a_restart()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        var kept = new List<string>();
        using (var listener = await server.ConnectAsync())
        {
            foreach (var call in new[] { "W1AW", "K1ABC", "G3XYZ" })
                await server.RegisterAsync(call);
            await server.AsAnnaAsync("POST", "/api/admin/queue/next");
            await server.AsAnnaAsync("POST", "/api/admin/queue/next");
            var head = (long)(await server.GetAsync("/api/public/snapshot")).Json["seq"]!;
            kept.AddRange((await listener.HearUntilAsync(head)).Select(one => one.ToJsonString()));
        }

        await server.RestartAsync();
        var first = JsonNode.Parse(kept[0])!;
        // From every place, also between two events of one command.
        for (var cut = 0; cut <= kept.Count; cut++)
        {
            using var client = await server.ConnectAsync();
            var since = (long)first["seq"]! - 1 + cut;
            var response = await client.AskAsync("events.subscribe", new() { ["since"] = since, ["epoch"] = (string?)first["epoch"] });
            Assert.Empty(client.Events);
            Assert.Equal((true, kept.Count - cut), ((bool)response["data"]!["recovered"]!, (int)response["data"]!["replayed"]!));
            for (var i = cut; i < kept.Count; i++)
                Assert.Equal(kept[i], (await client.HearEventAsync()).ToJsonString());
        }
    }

    // queue P11
    [Theory]
    [InlineData(0, "elsewhere")]
    [InlineData(1_000_000, null)]
    public async Task Who_comes_back_from_nowhere_gets_the_whole_state(long since, string? epoch)
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        using var client = await server.ConnectAsync();
        var told = await client.DoAsync("events.subscribe", new() { ["since"] = since, ["epoch"] = epoch ?? (string?)client.Welcome["data"]!["epoch"] });
        Assert.Equal((false, 0, "main"), ((bool)told["recovered"]!, (int)told["replayed"]!, (string?)told["snapshot"]!["queue_name"]));
    }

    [Fact]
    public async Task Operators_events_are_for_operators_and_a_subscription_replaces_the_one_before()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        Assert.Equal("unauthorized", (string?)(await client.AskAsync("events.subscribe", new() { ["events"] = new JsonArray("banned_callsigns_update") }))["error_code"]);
        await client.LogInAsync();
        Assert.Equal("""["banned_callsigns_update","keepalive"]""",
            (await client.DoAsync("events.subscribe", new() { ["events"] = new JsonArray("keepalive", "banned_callsigns_update") }))["subscribed"]!.ToJsonString());
        await client.DoAsync("admin.set_frequency", new() { ["frequency"] = "7.1" });
        await client.DoAsync("admin.ban", new() { ["callsign"] = "M0BAD" });
        Assert.Equal("banned_callsigns_update", (string?)Assert.Single(client.Events)["event"]);
        var list = (await client.DoAsync("events.list"))["events"]!.AsArray();
        Assert.Equal(["banned_callsigns_update", "keepalive"], list.Where(one => (bool)one!["subscribed"]!).Select(one => (string?)one!["name"]));
        Assert.Equal("""{"subscribed":["keepalive"]}""", (await client.DoAsync("events.unsubscribe", new() { ["events"] = new JsonArray("banned_callsigns_update") })).ToJsonString());
        Assert.Equal("""{"subscribed":[]}""", (await client.DoAsync("events.unsubscribe")).ToJsonString());
    }

    // queue P21
    [Fact]
    public async Task Whoever_watches_a_ticket_is_told_of_being_next_once_and_nobody_else()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        await server.RegisterAsync("W1AW");
        var ticket = (string)(await server.RegisterAsync("K1ABC")).Json["ticket"]!;
        using var watcher = await server.ConnectAsync();
        using var other = await server.ConnectAsync();
        Assert.Equal("bad_ticket", (string?)(await watcher.AskAsync("caller.watch", new() { ["ticket"] = ticket + "x" }))["error_code"]);
        Assert.Equal(("waiting", 2), await watcher.DoAsync("caller.watch", new() { ["ticket"] = ticket }) is var told ? ((string?)told["status"], (int)told["position"]!) : default);
        await server.AsAnnaAsync("POST", "/api/admin/queue/next");
        var heard = new List<JsonObject>();
        while (heard.Count < 4)
            heard.Add(await watcher.HearEventAsync());
        Assert.Equal(["current_qso", "queue_update", "you_are_next", "caller_update"], heard.Select(one => (string?)one["event"]));
        Assert.Equal(["type", "event", "data", "timestamp"], heard[2].Select(one => one.Key));
        await other.DoAsync("system.ping");
        Assert.Equal(["current_qso", "queue_update"], other.Events.Select(one => (string?)one["event"]));
    }

    [Fact]
    public async Task A_connection_watches_at_most_five_tickets()
    {
        await using var server = await QueueServer.StartAsync(same => same with { MaxSize = 10, Queues = [] });
        await server.ActivateAsync();
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 6; i++)
        {
            var ticket = (string)(await server.RegisterAsync($"K{i}AB")).Json["ticket"]!;
            var response = await client.AskAsync("caller.watch", new() { ["ticket"] = ticket });
            Assert.Equal(i < 5 ? "response" : "error", (string?)response["type"]);
        }
    }

    [Fact]
    public async Task Too_many_requests_are_not_done_and_far_too_many_end_the_connection()
    {
        await using var server = await QueueServer.StartAsync(same => same with { RequestsPerSecond = 1, RequestBurst = 5 }, new TestClock());
        using var client = await server.ConnectAsync();
        for (var i = 0; i < 5; i++)
            await client.DoAsync("queue.list");
        var refused = await client.AskAsync("queue.list");
        Assert.Equal(("response", "rate_limited"), ((string?)refused["type"], (string?)refused["error_code"]));
        Assert.InRange((int)refused["details"]!["retry_after_ms"]!, 1, 1_000);
        for (var i = 0; i < 230; i++)
            await client.SayAsync("""{"type":"ping"}""");
        var close = await client.Line.HearCloseAsync();
        Assert.Equal((4002, "too_fast"), (close.CloseCode, close.CloseReason));
    }

    [Fact]
    public async Task Frames_that_are_no_messages_end_the_connection_with_the_code_that_says_why()
    {
        await using var server = await QueueServer.StartAsync();
        Assert.Equal(1003, await CloseAsync(line => line.SendAsync(TestSocket.Binary, [1])));
        Assert.Equal(1007, await CloseAsync(line => line.SendAsync(TestSocket.Text, [0xFF])));
        Assert.Equal(1009, await CloseAsync(line => line.SendTextAsync(new string('x', 65 * 1024))));
        Assert.Equal(1002, await CloseAsync(line => line.SendAsync(TestSocket.Text, "{}"u8.ToArray(), isMasked: false)));

        async Task<int> CloseAsync(Func<TestSocket, Task> say)
        {
            using var client = await server.ConnectAsync();
            await say(client.Line);
            return (await client.Line.HearCloseAsync()).CloseCode;
        }
    }

    [Fact]
    public async Task A_client_that_says_nothing_for_long_is_sent_away()
    {
        var clock = new ManualTime();
        await using var server = await QueueServer.StartAsync(time: clock);
        using var client = await server.ConnectAsync();
        // To the very second: one later the line would be cut, and the close might not have left.
        clock.Advance(TimeSpan.FromSeconds(51));
        var close = await client.Line.HearCloseAsync();
        Assert.Equal((4004, "timeout"), (close.CloseCode, close.CloseReason));
    }

    [Fact]
    public async Task A_shutdown_is_told_before_the_close()
    {
        await using var server = await QueueServer.StartAsync();
        using var client = await server.ConnectAsync();
        using var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"));
        await page.HearAsync();
        var stopping = server.StopAsync();
        var told = await client.HearEventAsync();
        Assert.Equal(("server_shutdown", "shutdown"), ((string?)told["event"], (string?)told["data"]!["reason"]));
        Assert.InRange((int)told["data"]!["reconnect_after_ms"]!, 0, 30_000);
        var close = await client.Line.HearAsync();
        Assert.Equal((TestSocket.Close, 1001, "shutdown"), (close.Opcode, close.CloseCode, close.CloseReason));
        await client.Line.SendCloseAsync(1001);
        var block = (await page.HearAsync())!;
        Assert.Equal("server_shutdown", block.Event);
        Assert.NotNull(block.Retry);
        Assert.Null(await page.HearAsync());
        await stopping;
    }

    // queue P25 (the counting of it; the campaign measures memory)
    [Fact]
    public async Task Connections_are_counted_in_and_out_and_one_too_many_is_refused_before_the_upgrade()
    {
        await using var server = await QueueServer.StartAsync(same => same with { MaxConnections = 2 });
        using var first = await server.ConnectAsync();
        await first.LogInAsync();
        using (var second = await server.ConnectAsync())
        {
            var pong = await second.AnswerAsync(new() { ["type"] = "ping" });
            Assert.Equal((2, 1), ((int)pong["data"]!["connection_count"]!, (int)pong["data"]!["authenticated_count"]!));
            Assert.Null(pong["id"]);
            var refused = await server.GetAsync("/api/events/stream");
            Assert.Equal((503, "overloaded"), (refused.Status, refused.Error.Code));
            Assert.NotNull(refused.Header("Retry-After"));
            await second.Line.SendCloseAsync(1000);
            Assert.Equal(1000, (await second.Line.HearCloseAsync()).CloseCode);
            await second.Line.HearTheEndAsync();
        }

        // The server hangs up before it counts us out.
        var count = 2;
        for (var patience = 0; count > 1 && patience < 2_000; patience++)
            count = (int)(await first.AnswerAsync(new() { ["type"] = "ping" }))["data"]!["connection_count"]!;
        Assert.Equal(1, count);
    }
}
