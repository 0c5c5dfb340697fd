using System.Text.Json;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The table of HTTP endpoints of specification 5.6: shapes, pages, and what each one refuses.</summary>
public class HttpContractTests
{
    private static readonly string[] RoomKeys = ["id", "name", "created_at", "created_by", "max_clients", "is_private", "metadata", "persistent", "default_role", "retention", "version"];

    [Fact]
    public async Task A_room_without_an_id_gets_one_nobody_guesses_and_an_id_is_taken_once()
    {
        await using var server = await RoomServer.StartAsync();
        var made = await server.AskAsync("anna", "POST", "/api/rooms", new { });

        Assert.Matches("^[0-9a-f]{32}$", made.Body.GetProperty("id").GetString());
        Assert.Equal($"/api/rooms/{made.Body.GetProperty("id").GetString()}", made.Headers["Location"]);
        Assert.Equal("201", (await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" })).Word);
        Assert.Equal("409 id_taken", (await server.AskAsync("ben", "POST", "/api/rooms", new { id = "lobby" })).Word);
    }

    [Fact]
    public async Task What_is_asked_of_a_room_has_the_shape_of_the_table()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RequestsPerSecond = 1_000 });
        var (ben, cleo) = (server.IdOf("ben"), server.IdOf("cleo"));
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var line = await server.JoinAsync("ben", "lobby");
        await line.HearAsync("snapshot");
        await line.PostAsync("Hello", "1");
        await line.HearAsync("ack");

        Assert.Equal([.. RoomKeys, "user_count", "connection_count"], Keys((await GetAsync("/api/rooms")).GetProperty("rooms")[0]));
        var room = await GetAsync("/api/rooms/lobby");
        Assert.Equal(["room", "role", "position", "read_seq", "user_count", "connection_count"], Keys(room));
        Assert.Equal(RoomKeys, Keys(room.GetProperty("room")));
        Assert.Equal(["epoch", "seq", "floor"], Keys(room.GetProperty("position")));
        Assert.Equal(["max_entries", "max_age_s"], Keys(room.GetProperty("room").GetProperty("retention")));
        var people = await GetAsync("/api/rooms/lobby/participants");
        Assert.Equal(["room_id", "users", "next", "user_count", "connection_count"], Keys(people));
        Assert.Equal(["user_id", "user_handle", "role", "state", "connections", "joined_at"], Keys(people.GetProperty("users")[0]));
        var messages = await GetAsync("/api/rooms/lobby/messages");
        Assert.Equal(["room_id", "epoch", "head", "floor", "items", "has_more", "next"], Keys(messages));
        Assert.Equal("Hello", messages.GetProperty("items")[0].GetProperty("data").GetProperty("text").GetString());

