using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>Each desk sends an update; the other hears it.</summary>
internal sealed class RelayPhase(MeetStage stage) : Phase("updates", "Each desk writes, the other hears it")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        await SendAsync(head, scoring, "meet.name", "Spring Open", "names the meet");
        var number = await SendAsync(scoring, head, MeetStage.Lifter, new JsonObject
        {
            ["id"] = 20000, ["name"] = "Al Bo", ["sex"] = "M", ["equipment"] = "Sleeves", ["events"] = new JsonArray("SBD"), ["divisions"] = new JsonArray("Open"),
        }, "enters a lifter");

        var line = (await LogLine.ReadAsync(stage.Folder, cancel))[^1];
        tell.Check(Who.Server, $"had it on disk before it said so: seq {line.Seq}, {line.Type}", (number, "Updated"), (line.Seq, line.Type));
        tell.Quote(line.Text);

        async Task<long?> SendAsync(Desk from, Desk to, string key, JsonNode value, string doing)
        {
            var before = from.Holds.Cursor;
            var answer = await from.SubmitAsync(from.Holds.Edit(key, value), cancel);
            tell.Check(from.Who, $"{doing}: {answer}", answer.Number > before, $"a number above {before}", $"{answer}");
            await to.UntilAsync(() => to.Holds.Content[key] is not null, $"{key} at {to.Name}", cancel);
            var heard = to.Holds.Content[key]!;
            tell.Check(to.Who, $"hears number {heard.Number} of {heard.Location}: {heard.Shown}", (answer.Number, from.Name, JsonNode.Parse(heard.Value!.Value.GetRawText())!.ToJsonString()), (heard.Number, heard.Location, value.ToJsonString()));
            return answer.Number;
        }
    }
}
