using Rollcall.Apps.Accounts;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>Whatever ends a session ends its socket, at once and with the reason; nobody else's (devices P5).</summary>
[Collection(Measured.Name)]
public class RevocationTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    // devices P5
    [Theory]
    [InlineData("log out", "logged_out", "", false)]
    [InlineData("log out others", "", "revoked", true)]
    [InlineData("log out all", "logged_out", "revoked", true)]
    [InlineData("throw out the other", "", "device_removed", false)]
    [InlineData("throw out this", "device_removed", "", false)]
    [InlineData("change the password", "", "password_changed", true)]
    [InlineData("one device too many", "device_pruned", "", false)]
    [InlineData("one session too many", "revoked", "", false)]
    [InlineData("an administrator closes", "revoked", "revoked", true)]
    [InlineData("user logout", "revoked", "revoked", true)]
    [InlineData("user passwd", "password_changed", "password_changed", true)]
    [InlineData("user remove", "account_removed", "account_removed", true)]
    [InlineData("a long time", "expired", "expired", true)]
    public async Task Exactly_the_sockets_concerned_close_within_a_second_and_their_tokens_open_nothing_any_more(string what, string mine, string other, bool takesApplication)
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Accounts = given.Accounts with { DeviceLimit = 2, SessionsPerDevice = 1 } });
        var (phone, browser) = (await server.RegisterAsync("ada", "phone-001"), await server.LogInAsync("ada", "browser-1"));
        var (stranger, root) = (await server.RegisterAsync("bob", "phone-001"), await server.RegisterAsync("root"));
        await server.OrderAsync(new("user role", "root", "admin"));
        var application = new LoggedIn((await server.OrderAsync(new("token add", "ada", Label: "script"))).Token!, phone.UserId, 0);
        using var onPhone = await server.ConnectAsync(phone);
        using var onBrowser = await server.ConnectAsync(browser);
        using var onStranger = await server.ConnectAsync(stranger);

        var asked = TimeProvider.System.GetTimestamp();
        await DoAsync(server, what, phone, browser, root);
        foreach (var (who, socket, reason) in new[] { (phone, onPhone, mine), (browser, onBrowser, other), (stranger, onStranger, "") })
        {
            if (reason.Length > 0)
            {
                Assert.Equal((1000, reason), await socket.ClosedAsync());
                Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.Zero, AtOnce);
                await AssertOpensNothingAsync(server, who);
                Assert.Equal(401, await DeviceClient.StatusAsync(server.Address, $"Cookie: session_token={who.Token}\r\nOrigin: http://{server.Address.Authority}\r\n"));
            }
            else
            {
                Assert.Empty(await socket.FlushAsync());
                Assert.Equal(200, (await server.GetAsync(who, "/v1/auth/session")).Status);
            }
        }

        if (takesApplication)
            await AssertOpensNothingAsync(server, application);
        else
            Assert.Equal(200, (await server.GetAsync(application, "/v1/sync/state")).Status);
    }

    // devices P5
    [Fact]
    public async Task What_nobody_used_expires_and_a_connected_session_is_used_however_long_it_lasts()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser) = (await server.RegisterAsync("ada", "phone-001"), await server.LogInAsync("ada", "browser-1"));
        using var connected = await server.ConnectAsync(phone);
        Assert.IsType<AccountAnswer.Closed>(await server.House.Identities.House.AskAsync(new AccountCommand.Expire(TimeSpan.Zero, server.House.Identities.Lately())));
        await AssertOpensNothingAsync(server, browser);
        Assert.Empty(await connected.FlushAsync());
        Assert.Equal(200, (await server.GetAsync(phone, "/v1/auth/session")).Status);
    }

    // devices P5
    [Fact]
    public async Task What_was_revoked_stays_revoked_after_a_restart_and_what_was_not_goes_on()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser) = (await server.RegisterAsync("ada", "phone-001"), await server.LogInAsync("ada", "browser-1"));
        await server.AskAsync(browser, HttpMethod.Delete, $"/v1/user/devices/{phone.DeviceId}");
        await server.StopAsync();
        await server.StartAgainAsync();
        await AssertOpensNothingAsync(server, phone);
        using var goesOn = await server.ConnectAsync(browser);
    }

    private static async Task AssertOpensNothingAsync(DeviceServer server, LoggedIn who)
    {
        foreach (var path in new[] { "/v1/auth/session", "/v1/user/devices", "/v1/sync/state", "/v1/sync/events?since=0", "/v1/ws" })
        {
            var (status, body) = await server.GetAsync(who, path);
            Assert.Equal((401, "invalid_token", path), (status, (string)body["code"]!, path));
        }

        Assert.Equal(401, (await server.AppendAsync(who)).Status);
        Assert.Equal(401, await DeviceClient.StatusAsync(server.Address, $"Authorization: Bearer {who.Token}\r\n"));
    }

    private static async Task DoAsync(DeviceServer server, string what, LoggedIn phone, LoggedIn browser, LoggedIn root)
    {
        const string Change = """{"current_password":"Chalk-and-Ammonia-7","new_password":"Chalk-and-Ammonia-8"}""";
        var asked = what switch
        {
            "log out" => server.AskAsync(phone, HttpMethod.Get, "/v1/auth/logout"),
            "log out others" => server.AskAsync(phone, HttpMethod.Post, "/v1/auth/logout?scope=others"),
            "log out all" => server.AskAsync(phone, HttpMethod.Post, "/v1/auth/logout?scope=all"),
            "throw out the other" => server.AskAsync(phone, HttpMethod.Delete, $"/v1/user/devices/{browser.DeviceId}"),
            "throw out this" => server.AskAsync(phone, HttpMethod.Delete, $"/v1/user/devices/{phone.DeviceId}"),
            "change the password" => server.AskAsync(phone, HttpMethod.Post, "/v1/auth/password", Change),
            "an administrator closes" => server.AskAsync(root, HttpMethod.Delete, $"/v1/admin/users/{phone.UserId}/sessions"),
            _ => null,
        };
        if (asked is not null)
            Assert.InRange((await asked).Status, 200, 204);
        else if (what.StartsWith("user ", StringComparison.Ordinal))
            Assert.Null((await server.OrderAsync(new(what, "ada", Password: "Chalk-and-Ammonia-8"))).Refusal);
        else if (what == "a long time")
            // As for a connection that came in at the very moment; one that is there longer counts as used.
            await server.House.Identities.House.AskAsync(new AccountCommand.Expire(TimeSpan.Zero, Lately.Nobody with { Sessions = Used(server, phone.UserId) }));
        else
            await server.LogInAsync("ada", what == "one device too many" ? "box-00001" : "phone-001");
    }

    private static System.Collections.Immutable.ImmutableDictionary<long, DateTimeOffset> Used(DeviceServer server, long exceptUser) =>
        System.Collections.Immutable.ImmutableDictionary.CreateRange(server.House.Identities.Book.Sessions.Values.Where(one => one.UserId != exceptUser)
            .Select(one => KeyValuePair.Create(one.Id, DateTimeOffset.MaxValue)));
}
