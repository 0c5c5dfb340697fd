using System.Text;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class AdminAccountTests
{
    [Fact]
    public async Task An_account_with_the_role_admin_operates_the_server_by_password_by_token_and_by_cookie()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("root", "admin");
        var token = await server.TokenAsync("root");
        Assert.Equal(200, (await StatusAsync(server, Basic("ROOT", "password of root"))).Status);
        Assert.Equal(200, (await StatusAsync(server, $"Bearer {token}")).Status);
        Assert.Equal(200, (await server.AskAsync("GET", "/admin/status", cookie: token)).Status);
        Assert.Equal(200, (await StatusAsync(server, server.Server.Operator.ToString())).Status);
    }

    [Fact]
    public async Task What_the_first_start_prints_logs_in_on_the_pages_too()
    {
        await using var server = await AccountServer.StartAsync(withOperator: true);
        var made = server.Server.Running;
        var session = await server.AskAsync("POST", "/v1/auth/login", new { user_handle = "operator", password = made.GeneratedPassword, device_uuid = "first-browser", device_type = "web" });
        Assert.Equal((201, "admin"), (session.Status, session.Body.GetProperty("role").GetString()));
        Assert.Equal(200, (await StatusAsync(server, $"Bearer {session.Body.GetProperty("token").GetString()}")).Status);
    }

    [Fact]
    public async Task A_member_is_known_and_forbidden_and_a_role_taken_away_holds_at_once()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        await server.AddAsync("root", "admin");
        var (ada, root) = (await server.TokenAsync("ada"), await server.TokenAsync("root"));
        Assert.Equal("403 forbidden", (await StatusAsync(server, ada)).Word);
        Assert.Equal("403 forbidden", (await StatusAsync(server, Basic("ada", "password of ada"))).Word);
        Assert.Equal(200, (await StatusAsync(server, root)).Status);
        await server.OrderAsync(new("user role", "root", "member"));
        Assert.Equal("403 forbidden", (await StatusAsync(server, root)).Word);
        Assert.Equal("401 not_authenticated", (await StatusAsync(server, Basic("root", "wrong"))).Word);
    }

    [Fact]
    public async Task Guessing_an_operators_password_is_slowed_down_as_log_ins_are_and_one_who_proved_it_just_now_is_let_through()
    {
        await using var server = await AccountServer.StartAsync(standing: true);
        await server.AddAsync("root", "admin");
        Assert.Equal(200, (await StatusAsync(server, Basic("root", "password of root"))).Status);
        for (var i = 0; i < 10; i++)
            Assert.Equal(401, (await StatusAsync(server, Basic("root", "wrong"))).Status);
        Assert.Equal("429 throttled", (await StatusAsync(server, Basic("root", "wrong"))).Word);
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await StatusAsync(server, Basic("root", "password of root"))).Status);
    }

    [Fact]
    public async Task A_page_of_a_foreign_origin_cannot_use_an_operators_cookie()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("root", "admin");
        var token = await server.TokenAsync("root");
        Assert.Equal(403, (await server.AskAsync("POST", "/admin/log-level", new { level = "trace" }, cookie: token, headers: ("Origin", "https://evil.example"))).Status);
        Assert.Equal(403, (await server.AskAsync("POST", "/admin/log-level", new { level = "trace" }, cookie: token, headers: ("Sec-Fetch-Site", "cross-site"))).Status);
    }

    [Theory]
    [InlineData(null, "Basic")]
    [InlineData("navigate", "Basic")]
    [InlineData("cors", "xBasic")]
    public async Task Only_somebody_who_opens_the_address_is_asked_by_the_browser_a_script_asks_by_itself(string? mode, string scheme)
    {
        await using var server = await AccountServer.StartAsync();
        var said = await server.AskAsync("GET", "/admin/status", headers: mode is null ? [] : [("Sec-Fetch-Mode", mode)]);
        Assert.Equal("401 not_authenticated", said.Word);
        Assert.StartsWith($"{scheme} ", said.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    private static Task<HttpSaid> StatusAsync(AccountServer server, string authorization) => server.AskAsync("GET", "/admin/status", token: authorization);

    private static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
