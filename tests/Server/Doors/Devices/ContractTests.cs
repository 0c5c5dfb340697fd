using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>What the pages 5 and 9 of the specification promise word by word, where no other test looks: bodies, codes, headers.</summary>
public class ContractTests
{
    [Fact]
    public async Task Every_answer_under_auth_is_kept_by_no_cache_refusals_included()
    {
        await using var server = await DeviceServer.StartAsync();
        var phone = await server.RegisterAsync("ada");
        foreach (var (method, path, body, token) in new[]
        {
            ("GET", "/v1/auth/session", null, phone.Token), ("GET", "/v1/auth/session", null, null), ("POST", "/v1/auth/login", "{", null), ("POST", "/v1/auth/register", "{}", null),
            ("POST", "/v1/auth/password", "{}", phone.Token), ("GET", "/v1/auth/logout?scope=all", null, phone.Token), ("GET", "/v1/auth/logout", null, phone.Token), ("PUT", "/v1/auth/login", null, null),
        })
        {
            var said = await HttpSaid.AskAsync(server.Http, method, path, body, token);
            Assert.Equal(("no-store", path), (said.Headers["Cache-Control"], path));
            Assert.StartsWith("application/json", said.Headers["Content-Type"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_application_token_has_no_device_opens_no_socket_and_what_it_appends_all_devices_hear()
    {
        await using var server = await DeviceServer.StartAsync();
        var phone = await server.RegisterAsync("ada");
        var application = new LoggedIn((await server.OrderAsync(new("token add", "ada", Label: "script"))).Token!, phone.UserId, 0);
        Assert.Equal("""{"user_handle":"ada","permissions":[],"user_id":1,"role":"member","device_id":null,"device_name":null}""", (await server.GetAsync(application, "/v1/auth/session")).Body.ToJsonString());
        Assert.Equal((400, "no_device"), Code(await server.GetAsync(application, "/v1/ws")));
        Assert.Equal(400, await DeviceClient.StatusAsync(server.Address, $"Authorization: Bearer {application.Token}\r\n"));

        using var socket = await server.ConnectAsync(phone);
        Assert.Equal(1, await server.AppendedAsync(application, id: "p-1"));
        Assert.Equal(1, (int)(await socket.NextAsync("sync"))["event"]!["seq"]!);
        // The same id of another author is another event.
        Assert.Equal(2, await server.AppendedAsync(phone, id: "p-1"));
        Assert.Equal(200, (await server.AppendAsync(application, id: "p-1")).Status);
        Assert.False((bool)(await server.GetAsync(application, "/v1/user/devices")).Body["devices"]![0]!["current"]!);
    }

    [Fact]
    public async Task The_socket_is_refused_with_codes_in_the_order_of_the_table()
    {
        await using var server = await DeviceServer.StartAsync(given => given with { Devices = given.Devices with { MaxConnectionsPerAddress = 1 } });
        var phone = await server.RegisterAsync("ada");
        Assert.Equal((401, "unauthenticated"), Code(await server.AskAsync(null, HttpMethod.Get, "/v1/ws")));
        Assert.Equal("401 unauthenticated", await WordAsync(("Authorization", "Basic eDp5")));
        Assert.Equal("403 origin_not_allowed", await WordAsync(("Cookie", "session_token=nobody")));
        Assert.Equal("403 origin_not_allowed", await WordAsync(("Cookie", $"session_token={phone.Token}"), ("Origin", "https://evil.example")));
        Assert.Equal("401 invalid_token", await WordAsync(("Cookie", "session_token=nobody"), ("Origin", $"http://{server.Address.Authority}")));
        Assert.Equal("401 unauthenticated", await WordAsync(("X-Nothing", phone.Token)));
        Assert.Equal((401, "unauthenticated"), Code(await server.AskAsync(null, HttpMethod.Get, $"/v1/ws?token={phone.Token}&session_token={phone.Token}")));
        Assert.Equal(426, (await server.GetAsync(phone, "/v1/ws")).Status);

        using var only = await server.ConnectAsync(phone);
        var refused = await HttpSaid.AskAsync(server.Http, "GET", "/v1/ws");
        Assert.Equal(("429 rate_limited", "5"), (refused.Word, refused.Headers["Retry-After"]));
        Assert.Empty(await only.FlushAsync());

        async Task<string> WordAsync(params (string, string)[] headers) => (await HttpSaid.AskAsync(server.Http, "GET", "/v1/ws", headers: headers)).Word;
    }

    [Fact]
    public async Task An_administrator_sees_all_users_closes_their_sessions_and_appends_for_all_of_their_devices()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser, root) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "browser-1"), await server.RegisterAsync("root"));
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/v1/admin/users"), (HttpMethod.Delete, "/v1/admin/users/1/sessions"), (HttpMethod.Post, "/v1/admin/users/1/sync/events") })
        {
            Assert.Equal((403, "forbidden"), Code(await server.AskAsync(root, method, path)));
            Assert.Equal((401, "unauthenticated"), Code(await server.AskAsync(null, method, path)));
        }

        await server.OrderAsync(new("user role", "root", "admin"));
        using var onPhone = await server.ConnectAsync(phone);
        using var onBrowser = await server.ConnectAsync(browser);
        var users = (await server.GetAsync(root, "/v1/admin/users")).Body["users"]!;
        var made = (string)users[0]!["created_at"]!;
        Assert.True(DateTimeOffset.TryParse(made, CultureInfo.InvariantCulture, out _) && made.EndsWith('Z'), made);
        Assert.Equal($$"""{"user_id":1,"user_handle":"ada","role":"member","created_at":"{{made}}","devices":2,"online_devices":2}""", users[0]!.ToJsonString());
        Assert.Equal(("root", "admin", 0), ((string)users[1]!["user_handle"]!, (string)users[1]!["role"]!, (int)users[1]!["online_devices"]!));

        const string Event = """{"type":"note","payload":{"a":1}}""";
        var (status, appended) = await server.AskAsync(root, HttpMethod.Post, "/v1/admin/users/1/sync/events", Event);
        Assert.Equal((201, 1), (status, (int)appended["event"]!["seq"]!));
        Assert.All([await onPhone.NextAsync(), await onBrowser.NextAsync()], told => Assert.True(JsonNode.DeepEquals(appended["event"], told["event"])));
        Assert.Equal(0, (int)(await server.GetAsync(root, "/v1/sync/state")).Body["seq"]!);
        Assert.Equal((404, "not_found"), Code(await server.AskAsync(root, HttpMethod.Post, "/v1/admin/users/99/sync/events", Event)));
        Assert.Equal((404, "not_found"), Code(await server.AskAsync(root, HttpMethod.Post, "/v1/admin/users/x/sync/events", Event)));
        Assert.Equal((400, "bad_type"), Code(await server.AskAsync(root, HttpMethod.Post, "/v1/admin/users/1/sync/events", "{}")));
        Assert.Equal((404, "not_found"), Code(await server.AskAsync(root, HttpMethod.Delete, "/v1/admin/users/99/sessions")));
        Assert.Equal("""{"closed_sessions":2}""", (await server.AskAsync(root, HttpMethod.Delete, "/v1/admin/users/1/sessions")).Body.ToJsonString());
        Assert.Equal((1000, "revoked"), await onPhone.ClosedAsync());
    }

