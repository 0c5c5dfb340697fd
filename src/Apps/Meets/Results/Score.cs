using Rollcall.Apps.Meets.Points;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>What a lifter has in one event.</summary>
/// <param name="TotalKg">0 while a lift of the event has no good attempt.</param>
/// <param name="ProjectedKg">With first attempts for lifts that are still to come.</param>
/// <param name="Points">By the meet's formula, unrounded; null without a total, or where the formula cannot be computed.</param>
/// <param name="ProjectedPoints">The same for the projected total.</param>
/// <param name="AgePoints">Points times the coefficient of the age; 0 where there are none.</param>
public sealed record Score(Lifter Lifter, string Contested, double TotalKg, double ProjectedKg, double? Points, double? ProjectedPoints, double AgePoints)
{
    /// <summary>Works out the score of a lifter in one of their events.</summary>
    public static Score Of(Lifter lifter, string contested, MeetSetup setup, ScoringRules rules)
    {
        var total = Totals.Total(lifter, contested, setup, rules);
        var projected = Totals.Projected(lifter, contested, setup, rules);
        var points = PointsOf(total);
        var age = Ages.Of(lifter, setup, rules);
        return new(lifter, contested, total, projected, points, PointsOf(projected), (points ?? 0) * AgeCoefficients.Of(setup.AgeCoefficients, age, rules));

        double? PointsOf(double kilos) => kilos == 0 ? null
            : PointsFormula.Of(setup.Formula, new(lifter.Sex, lifter.BodyweightKg, kilos, contested, lifter.Equipment, setup.InKg), rules);
    }
}
