using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
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
    [InlineData("""{"name":"  "}""", "400 invalid_field")]
    [InlineData("""{"name":"a\u0007b"}""", "400 invalid_field")]
    [InlineData("""{"name":"\ud800"}""", "400 invalid_field")]
    [InlineData("""{"name":7}""", "400 invalid_field")]
    [InlineData("""{"id":"tickets"}""", "400 bad_room_id")]
    [InlineData("""{"max_clients":10001}""", "400 invalid_field")]
    [InlineData("""{"max_clients":1.5}""", "400 invalid_field")]
    [InlineData("""{"is_private":"yes"}""", "400 invalid_field")]
    [InlineData("""{"persistent":null}""", "400 invalid_field")]
    [InlineData("""{"default_role":"moderator"}""", "400 invalid_field")]
    [InlineData("""{"metadata":[]}""", "400 invalid_field")]
    [InlineData("""{"metadata":{"":1}}""", "400 invalid_field")]
    [InlineData("""{"metadata":{"a":"\ud800"}}""", "400 invalid_field")]
    [InlineData("""{"metadata":{"\udc00":1}}""", "400 bad_json")]
    [InlineData("""{"metadata":{"a":[[[[]]]]}}""", "400 invalid_field")]
    [InlineData("""{"retention":{"max_entries":1000001}}""", "400 invalid_field")]
    [InlineData("""{"retention":{"max_entries":1,"max_age_s":59}}""", "400 invalid_field")]
    [InlineData("""{"retention":{"max_entries":1,"max_age_s":315360001}}""", "400 invalid_field")]
    [InlineData("""{"retention":{"max_age_s":60}}""", "400 invalid_field")]
    [InlineData("""{"retention":{"max_entries":1,"more":1}}""", "400 invalid_field")]
    [InlineData("""{"version":1}""", "400 invalid_field")]
    [InlineData("", "400 bad_json")]
    [InlineData("""{"name":"a","name":"b"}""", "400 bad_json")]
    [InlineData("[]", "400 bad_json")]
    [InlineData("{", "400 bad_json")]
    public async Task A_bad_room_is_refused(string body, string word)
    {
        await using var server = await RoomServer.StartAsync();

        Assert.Equal(word, (await server.AskAsync("anna", "POST", "/api/rooms", body)).Word);
    }

    [Fact]
    public async Task What_a_room_may_be_at_most_is_taken_and_a_little_more_is_not()
    {
        await using var server = await RoomServer.StartAsync();
        var keys = Enumerable.Range(0, 64).ToDictionary(number => $"k{number:00}", _ => 1);
        foreach (var (field, most, beyond) in new (string, object, object)[]
        {
            ("name", string.Concat(Enumerable.Repeat("😀", 100)), string.Concat(Enumerable.Repeat("😀", 101))),
            ("max_clients", 10_000, 10_001),
            ("metadata", new Dictionary<string, string> { ["a"] = new('x', 8_184) }, new Dictionary<string, string> { ["a"] = new('x', 8_185) }),
            ("metadata", keys, new Dictionary<string, int>(keys) { ["more"] = 1 }),
            ("metadata", new Dictionary<string, int> { [new('k', 64)] = 1 }, new Dictionary<string, int> { [new('k', 65)] = 1 }),
            ("metadata", new { a = new { b = new { c = new { } } } }, new { a = new { b = new { c = new { d = new { } } } } }),
            ("retention", new { max_entries = 1_000_000, max_age_s = 315_360_000 }, new { max_entries = 1_000_001, max_age_s = 315_360_000 }),
        })
        {
            var made = await server.AskAsync("anna", "POST", "/api/rooms", new Dictionary<string, object> { [field] = most });
            Assert.Equal((field, "201"), (field, made.Word));
            var id = made.Body.GetProperty("id").GetString();
            var changed = await server.AskAsync("anna", "PATCH", $"/api/rooms/{id}", new Dictionary<string, object> { ["version"] = 1, [field] = beyond });
            Assert.Equal(("400 invalid_field", field), (changed.Word, changed.Body.GetProperty("field").GetString()));
            Assert.Equal(made.Body.GetRawText(), (await server.AskAsync("anna", "GET", $"/api/rooms/{id}")).Body.GetProperty("room").GetRawText());
        }
    }

    // rooms P21
    [Fact]
    public async Task Codes_that_do_not_work_are_answered_alike_whatever_is_wrong_with_them()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { WrongCodesPerMinute = 100 }, clock: clock);
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "den", is_private = true });
        var (expired, revoked, used) = (await InviteAsync(60), await InviteAsync(600), await InviteAsync(600));
        await server.AskAsync("anna", "DELETE", $"/api/rooms/den/invites/{revoked.Id}");
        Assert.Equal("200", (await JoinAsync("cleo", "den", used.Code)).Word);
        clock.Advance(TimeSpan.FromSeconds(60));

        var answers = new List<HttpSaid>();
        foreach (var (room, code) in new[] { ("den", expired.Code), ("den", revoked.Code), ("den", used.Code), ("den", "invented"), ("nowhere", used.Code) })
            answers.Add(await JoinAsync("ben", room, code));

        Assert.Equal("404 invite_invalid", answers[0].Word);
        Assert.Single(answers.Select(said => said.Text).Distinct());

        Task<HttpSaid> JoinAsync(string who, string room, string code) => server.AskAsync(who, "POST", $"/api/rooms/{room}/join", new { code });

        async Task<(string Id, string Code)> InviteAsync(int lasts)
        {
            var made = (await server.AskAsync("anna", "POST", "/api/rooms/den/invites", new { expires_in_s = lasts })).Body;
            return (made.GetProperty("invite_id").GetString()!, made.GetProperty("code").GetString()!);
        }
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