        string[] member = ["user_id", "user_handle", "role", "since"];
        Assert.Equal(member, Keys((await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{ben}", new { role = "moderator" })).Body));
        var members = await GetAsync("/api/rooms/lobby/members");
        Assert.Equal(["members", "next"], Keys(members));
        Assert.Equal(member, Keys(members.GetProperty("members")[0]));

        string[] invite = ["invite_id", "role", "max_uses", "uses", "expires_at", "created_by"];
        var made = (await server.AskAsync("anna", "POST", "/api/rooms/lobby/invites", new { max_uses = 2 })).Body;
        Assert.Equal([invite[0], "code", .. invite[1..]], Keys(made));
        Assert.Equal(invite, Keys((await GetAsync("/api/rooms/lobby/invites")).GetProperty("invites")[0]));
        Assert.Equal(["room", "role"], Keys((await server.AskAsync("cleo", "POST", "/api/rooms/lobby/join", new { code = made.GetProperty("code").GetString() })).Body));
        Assert.Equal("204", (await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/invites/{made.GetProperty("invite_id").GetString()}")).Word);
        Assert.Equal("404 invite_invalid", (await server.AskAsync("anna", "DELETE", "/api/rooms/lobby/invites/none")).Word);

        string[] sanction = ["user_id", "user_handle", "until", "by", "reason", "at"];
        foreach (var kind in new[] { "mutes", "bans" })
        {
            var body = (await server.AskAsync("anna", "POST", $"/api/rooms/lobby/{kind}", new { user_id = cleo, duration_s = (int?)null })).Body;
            Assert.Equal(sanction, Keys(body));
            Assert.Equal(JsonValueKind.Null, body.GetProperty("until").ValueKind);
            Assert.Equal(sanction, Keys((await GetAsync($"/api/rooms/lobby/{kind}")).GetProperty(kind)[0]));
            Assert.Equal("204", (await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/{kind}/{cleo}")).Word);
        }

        Assert.Equal(["ticket", "expires_at", "expires_in_ms"], Keys((await server.AskAsync("anna", "POST", "/api/rooms/tickets", new { })).Body));
        Assert.Equal("400 bad_room_id", (await server.AskAsync("anna", "POST", "/api/rooms/tickets", new { room_id = "X" })).Word);

        async Task<JsonElement> GetAsync(string path) => (await server.AskAsync("anna", "GET", path)).Body;
    }

    [Fact]
    public async Task What_changes_nothing_makes_no_entry()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RequestsPerSecond = 1_000 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        var ben = server.IdOf("ben");
        await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{ben}", new { role = "member" });
        var before = await HeadAsync();

        var same = await server.AskAsync("anna", "PATCH", "/api/rooms/lobby", new { version = 1, name = "lobby", max_clients = 100 });
        Assert.Equal((200, 1), (same.Status, same.Body.GetProperty("version").GetInt32()));
        Assert.Equal("200", (await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{ben}", new { role = "member" })).Word);
        Assert.Equal("204", (await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/members/{server.IdOf("cleo")}")).Word);
        Assert.Equal("204", (await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/bans/{ben}")).Word);
        Assert.Equal("204", (await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/mutes/{ben}")).Word);

        Assert.Equal(before, await HeadAsync());

        async Task<long> HeadAsync() => (await server.AskAsync("anna", "GET", "/api/rooms/lobby")).Body.GetProperty("position").GetProperty("seq").GetInt64();
    }

    [Theory]
    [InlineData("GET", "/api/rooms?limit=0", null, "400 bad_query")]
    [InlineData("GET", "/api/rooms?limit=101", null, "400 bad_query")]
    [InlineData("GET", "/api/rooms?mine=2", null, "400 bad_query")]
    [InlineData("GET", "/api/rooms/LOBBY", null, "400 bad_room_id")]
    [InlineData("GET", "/api/rooms/lobby/messages?before=5&after=1", null, "400 bad_query")]
    [InlineData("GET", "/api/rooms/lobby/messages?limit=x", null, "400 bad_query")]
    [InlineData("GET", "/api/rooms/lobby/messages?epoch=other", null, "410 epoch_changed")]
    [InlineData("GET", "/api/rooms/lobby/participants?limit=201", null, "400 bad_query")]
    [InlineData("GET", "/api/rooms/lobby/members?limit=201", null, "400 bad_query")]
    [InlineData("PATCH", "/api/rooms/lobby", """{"name":"x"}""", "400 invalid_field")]
    [InlineData("PATCH", "/api/rooms/lobby", """{"version":1,"id":"x"}""", "400 invalid_field")]
    [InlineData("PATCH", "/api/rooms/lobby", """{"version":7,"name":"x"}""", "409 version_conflict")]
    [InlineData("PUT", "/api/rooms/lobby/members/1", """{"role":"king"}""", "400 invalid_field")]
    [InlineData("PUT", "/api/rooms/lobby/members/999", """{"role":"member"}""", "404 user_not_found")]
    [InlineData("POST", "/api/rooms/lobby/invites", """{"max_uses":1001}""", "400 invalid_field")]
    [InlineData("POST", "/api/rooms/lobby/invites", """{"expires_in_s":59}""", "400 invalid_field")]
    [InlineData("POST", "/api/rooms/lobby/bans", """{"user_id":1,"duration_s":0}""", "400 invalid_field")]
    [InlineData("POST", "/api/rooms/lobby/bans", """{"user_id":1}""", "400 invalid_field")]
    [InlineData("POST", "/api/rooms/lobby/kick", """{}""", "400 invalid_field")]
    [InlineData("POST", "/api/rooms/lobby/kick", """{"user_id":999}""", "404 not_present")]
    [InlineData("POST", "/api/rooms/lobby/join", """{"code":"x"}""", "404 invite_invalid")]
    [InlineData("POST", "/api/rooms/nowhere/join", """{"code":"x"}""", "404 invite_invalid")]
    [InlineData("PUT", "/api/rooms/lobby", "{}", "405 method_not_allowed")]
    [InlineData("GET", "/api/rooms/lobby/secrets", null, "404 not_found")]
    public async Task What_is_wrong_is_told_by_its_code(string method, string path, string? body, string word)
    {
        await using var server = await RoomServer.StartAsync();
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });

        var said = await server.AskAsync("anna", method, path, body);

        Assert.Equal(word, said.Word);
        Assert.True(said.Body.GetProperty("detail").GetString()!.Length > 10);
        Assert.Equal(word.EndsWith("invalid_field", StringComparison.Ordinal), said.Body.TryGetProperty("field", out _));
    }

    [Fact]
    public async Task Size_type_and_rate_of_requests_are_looked_at_and_so_is_who_asks()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RequestsPerSecond = 2 }, clock: new TestClock());
        var token = server.TokenOf("anna");
        Assert.Equal("413 too_big", (await server.AskAsync("anna", "POST", "/api/rooms", $$"""{"name":"{{new string('x', 33_000)}}"}""")).Word);
        // What is beyond everything's limit is refused before it is read: whoever sends it all the same may find the line closed while writing.
        Assert.Equal("413 too_big", (await AskAsync("POST", $$"""{"name":"{{new string('x', 2_000_000)}}"}""", token, null, ("Expect", "100-continue"))).Word);
        Assert.Equal("415 json_required", (await AskAsync("POST", "{}", token, null, ("Content-Type", "text/plain"))).Word);
        var nobody = await AskAsync("GET", null, null, null);
        Assert.Equal(("401 unauthenticated", "Bearer"), (nobody.Word, nobody.Headers["WWW-Authenticate"]));
        Assert.Equal("401 invalid_token", (await AskAsync("GET", null, "wrong", null)).Word);
        Assert.Equal("403 origin_not_allowed", (await AskAsync("POST", "{}", null, token, ("Origin", "https://evil.example"))).Word);
        Assert.Equal("403 origin_not_allowed", (await AskAsync("POST", "{}", null, token, ("Sec-Fetch-Site", "cross-site"))).Word);
        var said = await server.AskAsync("ben", "GET", "/api/rooms");
        for (var i = 0; said.Status == 200; i++)
        {
            Assert.True(i < 10, "never refused");
            said = await server.AskAsync("ben", "GET", "/api/rooms");
        }

        Assert.Equal("429 rate_limited", said.Word);
        Assert.InRange(said.Body.GetProperty("retry_after_ms").GetInt32(), 1, 500);
        Assert.Equal("1", said.Headers["Retry-After"]);

        Task<HttpSaid> AskAsync(string method, string? body, string? by, string? cookie, params (string Name, string Value)[] headers) =>
            server.Accounts.AskAsync(method, "/api/rooms", body, by, cookie, headers: headers);
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(one => one.Name);
}
