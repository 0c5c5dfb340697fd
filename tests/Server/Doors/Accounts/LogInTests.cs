using System.Text.Json;
using Rollcall.Core.Sessions;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Accounts;

public class LogInTests
{
    private static readonly object Good = new { user_handle = " ADA ", password = "password of ada", device_uuid = "web-3f1c9a20", device_type = "WEB", device_name = " Fire\u0007fox ", os_info = "Linux", more = 1 };

    // devices P31
    [Fact]
    public async Task A_log_in_gives_a_token_a_cookie_and_what_existing_clients_read()
    {
        await using var server = await AccountServer.StartAsync(one => one with { Permissions = new() { Member = ["EditPlaylists"] } });
        await server.AddAsync("ada");
        var said = await server.AskAsync("POST", "/v1/auth/login", Good);

        Assert.Equal(201, said.Status);
        var token = said.Body.GetProperty("token").GetString()!;
        Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
        Assert.Equal($$"""{"token":"{{token}}","user_handle":"ada","permissions":["EditPlaylists"],"user_id":1,"role":"member","device_id":1}""", said.Text);
        Assert.Equal($"session_token={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000", said.SetCookie);
        Assert.Equal("no-store", said.Headers["Cache-Control"]);

        foreach (var (header, cookie) in new (string?, string?)[] { (token, null), ($"Bearer {token}", null), ($"bEARER   {token}", null), (null, token), ("Basic eDp5", token) })
        {
            var session = await server.AskAsync("GET", "/v1/auth/session", token: header, cookie: cookie);
            Assert.Equal("""{"user_handle":"ada","permissions":["EditPlaylists"],"user_id":1,"role":"member","device_id":1,"device_name":"Firefox"}""", session.Text);
            Assert.Equal(cookie is not null, session.SetCookie is not null);
        }
    }

