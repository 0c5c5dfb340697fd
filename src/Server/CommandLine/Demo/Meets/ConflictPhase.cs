namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>Two desks change the same attempt and have not heard of each other: the priority decides, whoever comes first, and nothing is lost silently.</summary>
internal sealed class ConflictPhase(MeetStage stage) : Phase("conflict", "Two desks change the same attempts at once")
{
    private const string Squat = MeetStage.Lifter + ".squatKg[0]";
    private const string Bench = MeetStage.Lifter + ".benchKg[0]";

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        var (headSquat, headBench) = (head.Holds.Edit(Squat, 182.5), head.Holds.Edit(Bench, 122.5));
        var (scoringSquat, scoringBench) = (scoring.Holds.Edit(Squat, 180), scoring.Holds.Edit(Bench, 120));
        tell.Check(stage.Everybody, $"has seen number {headSquat.After}; now both change the squat and the bench", headSquat.After, scoringSquat.After);

        await HigherFirstAsync(tell, headSquat, scoringSquat, cancel);
        await LowerFirstAsync(tell, headBench, scoringBench, cancel);

        var open = head.Holds.Conflicts.Values.Count(one => one.GetProperty("state").GetString() == "open");
        var lost = string.Join(" and ", head.Holds.Conflicts.Values.Select(one => $"{one.GetProperty("lost")[0].GetProperty("updateValue")} kg"));
        tell.Check(head.Who, $"has {open} open conflicts in its list, {scoring.Name}'s {lost}", "2: 180 kg and 120 kg", $"{open}: {lost}");

        var seen = await scoring.SubmitAsync(scoring.Holds.Edit(Squat, 185), cancel);
        tell.Check(scoring.Who, $"has seen what stands and sets 185 kg: {seen}, no conflict", seen.Number > headSquat.After, "a number", $"{seen}");
        await head.UntilAsync(() => head.Holds.Content[Squat]?.Number == seen.Number, $"number {seen.Number} at {head.Name}", cancel);
        var (one, other) = (head.Holds.Content.Fingerprint(), scoring.Holds.Content.Fingerprint());
        tell.Check(stage.Everybody, $"holds the same: {head.Holds.Content.Items.Count} values, fingerprint {one}", one, other);
    }

    private async Task HigherFirstAsync(Narrator tell, OwnUpdate winning, OwnUpdate losing, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        var wins = await head.SubmitAsync(winning, cancel);
        tell.Check(head.Who, $"comes first with {winning.Value} kg: {wins}", wins.Number > winning.After, "a number", $"{wins}");
        var loses = await scoring.SubmitAsync(losing, cancel);
        tell.Check(scoring.Who, $"comes second with {losing.Value} kg: {loses}", "refused, CONFLICT", $"{loses}");
        var stands = loses.Standing;
        tell.Check(scoring.Who, $"is told what stands: {stands?.Value} kg of {stands?.Location}, priority {stands?.Priority}", "182.5 of Head table, 10", $"{stands?.Value} of {stands?.Location}, {stands?.Priority}");
    }

    private async Task LowerFirstAsync(Narrator tell, OwnUpdate winning, OwnUpdate losing, CancellationToken cancel)
    {
        var (head, scoring) = (stage.HeadTable, stage.Scoring);
        var overruled = await scoring.SubmitAsync(losing, cancel);
        tell.Check(scoring.Who, $"comes first with {losing.Value} kg: {overruled}", overruled.Number > losing.After, "a number", $"{overruled}");
        var wins = await head.SubmitAsync(winning, cancel);
        tell.Check(head.Who, $"comes second with {winning.Value} kg and stands all the same: {wins}", wins.Number > overruled.Number, $"a number above {overruled.Number}", $"{wins}");
        await scoring.UntilAsync(() => scoring.Holds.Content[Bench]?.Number >= wins.Number, $"number {wins.Number} at {scoring.Name}", cancel);
        var heard = scoring.Holds.Content[Bench]!;
        var names = string.Join(", ", heard.Overruled);
        tell.Check(scoring.Who, $"hears {heard.Value} kg of {heard.Location}, which overruled its number {names}", $"{overruled.Number}", names);
        tell.Quote(scoring.Holds.Latest);
    }
}
