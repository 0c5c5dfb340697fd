using System.Collections.Concurrent;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Accounts;

public class SessionTests
{
    // devices P5
    [Theory]
    [InlineData("logout", "logged_out", "")]
    [InlineData("logout others", "", "revoked")]
    [InlineData("logout all", "logged_out", "revoked")]
    [InlineData("password", "", "password_changed")]
    [InlineData("remove device", "", "device_removed")]
    [InlineData("remove own device", "device_removed", "")]
    [InlineData("operator logout", "revoked", "revoked")]
    [InlineData("operator passwd", "password_changed", "password_changed")]
    [InlineData("operator remove", "account_removed", "account_removed")]
    [InlineData("admin", "revoked", "revoked")]
    public async Task Ending_sessions_tells_exactly_those_concerned_with_the_reason_and_their_tokens_open_nothing(string act, string mine, string other)
    {
        await using var server = await AccountServer.StartAsync(one => one with { LogInsPerMinute = 1_000 });
        foreach (var handle in new[] { "ada", "bob" })
            await server.AddAsync(handle);
        await server.AddAsync("root", "admin");
        var (first, second, stranger, root) = (await server.TokenAsync("ada"), await server.TokenAsync("ada", "uuid-0002"), await server.TokenAsync("bob"), await server.TokenAsync("root"));
        var told = new ConcurrentDictionary<string, string>();
        using var a = Listen(server, first, told, "first");
        using var b = Listen(server, second, told, "second");
        using var c = Listen(server, stranger, told, "stranger");

        Assert.InRange((await ActAsync(server, act, first, root)).Status, 200, 204);

        Assert.Equal((mine, other, ""), (told.GetValueOrDefault("first", ""), told.GetValueOrDefault("second", ""), told.GetValueOrDefault("stranger", "")));
        foreach (var (token, ended) in new[] { (first, mine != ""), (second, other != ""), (stranger, false) })
        {
            Assert.Equal(ended ? "401 invalid_token" : "200", (await server.AskAsync("GET", "/v1/auth/session", token: token)).Word);
            Assert.Equal(ended ? "401 invalid_token" : "200", (await server.AskAsync("GET", "/v1/auth/session", cookie: token)).Word);
        }
    }

    // devices P5, devices P6
    [Fact]
    public async Task A_device_that_makes_room_is_told_so_and_connected_ones_go_last()
    {
        await using var server = await AccountServer.StartAsync(one => one with { DeviceLimit = 2, LogInsPerMinute = 1_000 });
        await server.AddAsync("ada");
        var (first, second) = (await server.TokenAsync("ada", "uuid-0001"), await server.TokenAsync("ada", "uuid-0002"));
        var told = new ConcurrentDictionary<string, string>();
        var connected = Listen(server, first, told, "first");

        var third = await server.TokenAsync("ada", "uuid-0003");
        Assert.Equal("401 invalid_token", (await server.AskAsync("GET", "/v1/auth/session", token: second)).Word);
        Assert.Empty(told);
        var alsoConnected = Listen(server, third, told, "third");
        await server.TokenAsync("ada", "uuid-0004");

        // On a tie, both being connected, the lower id.
        Assert.Equal("device_pruned", Assert.Single(told).Value);
        Assert.True(told.ContainsKey("first"));
        Assert.Equal(2, server.Book.Devices.Count);
        connected.Dispose();
        alsoConnected.Dispose();
    }

