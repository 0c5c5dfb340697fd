using System.Net.WebSockets;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The tables of the door that are not about the room: origins, ids, tickets, the limits of the whole server.</summary>
public class DoorTableTests
{
    // rooms P33
    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("HTTPS://APP.EXAMPLE", true)]
    [InlineData("https://app.example:443", true)]
    [InlineData("https://app.example:8443", false)]
    [InlineData("http://app.example", false)]
    [InlineData("https://sub.app.example", false)]
    [InlineData("https://app.example.evil.example", false)]
    [InlineData("https://app.example/", false)]
    [InlineData("https://app.example/path", false)]
    [InlineData("https://app.example https://evil.example", false)]
    [InlineData("https://app.example, https://app.example", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public async Task An_origin_is_taken_exactly_or_not_at_all(string origin, bool allowed)
    {
        await using var server = await RoomServer.StartAsync(settings: given => given with { Origins = new OriginSettings { Allowed = ["https://app.example"] } });

        // Where it is allowed the next row of the table answers: the id.
        var said = await server.UpgradeAsync("/ws/BAD", server.TokenOf("anna"), null, ("Origin", origin));

        Assert.Equal(allowed ? "400 bad_room_id" : "403 origin_not_allowed", said.Word);
    }

    // rooms P33
    [Fact]
    public async Task Without_an_origin_a_header_is_enough_only_where_nothing_is_listed_or_it_is_switched_on()
    {
        var listed = new OriginSettings { Allowed = ["https://app.example"] };
        await using var open = await RoomServer.StartAsync();
        await using var closed = await RoomServer.StartAsync(settings: given => given with { Origins = listed });
        await using var switched = await RoomServer.StartAsync(settings: given => given with { Origins = listed, Rooms = given.Rooms with { HeaderClientsWithoutOrigin = true } });

        Assert.Equal("400 bad_room_id", (await open.UpgradeAsync("/ws/BAD", open.TokenOf("anna"))).Word);
        Assert.Equal("400 bad_room_id", (await open.UpgradeAsync("/ws/BAD")).Word);
        Assert.Equal("403 origin_not_allowed", (await open.UpgradeAsync("/ws/BAD", null, open.TokenOf("anna"))).Word);
        Assert.Equal("403 origin_not_allowed", (await closed.UpgradeAsync("/ws/BAD", closed.TokenOf("anna"))).Word);
        Assert.Equal("400 bad_room_id", (await switched.UpgradeAsync("/ws/BAD", switched.TokenOf("anna"))).Word);
        Assert.Equal("403 origin_not_allowed", (await switched.UpgradeAsync("/ws/BAD", null, switched.TokenOf("anna"))).Word);
        var own = $"http://{open.Address.Authority}";
        Assert.Equal("400 bad_room_id", (await open.UpgradeAsync("/ws/BAD", null, open.TokenOf("anna"), ("Origin", own))).Word);
    }

    // rooms P33
    [Fact]
    public async Task A_room_id_is_taken_as_the_grammar_says_and_in_both_modes()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { MadeOnJoinPerMinute = 1_000, RequestsPerSecond = 1_000 });
        var longest = new string('a', 64);
        foreach (var good in new[] { "a", "0", "a-b_c", longest, "%61bc", "health2" })
            Assert.Equal("404 room_not_found", (await server.UpgradeAsync($"/ws/{good}?since=1&epoch=k", server.TokenOf("anna"))).Word);
        string[] bad = ["", longest + "a", "Lobby", "-a", "_a", "a.b", "..%2Fa", "a%2Fb", "a%01", "a%0A", "a%7F", "a%20b", "%C3%A4", "%EF%BD%81", "%2561", "tickets", "a/b"];
        foreach (var id in bad)
        {
            Assert.Equal((id, "400 bad_room_id"), (id, (await server.UpgradeAsync($"/ws/{id}", server.TokenOf("anna"))).Word));
            using var told = await RoomLine.ConnectAsync(server.Address, $"/ws/{id}?close_codes=1", server.TokenOf("anna"));
            Assert.Equal((id, 1008), (id, await told.ClosedAsync()));
        }
    }

    // rooms P34
    [Fact]
    public async Task A_ticket_presented_many_times_at_once_lets_one_in()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RequestsPerSecond = 1_000 });
        var ticket = (await server.AskAsync("anna", "POST", "/api/rooms/tickets", new { })).Body.GetProperty("ticket").GetString();

        var came = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                return await RoomLine.ConnectAsync(server.Address, $"/ws/lobby?ticket={ticket}", origin: $"http://{server.Address.Authority}");
            }
            catch (WebSocketException)
            {
                return null;
            }
        }));

        using var one = Assert.Single(came.OfType<RoomLine>());
        Assert.Equal("anna", (await one.HearAsync("hello")).GetProperty("data").GetProperty("user_handle").GetString());
        Assert.DoesNotContain(ticket!, server.Accounts.Server.Log.ToString(), StringComparison.Ordinal);
    }

    // rooms P33
    [Fact]
    public async Task The_limits_of_the_whole_server_answer_503_and_those_of_an_address_429()
    {
        await using var full = await RoomServer.StartAsync(settings: given => given with { Limits = given.Limits with { MaxConnections = 1 } });
        using var first = await full.JoinAsync("anna", "lobby");
        var refused = await full.UpgradeAsync("/ws/BAD?close_codes=1");
        Assert.Equal("503 overloaded", refused.Word);
        Assert.True(refused.Headers.ContainsKey("Retry-After"));

        await using var slow = await RoomServer.StartAsync(settings: given => given with { Limits = given.Limits with { ConnectionBurst = 1, ConnectionsPerSecond = 1 } }, clock: new TestClock());
        using var second = await slow.JoinAsync("anna", "lobby");
        Assert.Equal("503 overloaded", (await slow.UpgradeAsync("/ws/lobby", slow.TokenOf("ben"))).Word);

        await using var narrow = await RoomServer.StartAsync(rooms => rooms with { ConnectionsPerAddress = 1 });
        using var third = await narrow.JoinAsync("anna", "lobby");
        Assert.Equal("429 too_many_connections", (await narrow.UpgradeAsync("/ws/BAD?close_codes=1")).Word);

        await using var hasty = await RoomServer.StartAsync(rooms => rooms with { ArrivalsPerSecond = 1 }, clock: new TestClock());
        for (var i = 0; i < 10; i++)
            Assert.Equal("400 bad_room_id", (await hasty.UpgradeAsync("/ws/BAD")).Word);
        Assert.Equal("429 too_many_connections", (await hasty.UpgradeAsync("/ws/BAD")).Word);
    }

    // rooms P33
    [Fact]
    public async Task A_null_character_in_the_id_never_gets_in()
    {
        await using var server = await RoomServer.StartAsync();
        foreach (var query in new[] { "", "?close_codes=1" })
        {
            var address = new Uri(server.Address, "/ws/lobby");
            using var socket = await TestSocket.OpenAsync(address);
            await socket.SendBytesAsync(System.Text.Encoding.ASCII.GetBytes($"GET /ws/lob%00by{query} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {server.TokenOf("anna")}\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));

            Assert.StartsWith("HTTP/1.1 400 ", await socket.ReadHeadAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await server.AskAsync("anna", "GET", "/api/rooms")).Body.GetProperty("rooms").GetArrayLength());
    }

    // rooms P34
    [Fact]
    public async Task A_ticket_ends_with_its_time_and_with_the_session_that_asked_for_it_and_no_secret_comes_back_in_a_header()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(clock: clock);
        var (early, late, orphan) = (await TicketAsync("anna"), await TicketAsync("anna"), await TicketAsync("ben"));
        await server.AskAsync("ben", "POST", "/v1/auth/logout");
        Assert.Equal("401 invalid_ticket", (await server.UpgradeAsync($"/ws/lobby?ticket={orphan}")).Word);
        clock.Advance(TimeSpan.FromSeconds(29.9));
        using (var socket = await TestSocket.OpenAsync(server.Address))
        {
            var head = await socket.RequestAsync(new Uri(server.Address, $"/ws/lobby?ticket={early}"), $"Origin: http://{server.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
            Assert.DoesNotContain(early, head, StringComparison.Ordinal);
        }

        using (var socket = await TestSocket.OpenAsync(server.Address))
        {
            var head = await socket.RequestAsync(new Uri(server.Address, "/ws/lobby"), $"Sec-WebSocket-Protocol: rollcall.rooms.v1, bearer.{server.TokenOf("anna")}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            Assert.Contains("Sec-WebSocket-Protocol: rollcall.rooms.v1\r\n", head, StringComparison.Ordinal);
            Assert.DoesNotContain(server.TokenOf("anna"), head, StringComparison.Ordinal);
        }

        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("401 invalid_ticket", (await server.UpgradeAsync($"/ws/lobby?ticket={late}")).Word);

        async Task<string> TicketAsync(string who) => (await server.AskAsync(who, "POST", "/api/rooms/tickets", new { })).Body.GetProperty("ticket").GetString()!;
    }
}
