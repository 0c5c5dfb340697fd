using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>Each desk sends an update; the other hears it.</summary>
internal sealed class RelayPhase(MeetStage stage) : Phase("updates", "Each desk writes, the other hears it")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        var named = await SendAsync(head, scoring, "meet.name", "Spring Open", answer => $"names the meet: {answer}");
        await SendAsync(scoring, head, MeetStage.Lifter, new JsonObject
        {
            ["id"] = 20000, ["name"] = "Al Bo", ["sex"] = "M", ["equipment"] = "Sleeves",
            ["events"] = new JsonArray("SBD"), ["divisions"] = new JsonArray("Open"),
        }, answer => $"enters a lifter: {answer}");

        var kept = (await LogLine.ReadAsync(stage.Folder, cancel))[^2];
        tell.Check(Who.Server, $"keeps in updates.log, a line per event, {kept.Type} number {kept.Seq}:", (named, "Updated"), (kept.Seq, kept.Type));
        tell.Quote(kept.Text);

        async Task<long?> SendAsync(Desk from, Desk to, string key, JsonNode value, Func<Answer, FormattableString> line)
        {
            var before = from.Holds.Cursor;
            var answer = await from.SubmitAsync(from.Holds.Edit(key, value), cancel);
            tell.Check(from.Who, line(answer), answer.Number > before, $"a number above {before}", $"{answer}");
            await to.UntilAsync(() => to.Holds.Content[key] is not null, $"{key} at {to.Name}", cancel);
            var heard = to.Holds.Content[key]!;
            tell.Check(to.Who, $"hears number {heard.Number} of {heard.Location}: {heard.Shown}",
                $"{answer.Number} of {from.Name}: {value.ToJsonString()}", $"{heard.Number} of {heard.Location}: {heard.Value?.GetRawText()}");
            return answer.Number;
        }
    }
}