    // devices P7
    [Fact]
    public async Task The_same_uuid_under_two_users_is_two_devices_and_what_one_does_the_other_neither_hears_nor_sees()
    {
        await using var server = await DeviceServer.StartAsync();
        var (ada, bob) = (await server.RegisterAsync("ada", "same-uuid"), await server.RegisterAsync("bob", "same-uuid"));
        Assert.NotEqual(ada.DeviceId, bob.DeviceId);
        using var onAda = await server.ConnectAsync(ada);
        using var onBob = await server.ConnectAsync(bob);
        await onBob.HelloAsync();
        await onBob.SayAsync("presence.watch");
        await onBob.FlushAsync();

        await onAda.HelloAsync();
        await onAda.SayAsync("playback.state", """{"current_track":{"id":"t1"},"is_playing":true}""");
        await server.AppendedAsync(ada, "document_set", """{"collection":"c","id":"d","value":1}""");
        await server.AskAsync(ada, HttpMethod.Patch, $"/v1/user/devices/{ada.DeviceId}", """{"device_name":"Mine"}""");
        foreach (var method in new[] { HttpMethod.Patch, HttpMethod.Delete })
            Assert.Equal((404, "not_found"), Code(await server.AskAsync(ada, method, $"/v1/user/devices/{bob.DeviceId}", """{"device_name":"Mine"}""")));
        await server.LogInAsync("ada", "same-uuid");
        await server.AskAsync(ada, HttpMethod.Post, "/v1/auth/logout?scope=all");
        Assert.Equal(1000, (await onAda.ClosedAsync()).Code);

        Assert.Empty(await onBob.FlushAsync());
        Assert.Equal((0, 0), ((int)(await server.GetAsync(bob, "/v1/sync/state")).Body["seq"]!, (await server.GetAsync(bob, "/v1/sync/state")).Body["documents"]!.AsArray().Count));
        Assert.Equal("same-uuid", (string)(await server.GetAsync(bob, "/v1/user/devices")).Body["devices"]![0]!["device_name"]!);
    }

