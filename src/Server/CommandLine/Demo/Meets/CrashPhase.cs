using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>The server is killed while two desks enter lifters as fast as they can, and started again.</summary>
internal sealed class CrashPhase(MeetStage stage) : Phase("crash", "The server is killed in the middle of a burst")
{
    private const int Unanswered = 20;
    private const int KillAfter = 150;
    private const int KilledBySignal9 = 128 + 9;

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring, weighIn) = (stage.HeadTable, stage.Scoring, stage.WeighIn);
        var before = head.Holds.Heard.Count;
        var bursts = Task.WhenAll(BurstAsync(scoring, 20001, cancel), BurstAsync(weighIn, 30001, cancel));
        await head.UntilAsync(() => head.Holds.Heard.Count - before >= KillAfter, $"{KillAfter} updates at {head.Name}", cancel);
        var code = await stage.Server.KillAsync();
        var sent = await bursts;
        await head.TryUntilAsync(() => false, "the end of the line", cancel);
        var heard = head.Holds.Heard.Skip(before).ToList();

        tell.Check(Who.Server, $"is killed {heard.Count} updates into the burst, exit code {code}", KilledBySignal9, code);
        foreach (var (desk, all) in new[] { scoring, weighIn }.Zip(sent))
        {
            var acknowledged = all.Count(desk.Holds.IsAnswered);
            tell.Check(desk.Who, $"sent {all.Count} lifters: {acknowledged} acknowledged, {desk.Holds.Pending.Count} not",
                acknowledged > 0 && acknowledged + desk.Holds.Pending.Count == all.Count && desk.Holds.Pending.Count > 0,
                "some of each", $"{acknowledged} and {desk.Holds.Pending.Count}");
        }

        await stage.Server.StartAsync(cancel);
        var ready = await stage.Server.AskReadyAsync(cancel);
        tell.Check(Who.Server, $"is back at {stage.Server.Address.Authority}; /health/ready says {ready}", 200, ready);
        await head.OpenLineAsync(cancel);
        await head.PullAllAsync(cancel);
        var kept = heard.Count(item => head.Holds.Content[item.Key] is { } now && now.Number == item.Number && now.Author == item.Author);
        tell.Check(head.Who, $"pulls anew: {kept} of {heard.Count} it had heard, same numbers", heard.Count, kept);

        foreach (var (desk, all) in new[] { scoring, weighIn }.Zip(sent))
            await ResumeAsync(tell, desk, all, head.Holds.Content, cancel);
        foreach (var display in stage.Displays)
        {
            await display.OpenLineAsync(cancel);
            await display.PullAsync(cancel);
        }

        await head.UntilAsync(() => head.Holds.Cursor >= weighIn.Holds.Cursor, "the latest updates", cancel);
        await scoring.UntilAsync(() => scoring.Holds.Cursor >= weighIn.Holds.Cursor, "the latest updates", cancel);
        MeetStage.CheckSame(tell, stage.Everybody, stage.All);
    }

    /// <summary>Enters lifters, with a few answers outstanding, until the line is gone; answers what was sent.</summary>
    private static async Task<List<OwnUpdate>> BurstAsync(Desk desk, int firstId, CancellationToken cancel)
    {
        var sent = new List<OwnUpdate>();
        while (await desk.TryUntilAsync(() => desk.Holds.Pending.Count < Unanswered, "an answer", cancel))
        {
            var id = firstId + sent.Count;
            var lifter = new JsonObject { ["id"] = id, ["name"] = $"Lifter {id}", ["sex"] = id % 2 == 0 ? "F" : "M" };
            var update = desk.Holds.Edit($"registration.entries[{id}]", lifter);
            sent.Add(update);
            if (!await desk.SendAsync([update], cancel))
                break;
        }

        await desk.TryUntilAsync(() => false, "the end of the line", cancel);
        return sent;
    }

    private static async Task ResumeAsync(Narrator tell, Desk desk, List<OwnUpdate> all, Content server, CancellationToken cancel)
    {
        var first = all.Where(desk.Holds.IsAnswered).ToDictionary(one => one.Local, one => desk.Holds.AnswerTo(one).Number);
        var standing = all.Count(one => first.TryGetValue(one.Local, out var number) && server[one.Key]?.Number == number);
        tell.Check(desk.Who, $"finds {standing} of {first.Count} acknowledged, same numbers", first.Count, standing);

        // What reached the disk although nobody was told of it any more has its number already.
        foreach (var one in desk.Holds.Pending.Where(one => server[one.Key] is not null))
            first[one.Local] = server[one.Key]!.Number;
        var onDisk = desk.Holds.Pending.Count(one => first.ContainsKey(one.Local));
        var pending = desk.Holds.Pending.Count;

        await desk.OpenLineAsync(cancel);
        await desk.PullAsync(cancel);
        await desk.SendAsync(all, cancel);
        await desk.UntilAnsweredAsync(all, cancel);
        var same = all.Count(one => first.TryGetValue(one.Local, out var number) && desk.Holds.AnswerTo(one).Number == number);
        var fresh = all.Count(one => !first.ContainsKey(one.Local) && desk.Holds.AnswerTo(one).Number is not null);
        tell.Check(desk.Who, $"sends all {all.Count} again: {same} get their first answer, {fresh} are new",
            (first.Count, pending - onDisk), (same, fresh));
    }
}
