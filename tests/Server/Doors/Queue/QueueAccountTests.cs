using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Identity;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Accounts of the server as operators of its queues (queue specification 6, the third kind of operator).</summary>
public class QueueAccountTests
{
    private const string Foreign = "https://evil.example";

    [Fact]
    public async Task An_admin_account_runs_every_queue_by_password_token_or_cookie_and_a_member_runs_none()
    {
        await using var server = await StartAsync();
        var (carla, member) = (await TokenAsync(server, "carla"), await TokenAsync(server, "mona"));
        foreach (var prefix in new[] { "", "/q/cw" })
        {
            Assert.Equal("carla", (string?)(await server.GetAsync($"{prefix}/api/admin/ping", QueueServer.Basic("carla", AccountServer.PasswordOf("carla")))).Json["username"]);
            Assert.Equal("carla", (string?)(await server.GetAsync($"{prefix}/api/admin/ping", new("Bearer", carla))).Json["username"]);
            Assert.Equal("carla", (string?)(await server.SendAsync("GET", $"{prefix}/api/admin/ping", headers: ("Cookie", $"session_token={carla}"))).Json["username"]);
        }

        Assert.Equal((403, "forbidden"), Coded(await server.GetAsync("/api/admin/ping", new("Bearer", member))));
        Assert.Equal((401, "Invalid admin credentials", "invalid_credentials"), (await server.GetAsync("/api/admin/ping", QueueServer.Basic("mona", AccountServer.PasswordOf("mona")))).Error);
        Assert.Equal((401, "unauthorized"), Coded(await server.GetAsync("/api/admin/ping", new("Bearer", new string('A', 43)))));
        using var socket = await server.ConnectAsync(headers: $"Authorization: Bearer {carla}\r\n");
        Assert.True((bool)socket.Welcome["data"]!["authenticated"]!);
        using var other = await server.ConnectAsync("/q/cw/ws/connect");
        Assert.Equal("carla", (string?)(await other.LogInAsync("carla", AccountServer.PasswordOf("carla")))["data"]!["operator"]);
        Assert.Equal("invalid_credentials", (string?)(await other.LogInAsync("mona", AccountServer.PasswordOf("mona")))["error_code"]);
    }

    // queue P19
    [Fact]
    public async Task A_cookie_from_a_foreign_page_changes_nothing_and_opens_nothing()
    {
        await using var server = await StartAsync();
        var cookie = ("Cookie", $"session_token={await TokenAsync(server, "carla")}");
        Assert.Equal((403, "origin_not_allowed"), Coded(await server.SendAsync("POST", "/api/admin/queue/clear", headers: [cookie, ("Origin", Foreign)])));
        Assert.Equal((403, "origin_not_allowed"), Coded(await server.SendAsync("POST", "/api/admin/queue/clear", headers: [cookie, ("Sec-Fetch-Site", "cross-site")])));
        Assert.Equal((401, "unauthorized"), Coded(await server.SendAsync("GET", "/api/admin/queue", headers: [cookie, ("Origin", Foreign)])));
        Assert.Equal(200, (await server.SendAsync("POST", "/api/admin/queue/clear", headers: [cookie, ("Origin", server.Address.GetLeftPart(UriPartial.Authority))])).Status);
        using var socket = await server.ConnectAsync(headers: $"{cookie.Item1}: {cookie.Item2}\r\nOrigin: {Foreign}\r\n");
        Assert.False((bool)socket.Welcome["data"]!["authenticated"]!);
        Assert.Equal("unauthorized", (string?)(await socket.AskAsync("admin.next_qso"))["error_code"]);
    }

    // queue P19
    [Fact]
    public async Task A_session_that_ends_ends_its_sockets()
    {
        await using var server = await StartAsync();
        using var socket = await server.ConnectAsync(headers: $"Authorization: Bearer {await TokenAsync(server, "carla")}\r\n");
        using var named = await server.ConnectAsync();
        await named.LogInAsync();
        await OrderAsync(server, new("user logout", "carla"));
        Assert.Equal((4506, "revoked"), await socket.Line.HearCloseAsync() is var close ? (close.CloseCode, close.CloseReason) : default);
        Assert.True((bool)(await named.AskAsync("admin.ping"))["success"]!);
    }

    // queue P19
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_no_admin_any_more_is_no_operator_any_more_whichever_way_in(bool byPassword)
    {
        await using var server = await StartAsync();
        var token = await TokenAsync(server, "carla");
        using var socket = byPassword ? await server.ConnectAsync() : await server.ConnectAsync(headers: $"Authorization: Bearer {token}\r\n");
        if (byPassword)
            Assert.True((bool)(await socket.LogInAsync("carla", AccountServer.PasswordOf("carla")))["success"]!);
        await OrderAsync(server, new("user role", "carla", "member"));
        Assert.NotEqual(200, (await server.GetAsync("/api/admin/ping", QueueServer.Basic("carla", AccountServer.PasswordOf("carla")))).Status);
        Assert.Equal((403, "forbidden"), Coded(await server.GetAsync("/api/admin/ping", new("Bearer", token))));
        await socket.SayAsync(new JsonObject { ["type"] = "request", ["operation"] = "admin.get_queue" });
        Assert.Equal((4506, "revoked"), await socket.Line.HearCloseAsync() is var close ? (close.CloseCode, close.CloseReason) : default);
    }

    private static async Task<QueueServer> StartAsync()
    {
        var server = await QueueServer.StartAsync(new RollcallSettings { Queue = QueueServer.Usual });
        await OrderAsync(server, new("user add", "carla", "admin", AccountServer.PasswordOf("carla")));
        await OrderAsync(server, new("user add", "mona", "member", AccountServer.PasswordOf("mona")));
        return server;
    }

    private static async Task OrderAsync(QueueServer server, AccountOrder order)
    {
        var report = (AccountReport)await server.Running.Parts.Control["accounts"](JsonSerializer.SerializeToElement(order));
        Assert.Null(report.Refusal);
    }

    private static async Task<string> TokenAsync(QueueServer server, string handle)
    {
        var said = await server.SendAsync("POST", "/v1/auth/login", new JsonObject
        {
            ["user_handle"] = handle, ["password"] = AccountServer.PasswordOf(handle), ["device_uuid"] = $"uuid-of-{handle}", ["device_type"] = "web",
        });
        Assert.Equal(201, said.Status);
        return (string)said.Json["token"]!;
    }

    private static (int, string) Coded(QueueHttpAnswer answer) => (answer.Status, answer.Error.Code);
}