    [Fact]
    public async Task A_log_in_with_another_name_is_told_to_those_who_watch_and_a_name_given_by_the_user_stays()
    {
        await using var server = await DeviceServer.StartAsync();
        var (phone, browser) = (await server.RegisterAsync("ada", "phone-001"), await server.LogInAsync("ada", "browser-1"));
        using var watcher = await server.ConnectAsync(browser);
        await watcher.SayAsync("presence.watch");
        Assert.Equal("phone-001", (string)(await watcher.NextAsync("presence.devices"))["devices"]![0]!["name"]!);
        await EnterAsync("Kitchen");
        var told = await watcher.NextAsync("presence.devices");
        Assert.Equal($$"""{"type":"renamed","device_id":{{phone.DeviceId}}}""", told["change"]!.ToJsonString());
        Assert.Equal("Kitchen", (string)told["devices"]![0]!["name"]!);

        await server.AskAsync(browser, HttpMethod.Patch, $"/v1/user/devices/{phone.DeviceId}", """{"device_name":"Given"}""");
        Assert.Equal("Given", (string)(await watcher.NextAsync("presence.devices"))["devices"]![0]!["name"]!);
        await EnterAsync("Garden");
        Assert.Empty(await watcher.FlushAsync());
        Assert.Equal("Given", (string)(await server.GetAsync(browser, "/v1/user/devices")).Body["devices"]![0]!["device_name"]!);
        // Given back to the client, it is the one the client said last.
        var (_, back) = await server.AskAsync(browser, HttpMethod.Patch, $"/v1/user/devices/{phone.DeviceId}", """{"device_name":null}""");
        Assert.Equal(("Garden", false), ((string)back["device_name"]!, (bool)back["renamed"]!));

        async Task EnterAsync(string name)
        {
            var (status, _) = await server.AskAsync(null, HttpMethod.Post, "/v1/auth/login",
                $$"""{"user_handle":"ada","password":"Chalk-and-Ammonia-7","device_uuid":"phone-001","device_type":"web","device_name":"{{name}}"}""");
            Assert.Equal(201, status);
        }
    }

    // devices P24
    [Fact]
    public async Task Hostile_bytes_at_full_speed_end_their_own_connection_and_the_traffic_of_others_goes_on()
    {
        await using var server = await DeviceServer.StartAsync();
        var (hostile, ada, browser) = (await server.RegisterAsync("mallory"), await server.RegisterAsync("ada"), await server.LogInAsync("ada", "browser-1"));
        using var socket = await server.ConnectAsync(ada);
        var chance = new Random(24);
        using var over = new CancellationTokenSource();
        var attacking = Task.Run(async () =>
        {
            for (var attacks = 0; ; attacks++)
            {
                if (over.IsCancellationRequested)
                    return attacks;
                using var line = await DeviceClient.OpenAsync(server.Address, hostile.Token);
                var bytes = new byte[chance.Next(1, 4_000)];
                chance.NextBytes(bytes);
                try
                {
                    if (chance.Next(2) == 0)
                        await line.Socket.SendBytesAsync(bytes);
                    for (var i = 0; i < 300; i++)
                        await line.Socket.SendTextAsync(chance.Next(3) switch { 0 => "{", 1 => """{"type":"playback.state","payload":[]}""", _ => Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 100)) });
                }
                catch (IOException)
                {
                    // Closed for it, as it should be.
                }
            }
        });
        for (var i = 1; i <= 200; i++)
        {
            await server.AppendedAsync(browser);
            Assert.Equal(i, (long)(await socket.NextAsync("sync"))["event"]!["seq"]!);
        }

        await over.CancelAsync();
        Assert.InRange(await attacking, 1, int.MaxValue);
        Assert.Equal(200, (int)(await server.Http.GetAsync("/health", CancellationToken.None)).StatusCode);
        Assert.DoesNotContain("\"error\"", server.Log, StringComparison.Ordinal);
    }

    private static (int, string) Code((int Status, JsonObject Body) answer) => (answer.Status, (string)answer.Body["code"]!);
}
