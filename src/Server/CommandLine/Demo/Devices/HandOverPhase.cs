using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Devices;

/// <summary>The browser controls what the phone plays, then takes it over.</summary>
internal sealed class HandOverPhase(DeviceStage stage) : Phase("playback", "A browser takes over what the phone plays")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (browser, phone) = (stage.Browser, stage.Phone);
        foreach (var device in new[] { browser, phone })
        {
            await device.SayAsync("playback.hello", new() { ["device_name"] = device.Who.Name, ["device_type"] = "web", ["features"] = new JsonArray("command_result", "handover") }, cancel);
            await device.HearAsync("playback.welcome", cancel);
        }

        await phone.SayAsync("playback.state", State(position: 12.5, plays: true), cancel);
        var track = (await browser.HearAsync("playback.device_state", cancel)).GetProperty("state").GetProperty("current_track").GetProperty("title").GetString();
        tell.Check(browser.Who, $"sees the phone play {track}", "Aria", track);

        await browser.SayAsync("playback.command", new() { ["command"] = "seek", ["payload"] = new JsonObject { ["position"] = 60 }, ["target_device_id"] = phone.Id, ["command_id"] = "k1" }, cancel);
        var command = await phone.HearAsync("playback.command", cancel);
        tell.Check(phone.Who, $"is told to {command.GetProperty("command").GetString()} to {command.GetProperty("payload").GetProperty("position")}", browser.Id, command.GetProperty("sender_device_id").GetInt64());
        await phone.SayAsync("playback.command_result", new() { ["command_id"] = "k1", ["sender_device_id"] = browser.Id, ["ok"] = true }, cancel);
        var result = (await browser.HearAsync("playback.command_result", cancel)).GetProperty("status").GetString();
        tell.Check(browser.Who, $"hears that it is {result}", "done", result);

        await browser.SayAsync("playback.handover", new() { ["handover_id"] = "h1", ["from_device_id"] = phone.Id, ["to_device_id"] = browser.Id }, cancel);
        await phone.HearAsync("playback.handover_release", cancel);
        await phone.SayAsync("playback.handover_ready", new() { ["handover_id"] = "h1", ["state"] = State(position: 61.2, plays: false), ["queue"] = new JsonArray(), ["queue_version"] = 1 }, cancel);
        var take = await browser.HearAsync("playback.handover_take", cancel);
        var position = take.GetProperty("state").GetProperty("position").GetDouble();
        tell.Check(browser.Who, $"takes it over at {position} s, to go on playing", (61.2, true), (position, take.GetProperty("play").GetBoolean()));
        await browser.SayAsync("playback.handover_taken", new() { ["handover_id"] = "h1" }, cancel);
        string? end;
        do
            end = (await phone.HearAsync("playback.handover_state", cancel)).GetProperty("stage").GetString();
        while (end is not ("done" or "aborted"));
        tell.Check(phone.Who, $"falls silent: the hand-over is {end}", "done", end);
    }

    private static JsonObject State(double position, bool plays) =>
        new() { ["current_track"] = new JsonObject { ["id"] = "t1", ["title"] = "Aria", ["duration"] = 215_000 }, ["position"] = position, ["is_playing"] = plays };
}
