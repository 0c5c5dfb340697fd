using System.Collections.Immutable;
using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>Who stands before whom in a category: guests last; the greater total; the lighter lifter; who reached the total first; name; id
/// (specification, appendix E). Pure.</summary>
public sealed class Placing(ScoringRules rules, bool projected)
{
    /// <summary>Which total counts.</summary>
    public double TotalOf(Score score) => projected ? score.ProjectedKg : score.TotalKg;

    /// <summary>Lifters from first to last, with their places.</summary>
    public ImmutableArray<Placed> Place(IEnumerable<Score> scores)
    {
        var place = 0;
        return [.. StableSort.Sort(scores, Compare).Select(score => new Placed(score, HasPlace(score) ? ++place : null))];
    }

    /// <summary>The place a score would take among others; null if it would have none.</summary>
    public int? PlaceAmong(Score score, IEnumerable<Score> others) =>
        HasPlace(score) ? 1 + others.Count(other => HasPlace(other) && Compare(other, score) < 0) : null;

    private bool HasPlace(Score score) => !score.Lifter.Guest && TotalOf(score) != 0;

    private int Compare(Score a, Score b)
    {
        var (one, other) = (a.Lifter, b.Lifter);
        if (one.Guest != other.Guest)
            return one.Guest ? 1 : -1;
        var order = WithoutNoise(TotalOf(b)).CompareTo(WithoutNoise(TotalOf(a)));
        if (order != 0)
            return order;
        if (one.BodyweightKg != other.BodyweightKg)
            return Weighed(one).CompareTo(Weighed(other));
        return rules.OpenLifterQuirks ? ReachedFirstByAttemptBefore(a, b) : ReachedFirst(a, b);
    }

    // Totals that are equal in pounds may differ in the last bit of their kilograms: a millionth of a kilogram is no difference.
    private double WithoutNoise(double kilos) => rules.OpenLifterQuirks ? kilos : Math.Round(kilos, 6);

    private static double Weighed(Lifter lifter) => lifter.BodyweightKg == 0 ? double.MaxValue : lifter.BodyweightKg;

    /// <summary>The attempt at the event's last lift that made the total: its number, then who came first in that round.</summary>
    private int ReachedFirst(Score a, Score b)
    {
        var slot = -1;
        var lift = Lifts.Of(a.Contested).LastOrDefault();
        if (TotalOf(a) != 0)
        {
            slot = MadeIn(a.Lifter, lift);
            if (slot.CompareTo(MadeIn(b.Lifter, lift)) is not 0 and var order)
                return order;
        }

        return RoundOrder.Compare(a.Lifter, b.Lifter, lift, slot + 1, rules);
    }

    // What is projected is the first attempt.
    private static int MadeIn(Lifter lifter, Lift lift) => Math.Max(0, Totals.Best(lifter, lift));

    /// <summary>As OpenLifter 1.4 judges: by the last good attempt, and then by the weights of the attempt before it.</summary>
    private int ReachedFirstByAttemptBefore(Score a, Score b)
    {
        var (last, other) = (LastGood(a), LastGood(b));
        return last != other ? last.CompareTo(other) : RoundOrder.Compare(a.Lifter, b.Lifter, last.Lift, last.Attempt - 1, rules);
    }

    private static (Lift Lift, int Attempt) LastGood(Score score)
    {
        foreach (var lift in Lifts.Of(score.Contested).Reverse())
        {
            for (var attempt = Totals.Counting; attempt >= 1; attempt--)
            {
                if (score.Lifter.At(lift)[attempt - 1].IsGood)
                    return (lift, attempt);
            }
        }

        return (Lift.Squat, 0);
    }
}
