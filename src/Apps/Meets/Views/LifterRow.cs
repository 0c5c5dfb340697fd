using System.Collections.Immutable;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Views;

/// <summary>What a lifter would have if the open attempt were good.</summary>
public sealed record IfGood(double AttemptKg, double TotalKg, double? Points, int? Place);

/// <summary>One lifter as a display shows them: in the first division, and the first event that has the platform's lift.</summary>
public sealed record LifterRow(Lifter Lifter, Lift Lift, Score Score, string Division, string WeightClass, double? Age, int? Place, int? ProjectedPlace, IfGood? IfGood)
{
    /// <summary>Where the lifter's equipment for this lift is set, such as the rack's height; empty for the deadlift.</summary>
    public string Rack => Lift switch { Lift.Squat => Lifter.SquatRack, Lift.Bench => Lifter.BenchRack, _ => "" };

    /// <summary>Works out the row of a lifter.</summary>
    public static LifterRow Of(Scoreboard board, Lifter lifter, Lift lift, int active)
    {
        var (setup, rules) = (board.Sheet.Setup, board.Rules);
        var (contested, division) = (EventWith(lifter, lift), lifter.ResultDivisions[0]);
        var score = board.ScoreOf(lifter, contested) ?? throw new InvalidOperationException($"Entry {lifter.Id} has no score in {contested}");
        var category = board.CategoryOf(lifter, contested, division) ?? throw new InvalidOperationException($"Entry {lifter.Id} is in no category");
        return new(lifter, lift, score, division, category.Key.Class.Text(setup.InKg, rules), Ages.Of(lifter, setup, rules),
            PlaceIn(category.Final, lifter), PlaceIn(category.Projected, lifter), IfOpenWereGood(score, category, lift, active, setup, rules));
    }

    private static string EventWith(Lifter lifter, Lift lift) =>
        Lifts.Events.Where(contested => lifter.Events.Contains(contested)).Concat(lifter.Events).First(contested => Lifts.Contains(contested, lift));

    private static int? PlaceIn(ImmutableArray<Placed> placed, Lifter lifter) => placed.First(one => one.Score.Lifter.Id == lifter.Id).Place;

    private static IfGood? IfOpenWereGood(Score score, Category category, Lift lift, int active, MeetSetup setup, ScoringRules rules)
    {
        var attempts = score.Lifter.At(lift);
        // The active attempt; who has lifted it already is asked about the next one.
        var slot = Enumerable.Range(active - 1, 2).FirstOrDefault(at => at < attempts.Length && attempts[at].IsOpen, -1);
        if (slot < 0)
            return null;
        var lifted = score.Lifter.With(lift, attempts.SetItem(slot, attempts[slot] with { Status = 1 }));
        var then = Score.Of(lifted, score.Contested, setup, rules);
        var others = category.Projected.Select(placed => placed.Score).Where(other => other.Lifter.Id != lifted.Id);
        return new(attempts[slot].WeightKg, then.ProjectedKg, then.ProjectedPoints, new Placing(rules, projected: true).PlaceAmong(then, others));
    }
}
