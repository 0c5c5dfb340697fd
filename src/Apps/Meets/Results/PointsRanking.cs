using System.Collections.Immutable;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>Who stands before whom by points: guests last; the greater points by age; the lighter lifter; name; id (specification, appendix E).</summary>
public static class PointsRanking
{
    /// <summary>Lifters from first to last; guests and those without points have no rank.</summary>
    public static ImmutableArray<Placed> Rank(IEnumerable<Score> scores, ScoringRules rules)
    {
        var rank = 0;
        return [.. StableSort.Sort(scores, (a, b) => Compare(a, b, rules)).Select(score => new Placed(score, !score.Lifter.Guest && score.AgePoints != 0 ? ++rank : null))];
    }

    private static int Compare(Score a, Score b, ScoringRules rules)
    {
        var (one, other) = (a.Lifter, b.Lifter);
        if (one.Guest != other.Guest)
            return one.Guest ? 1 : -1;
        if (rules.OpenLifterQuirks)
            return b.AgePoints.CompareTo(a.AgePoints) is not 0 and var byPoints ? byPoints : one.BodyweightKg.CompareTo(other.BodyweightKg);
        // As with totals: what differs by noise only is equal.
        var order = Math.Round(b.AgePoints, 6).CompareTo(Math.Round(a.AgePoints, 6));
        if (order == 0)
            order = one.BodyweightKg.CompareTo(other.BodyweightKg);
        if (order == 0)
            order = string.CompareOrdinal(one.Name, other.Name);
        return order != 0 ? order : one.Id.CompareTo(other.Id);
    }
}
