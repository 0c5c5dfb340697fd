using System.Text.Json.Nodes;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>The clients in the field: they know neither epoch nor more, no features, no command ids, no connection ids, and only the messages named here.</summary>
public class ExistingClientTests
{
    private static readonly string[] KnownTypes =
    [
        "connected", "pong", "error", "sync", "playback.welcome", "playback.device_state", "playback.device_queue", "playback.queue_sync", "playback.command",
        "playback.device_stopped", "playback.device_list_changed", "playback.error",
    ];

    // devices P31
    [Fact]
    public async Task A_client_of_before_logs_in_hears_catches_up_plays_commands_and_logs_out()
    {
        await using var server = await DeviceServer.StartAsync();
        await server.RegisterAsync("ada", "web-3f1c9a20");
        var (web, phone) = (await EnterAsync(server, "web-3f1c9a20", "web"), await EnterAsync(server, "phone-1234", "android"));
        using var onWeb = await server.ConnectAsync(web);
        using var onPhone = await server.ConnectAsync(phone);
        Assert.Equal(web.DeviceId, (long)onWeb.Connected["device_id"]!);
        var cursor = (long)(await server.GetAsync(web, "/v1/sync/state")).Body["seq"]!;
        Assert.Equal(0, cursor);

        // Pushed, while there; a gap after an absence, which the nudge shows; then everything until the head, without a look at more.
        await server.AppendedAsync(phone, "album_liked", """{"album_id":"a1"}""");
        cursor = (long)(await onWeb.NextAsync("sync"))["event"]!["seq"]!;
        Assert.Equal(1, cursor);
        onWeb.Socket.Reset();
        for (var i = 0; i < 1_500; i++)
            await server.AppendedAsync(phone);
        using var back = await server.ConnectAsync(web);
        var nudged = (long)(await back.NextAsync("sync"))["event"]!["seq"]!;
        Assert.True(nudged > cursor + 1);
        var caught = new List<long> { cursor };
        while (cursor < nudged)
        {
            var (status, page) = await server.GetAsync(web, $"/v1/sync/events?since={cursor}");
            Assert.Equal(200, status);
            caught.AddRange(page["events"]!.AsArray().Select(one => (long)one!["seq"]!));
            cursor = (long)page["current_seq"]!;
        }

        Assert.Equal(Enumerable.Range(1, 1_501).Select(seq => (long)seq), caught);

        await back.SayAsync("playback.hello", """{"device_name":"Chrome on Linux","device_type":"web"}""");
        var welcome = await back.NextAsync("playback.welcome");
        Assert.Equal((web.DeviceId, 0), ((long)welcome["device_id"]!, welcome["session"]!["active_devices"]!.AsArray().Count));
        await onPhone.SayAsync("playback.hello", """{"device_name":"Phone","device_type":"android"}""");
        await onPhone.SayAsync("playback.state", """{"current_track":{"id":"t1","title":"Aria","duration":215000},"queue_position":0,"queue_version":3,"position":12.5,"is_playing":true,"volume":0.8,"muted":false,"shuffle":false,"repeat":"off","timestamp":1772990525000}""");
        await onPhone.SayAsync("playback.queue_update", """{"queue":[{"id":"t1","added_at":1772990500000}],"queue_version":3}""");
        Assert.Equal("connected", (string)(await back.NextAsync("playback.device_list_changed"))["change"]!["type"]!);
        Assert.Equal(12.5, (double)(await back.NextAsync("playback.device_state"))["state"]!["position"]!);
        Assert.Equal(3, (int)(await back.NextAsync("playback.device_queue"))["queue_version"]!);

        await back.SayAsync("playback.command", $$"""{"command":"pause","target_device_id":{{phone.DeviceId}}}""");
        Assert.Equal($$"""{"command":"pause","payload":null,"sender_device_id":{{web.DeviceId}}}""", (await onPhone.NextAsync("playback.command")).Payload!.ToJsonString());
        await back.SayAsync("ping");
        Assert.All(await onPhone.FlushAsync(), told => Assert.Contains(told.Type, KnownTypes));
        Assert.Equal("pong", (await back.NextAsync()).Type);

        Assert.Equal(1, (int)(await server.AskAsync(phone, HttpMethod.Get, "/v1/auth/logout")).Body["closed_sessions"]!);
        Assert.Equal(1000, (await onPhone.ClosedAsync()).Code);
        Assert.Equal("disconnected", (string)(await back.NextAsync("playback.device_stopped"))["reason"]!);
        Assert.Equal("disconnected", (string)(await back.NextAsync("playback.device_list_changed"))["change"]!["type"]!);
    }

    private static async Task<LoggedIn> EnterAsync(DeviceServer server, string device, string type)
    {
        var said = await HttpSaid.AskAsync(server.Http, "POST", "/v1/auth/login",
            new { user_handle = "ada", password = "Chalk-and-Ammonia-7", device_uuid = device, device_type = type, device_name = "Any", os_info = "Linux" });
        Assert.Equal(201, said.Status);
        var body = JsonNode.Parse(said.Text)!;
        Assert.Equal(("ada", "[]"), ((string)body["user_handle"]!, body["permissions"]!.ToJsonString()));
        return new((string)body["token"]!, (long)body["user_id"]!, (long)body["device_id"]!);
    }
}
