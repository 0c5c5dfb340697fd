using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Devices;

/// <summary>What the phone changes the browser has, also what it missed.</summary>
internal sealed class InStepPhase(DeviceStage stage) : Phase("devices", "A phone and a browser are kept in step")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (browser, phone) = (stage.Browser, stage.Phone);
        await browser.LogInAsync(register: true, cancel);
        await phone.LogInAsync(register: false, cancel);
        tell.Check(phone.Who, $"logs in as the same person: device {phone.Id} beside {browser.Id}", phone.Id != browser.Id, "two devices", $"{phone.Id} and {browser.Id}");
        var began = (await browser.ConnectAsync(cancel)).GetProperty("seq").GetInt64();
        tell.Check(browser.Who, $"is connected; the log stands at {began}", 0, began);
        await phone.ConnectAsync(cancel);

        var note = new JsonObject { ["collection"] = "notes", ["id"] = "n1", ["value"] = "milk" };
        var (status, first) = await phone.AppendAsync("document_set", note, "p-1", cancel);
        tell.Check(phone.Who, $"writes a note: {status}, event {Seq(first.GetProperty("event"))}", (201, 1L), (status, Seq(first.GetProperty("event"))));
        var pushed = (await browser.HearAsync("sync", cancel)).GetProperty("event");
        tell.Check(browser.Who, $"hears of it: {pushed.GetProperty("payload").GetProperty("value")}", first.GetProperty("event").GetRawText(), pushed.GetRawText());
        var (again, same) = await phone.AppendAsync("document_set", note.DeepClone().AsObject(), "p-1", cancel);
        tell.Check(phone.Who, $"was not sure and sends it again: {again}, the same event", (200, first.GetRawText()), (again, same.GetRawText()));

        await browser.CutAsync();
        await phone.AppendAsync("reminder", new() { ["text"] = "bread" }, "p-2", cancel);
        await phone.AppendAsync("reminder", new() { ["text"] = "tea" }, "p-3", cancel);
        var back = (await browser.ConnectAsync(cancel)).GetProperty("seq").GetInt64();
        var nudge = Seq((await browser.HearAsync("sync", cancel)).GetProperty("event"));
        tell.Check(browser.Who, $"lost its line and is back; the log stands at {back}, and it is nudged with event {nudge}", (3L, 3L), (back, nudge));
        var missed = (await browser.GetAsync("/v1/sync/events?since=1", cancel)).GetProperty("events").EnumerateArray().Select(Seq).ToList();
        tell.Check(browser.Who, $"fetches what it missed: {string.Join(", ", missed)}", "2, 3", string.Join(", ", missed));
        var state = await browser.GetAsync("/v1/sync/state", cancel);
        var value = state.GetProperty("documents")[0].GetProperty("value").GetString();
        tell.Check(Who.Server, $"holds one document, {value}, as of event {state.GetProperty("seq")}", ("milk", 3), (value, state.GetProperty("seq").GetInt32()));
    }

    private static long Seq(System.Text.Json.JsonElement one) => one.GetProperty("seq").GetInt64();
}