    // devices P5
    [Fact]
    public async Task A_session_unused_for_idle_days_opens_nothing_and_a_connected_one_is_used()
    {
        await using var server = await AccountServer.StartAsync(one => one with { IdleDays = 2 }, standing: true);
        await server.AddAsync("ada");
        var (idle, used, open) = (await server.TokenAsync("ada"), await server.TokenAsync("ada", "uuid-0002"), await server.TokenAsync("ada", "uuid-0003"));
        using var place = Listen(server, open, [], "open");
        for (var hour = 0; hour < 47; hour += 5)
        {
            server.Clock!.Advance(TimeSpan.FromHours(5));
            Assert.Equal(200, (await server.AskAsync("GET", "/v1/auth/session", token: used)).Status);
        }

        Assert.Equal("401 invalid_token", (await server.AskAsync("GET", "/v1/auth/session", token: idle)).Word);
        Assert.Equal(200, (await server.AskAsync("GET", "/v1/auth/session", token: used)).Status);
        Assert.Equal(200, (await server.AskAsync("GET", "/v1/auth/session", token: open)).Status);
        // The daily task has seen to the rest.
        await server.UntilAsync(book => book.Sessions.Count == 2 && book.Devices.Count == 2);
    }

    [Fact]
    public async Task Who_registers_for_a_session_that_has_ended_is_told_at_once_and_who_left_is_not_told()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        var told = new ConcurrentDictionary<string, string>();
        Listen(server, token, told, "left").Dispose();
        var session = server.Book.Sessions.Keys.Single();
        await server.OrderAsync(new("user logout", "ada"));
        Assert.Empty(told);
        using var late = server.Identities.OnSessionEnded(session, reason => told["late"] = reason);
        Assert.Equal("revoked", told["late"]);
    }

    [Fact]
    public async Task A_changed_role_holds_from_the_next_request()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        Assert.Equal("403 forbidden", (await server.AskAsync("GET", "/v1/admin/users", token: token)).Word);
        Assert.False(server.Identities.AnyAdmin);
        await server.OrderAsync(new("user role", "ada", "admin"));
        Assert.True(server.Identities.AnyAdmin);
        var said = await server.AskAsync("GET", "/v1/admin/users", token: token);
        Assert.Equal("ada", said.Body.GetProperty("users")[0].GetProperty("user_handle").GetString());
        Assert.Equal(1, said.Body.GetProperty("users")[0].GetProperty("devices").GetInt32());
        Assert.Equal("404 not_found", (await server.AskAsync("DELETE", "/v1/admin/users/99/sessions", token: token)).Word);
    }

    [Fact]
    public async Task A_log_out_by_GET_closes_only_this_one_and_a_scope_that_is_none_is_refused()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        await server.TokenAsync("ada", "uuid-0002");
        Assert.Equal("400 bad_query", (await server.AskAsync("GET", "/v1/auth/logout?scope=all", token: token)).Word);
        Assert.Equal("400 bad_query", (await server.AskAsync("POST", "/v1/auth/logout?scope=mine", token: token)).Word);
        var said = await server.AskAsync("GET", "/v1/auth/logout", cookie: token);
        Assert.Equal("""{"closed_sessions":1}""", said.Text);
        Assert.Equal("session_token=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0", said.SetCookie);
        Assert.Equal(2, server.Book.Devices.Count);
    }

    [Theory]
    [InlineData("POST", "/v1/auth/logout", "Origin", "https://evil.example", "403 origin_not_allowed")]
    [InlineData("GET", "/v1/auth/logout", "Origin", "https://evil.example", "403 origin_not_allowed")]
    [InlineData("GET", "/v1/auth/logout", "Sec-Fetch-Site", "cross-site", "403 origin_not_allowed")]
    [InlineData("DELETE", "/v1/user/devices/1", "Origin", "null", "403 origin_not_allowed")]
    [InlineData("POST", "/v1/auth/logout", "Origin", "https://ours.example", "200")]
    [InlineData("POST", "/v1/auth/logout", "Sec-Fetch-Site", "same-origin", "200")]
    [InlineData("GET", "/v1/auth/session", "Origin", "https://evil.example", "200")]
    public async Task A_cookie_changes_nothing_for_a_page_of_a_foreign_origin_and_a_header_token_always_may(string method, string path, string header, string value, string byCookie)
    {
        await using var server = await AccountServer.StartAsync(settings: one => one with { Origins = new() { Allowed = ["https://ours.example"] } });
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        Assert.Equal(byCookie, (await server.AskAsync(method, path, cookie: token, headers: (header, value))).Word);
        token = await server.TokenAsync("ada");
        Assert.InRange((await server.AskAsync(method, path, token: token, headers: (header, value))).Status, 200, 204);
    }

    [Fact]
    public async Task A_password_is_changed_with_the_current_one_and_a_wrong_one_counts_as_a_failed_log_in()
    {
        await using var server = await AccountServer.StartAsync(one => one with { FailuresPerHandle = 3, LogInsPerMinute = 1_000 });
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        Assert.Equal("400 invalid_field", (await ChangeAsync("password of ada", "short")).Word);
        Assert.Equal("400 invalid_field", (await ChangeAsync("password of ada", new string('x', 1025))).Word);
        Assert.Equal("403 wrong_password", (await ChangeAsync("wrong", "a new password")).Word);
        Assert.Equal("""{"closed_sessions":0}""", (await ChangeAsync("password of ada", "a new password")).Text);
        Assert.Equal("401 bad_credentials", (await server.LogInAsync("ada")).Word);
        Assert.Equal("201", (await server.LogInAsync("ada", password: "a new password")).Word);
        Assert.Equal("403 wrong_password", (await ChangeAsync("wrong", "a new password")).Word);
        Assert.Equal("429 rate_limited", (await ChangeAsync("a new password", "another password")).Word);

        Task<HttpSaid> ChangeAsync(string current, string changed) =>
            server.AskAsync("POST", "/v1/auth/password", new { current_password = current, new_password = changed }, token);
    }

    [Fact]
    public async Task Times_of_use_are_collected_and_written_at_most_once_a_minute_and_a_request_within_the_hour_writes_nothing()
    {
        await using var server = await AccountServer.StartAsync(standing: true);
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        var began = server.Book.Sessions.Values.Single().LastUsed;
        server.Clock!.Advance(TimeSpan.FromMinutes(59));
        await server.AskAsync("GET", "/v1/auth/session", token: token);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(began, server.Book.Sessions.Values.Single().LastUsed);
        await server.AskAsync("GET", "/v1/auth/session", token: token);
        Assert.Equal(began, server.Book.Sessions.Values.Single().LastUsed);
        var used = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.UntilAsync(book => book.Sessions.Values.Single().LastUsed == used && book.Devices.Values.Single().LastSeen == used);
    }

    private static IDisposable Listen(AccountServer server, string token, ConcurrentDictionary<string, string> told, string name) =>
        server.Identities.OnSessionEnded(server.Book.SessionByToken(Rollcall.Core.Sessions.TokenHash.Of(token).Text)!.Id, reason => told.TryAdd(name, reason));

    private static async Task<HttpSaid> ActAsync(AccountServer server, string act, string token, string root)
    {
        switch (act)
        {
            case "logout": return await server.AskAsync("POST", "/v1/auth/logout", token: token);
            case "logout others": return await server.AskAsync("POST", "/v1/auth/logout?scope=others", token: token);
            case "logout all": return await server.AskAsync("POST", "/v1/auth/logout?scope=all", token: token);
            case "password": return await server.AskAsync("POST", "/v1/auth/password", new { current_password = "password of ada", new_password = "a new password" }, token);
            case "remove device": return await server.AskAsync("DELETE", "/v1/user/devices/2", token: token);
            case "remove own device": return await server.AskAsync("DELETE", "/v1/user/devices/1", token: token);
            case "admin": return await server.AskAsync("DELETE", "/v1/admin/users/1/sessions", token: root);
            default:
                var report = await server.OrderAsync(new(act.Replace("operator", "user", StringComparison.Ordinal), "ada", Password: "a new password"));
                return new(report.Refusal is null ? 200 : 500, report.Refusal ?? "", new Dictionary<string, string>());
        }
    }
}
