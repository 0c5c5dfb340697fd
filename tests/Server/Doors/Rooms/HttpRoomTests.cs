using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class HttpRoomTests
{
    // rooms P18
    [Fact]
    public async Task A_room_is_made_read_changed_listed_and_closed()
    {
        await using var server = await RoomServer.StartAsync();
        var made = await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby", name = " Lobby ", metadata = new { a = 1 } });
        Assert.Equal("/api/rooms/lobby", made.Headers["Location"]);
        Assert.Equal(["id", "name", "created_at", "created_by", "max_clients", "is_private", "metadata", "persistent", "default_role", "retention", "version"], made.Body.EnumerateObject().Select(one => one.Name));
        Assert.Equal(("Lobby", true), (made.Body.GetProperty("name").GetString(), made.Body.GetProperty("persistent").GetBoolean()));

        var changes = await Task.WhenAll(
            server.AskAsync("anna", "PATCH", "/api/rooms/lobby", new { version = 1, name = "Hall" }), server.AskAsync("anna", "PATCH", "/api/rooms/lobby", new { version = 1, name = "Den" }));
        Assert.Equal(["200", "409 version_conflict"], changes.Select(one => one.Word).Order());
        Assert.Equal(2, changes.Single(one => one.Status == 409).Body.GetProperty("room").GetProperty("version").GetInt32());
        Assert.Equal("403 forbidden", (await server.AskAsync("ben", "PATCH", "/api/rooms/lobby", new { version = 2, name = "x" })).Word);
        Assert.Equal("member", (await server.AskAsync("ben", "GET", "/api/rooms/lobby")).Body.GetProperty("role").GetString());
        Assert.Equal(1, (await server.AskAsync("ben", "GET", "/api/rooms")).Body.GetProperty("rooms").GetArrayLength());
        Assert.Equal(0, (await server.AskAsync("ben", "GET", "/api/rooms?mine=1")).Body.GetProperty("rooms").GetArrayLength());
        Assert.Equal("204", (await server.AskAsync("anna", "DELETE", "/api/rooms/lobby")).Word);
        Assert.Equal("404 room_not_found", (await server.AskAsync("anna", "GET", "/api/rooms/lobby")).Word);
    }

    [Theory]
    [InlineData("""{"id":"X"}""", "400 bad_room_id")]
    [InlineData("""{"nam":"X"}""", "400 invalid_field")]
    [InlineData("""{"max_clients":0}""", "400 invalid_field")]
    [InlineData("""{"metadata":{"a":{"b":{"c":{"d":{}}}}}}""", "400 invalid_field")]
    [InlineData("""{"retention":{"max_entries":0}}""", "400 invalid_field")]
    [InlineData("""{"default_role":"owner"}""", "400 invalid_field")]
    [InlineData("""{"name":""}""", "400 invalid_field")]
    [InlineData("""{"name":"a","name":"b"}""", "400 bad_json")]
    [InlineData("[]", "400 bad_json")]
    [InlineData("{", "400 bad_json")]
    public async Task A_bad_room_is_refused(string body, string word)
    {
        await using var server = await RoomServer.StartAsync();

        Assert.Equal(word, (await server.AskAsync("anna", "POST", "/api/rooms", body)).Word);
    }

    // rooms P17
    [Fact]
    public async Task A_private_room_answers_strangers_as_one_that_is_not_there()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { CreateOnJoin = false });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "den", is_private = true });
        (string Method, string Path, object? Body)[] asked =
        [
            ("GET", "", null), ("PATCH", "", new { version = 1 }), ("DELETE", "", null), ("GET", "/participants", null), ("GET", "/messages", null), ("GET", "/members", null),
            ("PUT", "/members/1", new { role = "owner" }), ("DELETE", "/members/1", null), ("POST", "/invites", new { }), ("GET", "/invites", null), ("DELETE", "/invites/x", null),
            ("POST", "/join", new { code = "x" }), ("POST", "/kick", new { user_id = 1 }), ("GET", "/bans", null), ("POST", "/bans", new { user_id = 1, duration_s = 5 }), ("DELETE", "/mutes/1", null),
        ];
        foreach (var (method, path, body) in asked)
        {
            var (there, nowhere) = (await server.AskAsync("ben", method, "/api/rooms/den" + path, body), await server.AskAsync("ben", method, "/api/rooms/nowhere" + path, body));
            Assert.Equal((404, nowhere.Text), (there.Status, there.Text));
        }

        Assert.Equal("404 room_not_found", (await server.UpgradeAsync("/ws/den", server.TokenOf("ben"))).Word);
        Assert.Equal(0, (await server.AskAsync("ben", "GET", "/api/rooms")).Body.GetProperty("rooms").GetArrayLength());
    }

    // rooms P21
    [Fact]
    public async Task An_invite_lets_in_as_many_as_it_says_at_whatever_moment_they_come()
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "den", is_private = true });
        var made = await server.AskAsync("anna", "POST", "/api/rooms/den/invites", new { });
        var code = made.Body.GetProperty("code").GetString();

        var both = await Task.WhenAll(server.AskAsync("ben", "POST", "/api/rooms/den/join", new { code }), server.AskAsync("cleo", "POST", "/api/rooms/den/join", new { code }));

        Assert.Equal(["200", "404 invite_invalid"], both.Select(one => one.Word).Order());
        Assert.DoesNotContain(code!, (await server.AskAsync("anna", "GET", "/api/rooms/den/messages?limit=100")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moderators_act_over_HTTP()
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        var ben = server.IdOf("ben");
        using var line = await server.JoinAsync("ben", "lobby");
        await line.HearAsync("snapshot");

        Assert.Equal("201", (await server.AskAsync("anna", "POST", "/api/rooms/lobby/mutes", new { user_id = ben, duration_s = 600, reason = "spam" })).Word);
        Assert.Equal("mute", (await line.HearAsync("moderation")).GetProperty("data").GetProperty("action").GetString());
        Assert.Equal(1, (await server.AskAsync("anna", "GET", "/api/rooms/lobby/mutes")).Body.GetProperty("mutes").GetArrayLength());
        Assert.Equal("200", (await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{ben}", new { role = "moderator" })).Word);
        Assert.Equal("403 forbidden", (await server.AskAsync("ben", "PUT", $"/api/rooms/lobby/members/{server.IdOf("anna")}", new { role = "member" })).Word);
        Assert.Equal("409 last_owner", (await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/members/{server.IdOf("anna")}")).Word);
        Assert.Equal("404 user_not_found", (await server.AskAsync("anna", "POST", "/api/rooms/lobby/bans", new { user_id = 999, duration_s = 5 })).Word);
        Assert.Equal(1, (await server.AskAsync("anna", "POST", "/api/rooms/lobby/kick", new { user_id = ben })).Body.GetProperty("connections_closed").GetInt32());
        Assert.Equal(4502, await line.ClosedAsync());
        Assert.Equal("404 not_present", (await server.AskAsync("anna", "POST", "/api/rooms/lobby/kick", new { user_id = ben })).Word);
    }
}
