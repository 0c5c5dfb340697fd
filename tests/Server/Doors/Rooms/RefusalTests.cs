using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The table of refusals of specification 5.2, row by row, told by status and by close code.</summary>
public class RefusalTests // rooms P33
{
    [Fact]
    public async Task What_is_no_upgrade_or_comes_from_elsewhere_is_refused_by_status_in_either_mode()
    {
        await using var server = await RoomServer.StartAsync();
        var token = server.TokenOf("anna");

        Assert.Equal("426 websocket_required", (await server.AskAsync("anna", "GET", "/ws/lobby?close_codes=1")).Word);
        Assert.Equal("400 bad_handshake", (await server.UpgradeAsync("/ws/lobby?close_codes=1", token, null, ("Sec-WebSocket-Protocol", "chat"))).Word);
        Assert.Equal("403 origin_not_allowed", (await server.UpgradeAsync("/ws/lobby?close_codes=1", token, null, ("Origin", "https://evil.example"))).Word);
        Assert.Equal("403 origin_not_allowed", (await server.UpgradeAsync("/ws/BAD", null, token)).Word);
    }

    [Theory]
    [InlineData("/ws/LOBBY", 400, "bad_room_id", 1008)]
    [InlineData("/ws/health2%2Fx", 400, "bad_room_id", 1008)]
    [InlineData("/ws/tickets", 400, "bad_room_id", 1008)]
    [InlineData("/ws/a/b", 400, "bad_room_id", 1008)]
    [InlineData("/ws/%C3%A4", 400, "bad_room_id", 1008)]
    [InlineData("/ws/_x", 400, "bad_room_id", 1008)]
    [InlineData("/ws/lobby?since=1", 400, "bad_query", 1008)]
    [InlineData("/ws/lobby?since=-1&epoch=k", 400, "bad_query", 1008)]
    [InlineData("/ws/lobby?since=9007199254740992&epoch=k", 400, "bad_query", 1008)]
    [InlineData("/ws/lobby?history=101", 400, "bad_query", 1008)]
    [InlineData("/ws/lobby?history=1&history=1", 400, "bad_query", 1008)]
    [InlineData("/ws/nowhere?since=1&epoch=k", 404, "room_not_found", 4504)]
    [InlineData("/ws/den", 404, "room_not_found", 4504)]
    [InlineData("/ws/full", 409, "room_full", 4503)]
    [InlineData("/ws/ban", 403, "banned", 4501)]
    public async Task Whoever_is_refused_is_told_by_status_or_by_close_code(string path, int status, string code, int close)
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "den", is_private = true });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "full", max_clients = 1 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "ban" });
        await server.AskAsync("anna", "POST", "/api/rooms/ban/bans", new { user_id = server.IdOf("ben"), duration_s = 60 });
        using var first = await server.JoinAsync("anna", "full");

        var refused = await server.UpgradeAsync(path, server.TokenOf("ben"));
        using var told = await RoomLine.ConnectAsync(server.Address, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "close_codes=1", server.TokenOf("ben"));
        var error = (await told.HearAsync("error")).GetProperty("data");

        Assert.Equal($"{status} {code}", refused.Word);
        Assert.Equal((code, true), (error.GetProperty("code").GetString(), error.GetProperty("fatal").GetBoolean()));
        Assert.Equal(close, await told.ClosedAsync());
        Assert.Equal(code, told.CloseReason);
        Assert.Equal(code == "banned", refused.Body.TryGetProperty("until", out _));
    }

    [Fact]
    public async Task The_first_credential_there_is_counts_alone()
    {
        await using var server = await RoomServer.StartAsync(settings: given => given with { Origins = new OriginSettings { Allowed = ["https://app.example"] }, Rooms = given.Rooms with { HeaderClientsWithoutOrigin = true } });
        var good = server.TokenOf("anna");
        (string, string) origin = ("Origin", "https://app.example");

        Assert.Equal("401 unauthenticated", (await server.UpgradeAsync("/ws/lobby", null, null, origin)).Word);
        Assert.Equal("401 invalid_token", (await server.UpgradeAsync("/ws/lobby", "Bearer wrong", good, origin)).Word);
        Assert.Equal("401 invalid_token", (await server.UpgradeAsync("/ws/lobby", null, good, origin, ("Sec-WebSocket-Protocol", "rollcall.rooms.v1, bearer.wrong"))).Word);
        Assert.Equal("401 invalid_ticket", (await server.UpgradeAsync("/ws/lobby?ticket=wrong", null, good, origin)).Word);
        Assert.Equal("403 origin_not_allowed", (await server.UpgradeAsync("/ws/lobby", null, good)).Word);
        Assert.Equal("400 bad_query", (await server.UpgradeAsync("/ws/lobby?history=x", good)).Word);
        Assert.Equal("Bearer", (await server.UpgradeAsync("/ws/lobby", null, null, origin)).Headers["WWW-Authenticate"]);
    }

    // rooms P34
    [Fact]
    public async Task A_browser_gets_in_by_cookie_by_subprotocol_and_by_a_ticket_that_works_once()
    {
        await using var server = await RoomServer.StartAsync();
        var (own, token) = ($"http://{server.Address.Authority}", server.TokenOf("anna"));
        using var byCookie = await RoomLine.ConnectAsync(server.Address, "/ws/lobby", cookie: token, origin: own);
        using var bySubprotocol = await RoomLine.ConnectAsync(server.Address, "/ws/lobby", origin: own, subprotocols: ["rollcall.rooms.v1", $"bearer.{token}"]);
        var ticket = (await server.AskAsync("anna", "POST", "/api/rooms/tickets", new { room_id = "lobby" })).Body.GetProperty("ticket").GetString();
        var elsewhere = (await server.AskAsync("anna", "POST", "/api/rooms/tickets", new { room_id = "hall" })).Body.GetProperty("ticket").GetString();
        using var byTicket = await RoomLine.ConnectAsync(server.Address, $"/ws/lobby?ticket={ticket}", origin: own);

        foreach (var line in new[] { byCookie, bySubprotocol, byTicket })
            Assert.Equal("anna", (await line.HearAsync("hello")).GetProperty("data").GetProperty("user_handle").GetString());
        Assert.Equal("rollcall.rooms.v1", bySubprotocol.Subprotocol);
        Assert.Equal("401 invalid_ticket", (await server.UpgradeAsync($"/ws/lobby?ticket={ticket}")).Word);
        Assert.Equal("401 invalid_ticket", (await server.UpgradeAsync($"/ws/lobby?ticket={elsewhere}")).Word);
        Assert.DoesNotContain(ticket!, server.Accounts.Server.Log.ToString(), StringComparison.Ordinal);
    }
}
