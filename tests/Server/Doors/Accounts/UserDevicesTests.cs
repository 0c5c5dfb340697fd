using Rollcall.Server.Identity;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Accounts;

public class UserDevicesTests
{
    [Fact]
    public async Task A_user_sees_their_devices_by_id_with_the_one_that_asks_marked()
    {
        await using var server = await AccountServer.StartAsync(standing: true);
        await server.AddAsync("ada");
        await server.LogInAsync("ada", "uuid-0001", name: "Phone");
        server.Clock!.Advance(TimeSpan.FromSeconds(10));
        var token = await server.TokenAsync("ada", "uuid-0002");

        Assert.Equal(
            """{"devices":[{"id":1,"device_uuid":"uuid-0001","device_type":"web","device_name":"Phone","renamed":false,"os_info":null,"first_seen":"2026-03-14T10:00:00Z","last_seen":"2026-03-14T10:00:00Z","online":false,"current":false,"sessions":1,"share_policy":{"mode":"deny_everyone","allow_users":[],"allow_roles":[],"deny_users":[]}},"""
            + """{"id":2,"device_uuid":"uuid-0002","device_type":"web","device_name":null,"renamed":false,"os_info":null,"first_seen":"2026-03-14T10:00:10Z","last_seen":"2026-03-14T10:00:10Z","online":false,"current":true,"sessions":1,"share_policy":{"mode":"deny_everyone","allow_users":[],"allow_roles":[],"deny_users":[]}}]}""",
            (await server.AskAsync("GET", "/v1/user/devices", token: token)).Text);
    }

    [Fact]
    public async Task While_somebody_is_connected_a_device_is_online_and_seen_now()
    {
        await using var server = await AccountServer.StartAsync(standing: true);
        // As in a server without the application that holds the devices' sockets.
        server.Identities.Online = null;
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        var place = server.Identities.OnSessionEnded(1, _ => { });
        server.Clock!.Advance(TimeSpan.FromHours(5));
        Assert.Equal(("2026-03-14T15:00:00Z", true), await SeenAsync());
        place.Dispose();
        server.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(("2026-03-14T15:00:00Z", false), await SeenAsync());
        server.Identities.Online = device => device.Id == 1;
        Assert.True((await SeenAsync()).Online);

        async Task<(string?, bool Online)> SeenAsync()
        {
            var device = (await server.AskAsync("GET", "/v1/user/devices", token: token)).Body.GetProperty("devices")[0];
            return (device.GetProperty("last_seen").GetString(), device.GetProperty("online").GetBoolean());
        }
    }

    [Theory]
    [InlineData("""{"device_name":" Kit\u0007chen "}""", "200", "Kitchen")]
    [InlineData("""{"device_name":null}""", "200", null)]
    [InlineData("""{"device_name":""}""", "400 invalid_field", null)]
    [InlineData("""{"device_name":7}""", "400 invalid_field", null)]
    [InlineData("{}", "400 invalid_field", null)]
    [InlineData("[", "400 bad_json", null)]
    public async Task A_device_is_renamed_or_its_name_given_back(string body, string expected, string? name)
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        var said = await server.AskAsync("PATCH", "/v1/user/devices/1", body, token);
        Assert.Equal(expected, said.Word);
        Assert.Equal(name, server.Book.Devices[1].Name);
        if (name is not null)
            Assert.True(said.Body.GetProperty("renamed").GetBoolean());
    }

    [Fact]
    public async Task A_name_of_101_characters_is_too_long_and_100_are_not()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        Assert.Equal("400 invalid_field", (await server.AskAsync("PATCH", "/v1/user/devices/1", new { device_name = string.Concat(Enumerable.Repeat("😀", 101)) }, token)).Word);
        Assert.Equal("200", (await server.AskAsync("PATCH", "/v1/user/devices/1", new { device_name = string.Concat(Enumerable.Repeat("😀", 100)) }, token)).Word);
    }

    // devices P7
    [Fact]
    public async Task Another_users_device_is_as_good_as_none()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        await server.AddAsync("bob");
        var (ada, bob) = (await server.TokenAsync("ada"), await server.TokenAsync("bob"));
        foreach (var id in new[] { "2", "99", "x", "-1", "99999999999999999999" })
        {
            Assert.Equal("404 not_found", (await server.AskAsync("PATCH", $"/v1/user/devices/{id}", new { device_name = "mine" }, ada)).Word);
            Assert.Equal("404 not_found", (await server.AskAsync("DELETE", $"/v1/user/devices/{id}", token: ada)).Word);
        }

        Assert.Single((await server.AskAsync("GET", "/v1/user/devices", token: bob)).Body.GetProperty("devices").EnumerateArray());
    }

    [Fact]
    public async Task Throwing_out_ones_own_device_takes_the_cookie_back()
    {
        await using var server = await AccountServer.StartAsync();
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        await server.TokenAsync("ada", "uuid-0002");
        var other = await server.AskAsync("DELETE", "/v1/user/devices/2", cookie: token);
        Assert.Equal((204, null), (other.Status, other.SetCookie));
        var own = await server.AskAsync("DELETE", "/v1/user/devices/1", cookie: token);
        Assert.Equal((204, "session_token=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"), (own.Status, own.SetCookie));
        Assert.Empty(server.Book.Devices);
    }

    [Fact]
    public async Task Applications_hear_what_changes_about_devices_and_users_and_a_bug_of_one_stops_nothing()
    {
        await using var server = await AccountServer.StartAsync();
        var heard = new List<AccountNews>();
        server.Identities.News += _ => throw new InvalidOperationException("a bug");
        server.Identities.News += heard.Add;
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        await server.TokenAsync("ada", "uuid-0002");
        await server.TokenAsync("ada", "uuid-0002");
        await server.AskAsync("PATCH", "/v1/user/devices/2", new { device_name = "Kitchen" }, token);
        await server.AskAsync("DELETE", "/v1/user/devices/2", token: token);
        await server.OrderAsync(new("user remove", "ada"));

        Assert.Equal(
            [new AccountNews.DeviceAdded(1, 1), new AccountNews.DeviceAdded(1, 2), new AccountNews.DeviceUpdated(1, 2), new AccountNews.DeviceRenamed(1, 2, "Kitchen"),
                new AccountNews.DeviceRemoved(1, 2, "device_removed"), new AccountNews.UserRemoved(1)],
            heard);
    }

    [Fact]
    public async Task Positions_that_reached_a_device_are_known_at_once_and_kept_over_a_restart()
    {
        using var folder = new Rollcall.Tests.Support.TemporaryFolder();
        await using (var server = await AccountServer.StartAsync(folder: folder.Path))
        {
            await server.AddAsync("ada");
            await server.LogInAsync("ada");
            Assert.Null(server.Identities.DeliveredSeq(1));
            Assert.True(await server.Identities.DeliveredDurablyAsync(1, 0));
            Assert.Equal(0, server.Book.Devices[1].DeliveredSeq);
            server.Identities.Delivered(1, 7);
            server.Identities.Delivered(1, 5);
            Assert.Equal((7, 0), (server.Identities.DeliveredSeq(1), server.Book.Devices[1].DeliveredSeq));
        }

        await using var again = await AccountServer.StartAsync(folder: folder.Path);
        Assert.Equal(7, again.Identities.DeliveredSeq(1));
    }
}