    [Fact]
    public async Task Over_https_the_cookie_is_for_https_only()
    {
        await using var server = await AccountServer.StartAsync(one => one with { IdleDays = 0 });
        await server.AddAsync("ada");
        var said = await server.AskAsync("POST", "/v1/auth/login", Good, headers: ("X-Forwarded-Proto", "https"));
        Assert.EndsWith("; Max-Age=34560000; Secure", said.SetCookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "{}", "415 json_required")]
    [InlineData("", "{}", "415 json_required")]
    [InlineData("application/json", "{", "400 bad_json")]
    [InlineData("application/json", "[]", "400 bad_json")]
    [InlineData("application/json", "", "400 bad_json")]
    [InlineData("application/json", "{}", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":1,"password":"password of ada","device_uuid":"uuid-0001","device_type":"web"}""", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":"ada","password":"","device_uuid":"uuid-0001","device_type":"web"}""", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":"ada","password":"password of ada","device_uuid":"short","device_type":"web"}""", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":"ada","password":"password of ada","device_uuid":"uuid_0001","device_type":"web"}""", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":"ada","password":"password of ada","device_uuid":"uuid-0001"}""", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":"ada","password":"\ud800","device_uuid":"uuid-0001","device_type":"web"}""", "400 invalid_field")]
    [InlineData("application/json", """{"user_handle":"ada","password":"wrong","device_uuid":"uuid-0001","device_type":"web"}""", "401 bad_credentials")]
    [InlineData("application/json", """{"user_handle":"bob","password":"wrong","device_uuid":"uuid-0001","device_type":"web"}""", "401 bad_credentials")]
    [InlineData("application/json; charset=utf-8", """{"user_handle":"ada","password":"password of ada","device_uuid":"uuid-0001","device_type":"fridge","device_name":7,"os_info":null}""", "201")]
    public async Task What_is_wrong_is_said_in_the_order_of_the_specification(string type, string body, string expected)
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var said = await server.AskAsync("POST", "/v1/auth/login", body, headers: ("Content-Type", type));
        Assert.Equal(expected, said.Word);
        if (said.Status >= 400)
            Assert.Equal(said.Body.GetProperty("detail").GetString(), said.Body.GetProperty("error").GetString());
        else
            Assert.Equal("unknown", server.Book.Devices[1].Type);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_a_body_too_big_and_one_too_deep_are_refused()
    {
        await using var server = await AccountServer.StartAsync();
        using var raw = new ByteArrayContent([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']) { Headers = { { "Content-Type", "application/json" } } };
        Assert.Equal(400, (int)(await server.Server.Http.PostAsync("/v1/auth/login", raw)).StatusCode);
        Assert.Equal("413 too_big", (await server.AskAsync("POST", "/v1/auth/login", new { x = new string('x', 70_000) })).Word);
        Assert.Equal("400 bad_json", (await server.AskAsync("POST", "/v1/auth/login", $"{{\"a\":{new string('[', 80)}{new string(']', 80)}}}")).Word);
    }

    [Fact]
    public async Task Names_are_cleaned_and_cut_at_whole_characters_and_never_an_error()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        await server.LogInAsync("ada", name: "\t" + string.Concat(Enumerable.Repeat("😀", 120)));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 100)), server.Book.Devices[1].Name);
        await server.LogInAsync("ada", "uuid-0002", name: " \u0001 ");
        Assert.Null(server.Book.Devices[2].Name);
    }

    [Theory]
    [InlineData("nonsense", "401 invalid_token")]
    [InlineData("Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "401 invalid_token")]
    [InlineData(null, "401 unauthenticated")]
    [InlineData("Digest abc", "401 unauthenticated")]
    public async Task Without_a_good_token_there_is_no_session(string? header, string expected)
    {
        await using var server = await AccountServer.StartAsync();
        Assert.Equal(expected, (await server.AskAsync("GET", "/v1/auth/session", token: header)).Word);
        Assert.Equal(expected, (await server.AskAsync("GET", "/v1/user/devices", token: header)).Word);
    }

    [Fact]
    public async Task A_wrong_token_in_the_header_is_refused_although_the_cookie_is_good_and_so_is_a_very_long_one()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        Assert.Equal("401 invalid_token", (await server.AskAsync("GET", "/v1/auth/session", token: "wrong", cookie: token)).Word);
        Assert.Equal("401 invalid_token", (await server.AskAsync("GET", "/v1/auth/session", token: new string('a', 513), cookie: token)).Word);
        Assert.Equal("401 unauthenticated", (await server.AskAsync("GET", $"/v1/auth/session?session_token={token}&token={token}")).Word);
    }

    [Fact]
    public async Task A_hash_of_less_work_is_made_anew_at_the_next_log_in_and_the_password_stays_the_same_also_for_many_at_once()
    {
        await using var server = await AccountServer.StartAsync(one => one with { LogInsPerMinute = 1_000 }, cost: new(5, 8, 1));
        await server.AddAsync("ada");
        var strong = server.Book.UserByHandle("ada")!.PasswordHash;
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        var weak = PasswordHash.Of("password of ada", new(4, 8, 1), random).ToString();
        await server.House.AskAsync(new Rollcall.Apps.Accounts.AccountCommand.SetPassword(1, null, weak, null));

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.LogInAsync("ada", $"uuid-000{i}")));
        Assert.All(all, said => Assert.Equal(201, said.Status));
        var renewed = server.Book.UserByHandle("ada")!.PasswordHash;
        Assert.StartsWith("scrypt$5$", renewed, StringComparison.Ordinal);
        Assert.NotEqual(strong, renewed);
        Assert.Equal(201, (await server.LogInAsync("ada")).Status);
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_told_in_the_same_shape()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        foreach (var (method, path, word) in new[] { ("GET", "/v1/nothing", "404 not_found"), ("PUT", "/v1/user/devices/1/share_policy", "404 not_found"), ("PUT", "/v1/auth/login", "405 method_not_allowed") })
        {
            var said = await server.AskAsync(method, path, token: token);
            Assert.Equal(word, said.Word);
            Assert.Equal(JsonValueKind.String, said.Body.GetProperty("error").ValueKind);
        }
    }
}
