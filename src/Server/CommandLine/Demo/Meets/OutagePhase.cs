namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>A desk loses its line and goes on working; what it did meets what the others did meanwhile.</summary>
internal sealed class OutagePhase(MeetStage stage) : Phase("outage", "A desk loses its line and goes on working")
{
    private const string Squat = MeetStage.Lifter + ".squatKg[1]";
    private const string Bodyweight = MeetStage.Lifter + ".bodyweightKg";
    private const string Deadlift = MeetStage.Lifter + ".deadliftKg[0]";

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring, weighIn) = (stage.HeadTable, stage.Scoring, stage.WeighIn);
        var joined = await weighIn.ComeInAsync("JoinMeet", stage.Joining(weighIn), cancel);
        var items = await weighIn.PullAsync(cancel);
        tell.Check(weighIn.Who, $"joins, priority {joined["priority"]}, and pulls {items} values",
            (1, head.Holds.Content.Items.Count), (joined["priority"].GetInt32(), items));

        await scoring.LoseLineAsync();
        OwnUpdate[] alone = [scoring.Holds.Edit(Squat, 190), scoring.Holds.Edit(Bodyweight, 88.9), scoring.Holds.Edit(Deadlift, 240)];
        tell.Check(scoring.Who, $"loses its line at number {scoring.Holds.Cursor}; sets {scoring.Holds.Pending.Count} things all the same",
            3, scoring.Holds.Pending.Count);
        var squat = await head.SubmitAsync(head.Holds.Edit(Squat, 192.5), cancel);
        tell.Check(head.Who, $"sets one of them too, squat 192.5 kg: {squat}", squat.Number > alone[0].After, "a number", $"{squat}");
        var weight = await weighIn.SubmitAsync(weighIn.Holds.Edit(Bodyweight, 88.4), cancel);
        tell.Check(weighIn.Who, $"sets another, bodyweight 88.4 kg: {weight}",
            weight.Number > squat.Number, $"a number above {squat.Number}", $"{weight}");

        await scoring.OpenLineAsync(cancel);
        var from = scoring.Holds.Cursor;
        var missed = await scoring.PullAsync(cancel);
        tell.Check(scoring.Who, $"is back, pulls what came after {from}: the {missed} it missed", 2, missed);
        await scoring.SendAsync(alone, cancel);
        await scoring.UntilAnsweredAsync(alone, cancel);
        await TellVerdictsAsync(tell, alone, weight.Number!.Value, cancel);
        await SettleAsync(tell, cancel);
    }

    private async Task TellVerdictsAsync(Narrator tell, OwnUpdate[] alone, long overruled, CancellationToken cancel)
    {
        var (scoring, weighIn) = (stage.Scoring, stage.WeighIn);
        var (squat, weight, deadlift) = (scoring.Holds.AnswerTo(alone[0]), scoring.Holds.AnswerTo(alone[1]), scoring.Holds.AnswerTo(alone[2]));
        tell.Check(scoring.Who, $"sends squat {alone[0].Value} kg, set at number {alone[0].After}: {squat}", "refused, CONFLICT", $"{squat}");
        tell.Quote(squat.Reason);
        tell.Check(scoring.Who, $"is told what stands: {squat.Stands}", "192.5 kg of Head table, priority 10", squat.Stands);
        tell.Check(scoring.Who, $"sends bodyweight {alone[1].Value} kg, outranks {weighIn.Name}: {weight}",
            weight.Number > overruled, $"a number above {overruled}", $"{weight}");
        tell.Check(scoring.Who, $"sends deadlift {alone[2].Value} kg, which nobody else set: {deadlift}",
            deadlift.Number > weight.Number, "a number", $"{deadlift}");
        await weighIn.UntilHoldsAsync(Bodyweight, weight, cancel);
        var heard = weighIn.Holds.Content[Bodyweight]!;
        tell.Check(weighIn.Who, $"hears {heard.Value} kg of {heard.Location}, which overruled its {string.Join(", ", heard.Overruled)}",
            $"{overruled}", string.Join(", ", heard.Overruled));
    }

    private async Task SettleAsync(Narrator tell, CancellationToken cancel)
    {
        var head = stage.HeadTable;
        await head.UntilAsync(() => head.Holds.Conflicts.Values.Any(IsTheSquat), $"the conflict at {head.Name}", cancel);
        var id = head.Holds.Conflicts.Values.First(IsTheSquat).GetProperty("conflictId").GetInt64();
        await head.SendAsync("SettleConflict", new() { ["sessionToken"] = head.Holds.Token, ["conflictId"] = id, ["action"] = "apply" }, cancel);
        await head.UntilAsync(() => head.Holds.Conflicts[id].GetProperty("state").GetString() != "open", $"conflict {id} to be settled", cancel);
        var state = head.Holds.Conflicts[id].GetProperty("state").GetString();
        tell.Check(head.Who, $"settles conflict {id} in favour of Scoring: {state}", "applied", state);

        foreach (var desk in stage.All)
            await desk.UntilAsync(() => desk.Holds.Content[Squat]?.Value?.GetDouble() == 190, $"190 kg at {desk.Name}", cancel);
        MeetStage.CheckSame(tell, stage.Everybody, stage.All);

        static bool IsTheSquat(System.Text.Json.JsonElement conflict) => conflict.GetProperty("updateKey").GetString() == Squat;
    }
}
