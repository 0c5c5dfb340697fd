using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Devices;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Devices;

/// <summary>Playback controlled and carried on from another device, over real sockets.</summary>
[Collection(Measured.Name)]
public class RemoteControlTests
{
    // devices P21
    [Fact]
    public async Task A_command_to_a_live_an_offline_a_quiet_and_a_foreign_device_each_ends_in_a_result()
    {
        await using var server = await DeviceServer.StartAsync();
        var (browser, phone, box) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "phone-001"), await server.LogInAsync("ada", "box-00001"));
        var foreign = await server.RegisterAsync("bob");
        using var asking = await PlayerAsync(server, browser);
        using var live = await PlayerAsync(server, phone);
        using var quiet = await PlayerAsync(server, box);
        using var strange = await PlayerAsync(server, foreign);
        await asking.FlushAsync();

        await CommandAsync(asking, phone.DeviceId, "k1");
        var heard = await live.NextAsync("playback.command");
        Assert.Equal($$"""{"command":"seek","payload":{"position":60},"sender_device_id":{{browser.DeviceId}},"command_id":"k1"}""", heard.Payload!.ToJsonString());
        await live.SayAsync("playback.command_result", $$"""{"command_id":"k1","sender_device_id":{{browser.DeviceId}},"ok":true}""");
        Assert.Equal($$"""playback.command_ack {"command_id":"k1","target_device_id":{{phone.DeviceId}},"expects_result":true}""", (await asking.NextAsync()).ToString());
        Assert.Equal($$"""playback.command_result {"command_id":"k1","device_id":{{phone.DeviceId}},"status":"done"}""", (await asking.NextAsync()).ToString());

        // One that says nothing, and then goes; until then it is waited for, at most ten seconds.
        await CommandAsync(asking, box.DeviceId, "k2");
        await CommandAsync(asking, box.DeviceId, "k3");
        Assert.Equal(["playback.command_ack", "playback.command_ack"], new[] { (await asking.NextAsync()).Type, (await asking.NextAsync()).Type });
        var asked = TimeProvider.System.GetTimestamp();
        var timeout = await asking.NextAsync("playback.command_result");
        Assert.Equal(("k2", "timeout"), ((string)timeout["command_id"]!, (string)timeout["status"]!));
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked).TotalSeconds, 9, 12);
        Assert.Equal(("k3", "timeout"), await ResultAsync(asking));
        await CommandAsync(asking, box.DeviceId, "k4");
        await asking.NextAsync("playback.command_ack");
        quiet.Socket.Reset();
        Assert.Equal(("k4", "gone"), await ResultAsync(asking));

        // Not kept for who is away, nothing of a foreign one is told, and it hears nothing.
        foreach (var target in new[] { box.DeviceId, foreign.DeviceId, 4711 })
        {
            await CommandAsync(asking, target, "k5");
            Assert.Equal($$"""playback.error {"code":"device_not_found","message":"Device {{target}} is not connected.","context":"playback.command","command_id":"k5"}""", (await asking.NextAsync()).ToString());
        }

        Assert.Empty(await strange.FlushAsync());
    }

    // devices P22
    [Fact]
    public async Task Continue_here_brings_position_queue_paused_state_and_volume_exactly_as_they_were()
    {
        await using var server = await DeviceServer.StartAsync();
        var (browser, phone) = (await server.RegisterAsync("ada"), await server.LogInAsync("ada", "phone-001"));
        using var target = await PlayerAsync(server, browser);
        using var source = await PlayerAsync(server, phone);
        const string State = """{"current_track":{"id":"t2","title":"Aria \"da capo\"","duration":215000,"more":{"a":[1,null]}},"queue_position":1,"queue_version":3,"position":61.25,"is_playing":false,"volume":0.35,"muted":false,"shuffle":true,"repeat":"one","timestamp":1772990525000,"extra":1}""";
        const string Queue = """[{"id":"t1","added_at":1772990500000},{"id":2,"added_at":null}]""";
        await source.SayAsync("playback.state", State);
        await source.SayAsync("playback.queue_update", $$$"""{"queue":{{{Queue}}},"queue_version":3,"context":{"album":7}}""");
        await source.FlushAsync();
        await target.FlushAsync();

        await target.SayAsync("playback.handover", $$"""{"handover_id":"h1","from_device_id":{{phone.DeviceId}},"to_device_id":{{browser.DeviceId}}}""");
        Assert.Equal("h1", (string)(await source.NextAsync("playback.handover_release"))["handover_id"]!);
        await source.SayAsync("playback.handover_ready", $$$"""{"handover_id":"h1","state":{{{State}}},"queue":{{{Queue}}},"queue_version":3,"context":{"album":7}}""");
        var take = await target.NextAsync("playback.handover_take");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(State), take["state"]), take.ToString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Queue), take["queue"]), take.ToString());
        // It was paused, so it stays paused.
        Assert.Equal((3, 7, false), ((int)take["queue_version"]!, (int)take["context"]!["album"]!, (bool)take["play"]!));
        await target.SayAsync("playback.handover_taken", """{"handover_id":"h1"}""");
        Assert.Equal("done", (string)(await source.NextAsync("playback.handover_state"))["stage"]!);
        Assert.Equal("done", (string)(await target.NextAsync("playback.handover_state"))["stage"]!);
        await target.SayAsync("playback.request_queue", $$"""{"target_device_id":{{phone.DeviceId}}}""");
        Assert.Empty((await target.NextAsync("playback.queue_sync"))["queue"]!.AsArray());
    }

    private static async Task<DeviceClient> PlayerAsync(DeviceServer server, LoggedIn who)
    {
        var player = await server.ConnectAsync(who);
        await player.HelloAsync();
        await player.NextAsync("playback.welcome");
        return player;
    }

    private static Task CommandAsync(DeviceClient asking, long target, string id) =>
        asking.SayAsync("playback.command", $$$"""{"command":"seek","payload":{"position":60},"target_device_id":{{{target}}},"command_id":"{{{id}}}"}""");

    private static async Task<(string, string)> ResultAsync(DeviceClient asking)
    {
        var result = await asking.NextAsync("playback.command_result");
        return ((string)result["command_id"]!, (string)result["status"]!);
    }
}
