namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>Two desks change the same attempt and have not heard of each other: the priority decides, whoever comes first, and nothing is
/// lost silently.</summary>
internal sealed class ConflictPhase(MeetStage stage) : Phase("conflict", "Two desks change the same thing at once")
{
    private const string Squat = MeetStage.Lifter + ".squatKg[0]";
    private const string Bench = MeetStage.Lifter + ".benchKg[0]";

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        // All four are made before anybody hears of any of them.
        var (headSquat, headBench) = (head.Holds.Edit(Squat, 182.5), head.Holds.Edit(Bench, 122.5));
        var (scoringSquat, scoringBench) = (scoring.Holds.Edit(Squat, 180), scoring.Holds.Edit(Bench, 120));
        tell.Check(stage.Both, $"have seen number {headSquat.After}; each now sets squat and bench", headSquat.After, scoringSquat.After);
        await HigherFirstAsync(tell, headSquat, scoringSquat, cancel);
        await LowerFirstAsync(tell, headBench, scoringBench, cancel);
        await LookAtListAsync(tell, cancel);

        var seen = await scoring.SubmitAsync(scoring.Holds.Edit(Squat, 185), cancel);
        tell.Check(scoring.Who, $"has seen what stands, sets squat 185 kg: {seen}, no conflict",
            seen.Number > headSquat.After, "a number", $"{seen}");
        await head.UntilHoldsAsync(Squat, seen, cancel);
        MeetStage.CheckSame(tell, stage.Both, [head, scoring]);
    }

    private async Task HigherFirstAsync(Narrator tell, OwnUpdate winning, OwnUpdate losing, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        var wins = await head.SubmitAsync(winning, cancel);
        tell.Check(head.Who, $"comes first with squat {winning.Value} kg: {wins}", wins.Number > winning.After, "a number", $"{wins}");
        var loses = await scoring.SubmitAsync(losing, cancel);
        tell.Check(scoring.Who, $"comes second with squat {losing.Value} kg: {loses}", "refused, CONFLICT", $"{loses}");
        tell.Quote(loses.Reason);
        tell.Check(scoring.Who, $"is told what stands: {loses.Stands}", "182.5 kg of Head table, priority 10", loses.Stands);
    }

    private async Task LowerFirstAsync(Narrator tell, OwnUpdate winning, OwnUpdate losing, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        var overruled = await scoring.SubmitAsync(losing, cancel);
        tell.Check(scoring.Who, $"comes first with bench {losing.Value} kg: {overruled}",
            overruled.Number > losing.After, "a number", $"{overruled}");
        var wins = await head.SubmitAsync(winning, cancel);
        tell.Check(head.Who, $"comes second with bench {winning.Value} kg and stands: {wins}",
            wins.Number > overruled.Number, $"a number above {overruled.Number}", $"{wins}");
        await scoring.UntilHoldsAsync(Bench, wins, cancel);
        var heard = scoring.Holds.Content[Bench]!;
        var names = string.Join(", ", heard.Overruled);
        tell.Check(scoring.Who, $"hears {heard.Value} kg of {heard.Location}, which overruled its {names}", $"{overruled.Number}", names);
    }

    private async Task LookAtListAsync(Narrator tell, CancellationToken cancel)
    {
        var head = stage.HeadTable;
        await head.UntilAsync(() => head.Holds.Conflicts.Count >= 2, $"two conflicts at {head.Name}", cancel);
        foreach (var conflict in head.Holds.Conflicts.Values)
        {
            var (lost, stands, state) = (conflict.GetProperty("lost")[0], conflict.GetProperty("standing"), conflict.GetProperty("state"));
            var expected = stands.GetProperty("updateValue").GetDouble() == 182.5 ? "Scoring 180, open" : "Scoring 120, open";
            tell.Check(head.Who, $"has in its list of conflicts: {lost.GetProperty("updateValue")} kg of {lost.GetProperty("locationName")}, {state}",
                expected, $"{lost.GetProperty("locationName")} {lost.GetProperty("updateValue")}, {state}");
        }
    }
}
