using Rollcall.Apps.Meets.Points;
using Rollcall.Apps.Meets.Sheet;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

public class PointsFormulaTests
{
    private static readonly Performance[] Columns =
    [
        new("M", 88.9, 610, "SBD", "Sleeves", InKg: true),
        new("F", 66.4, 315, "SBD", "Sleeves", InKg: true),
        new("M", 130.4, 900, "SBD", "Single-ply", InKg: true),
        new("F", 52, 95, "B", "Sleeves", InKg: true),
        new("Mx", 75, 500, "SBD", "Wraps", InKg: true),
    ];

    // P30: the check values of appendix F.
    [Theory]
    [InlineData("AH", 542.9012, 294.8663, 682.7434, 99.0751, 479.8121)]
    [InlineData("Dots", 396.8974, 328.3235, 503.4811, 115.7956, 358.7110)]
    [InlineData("Glossbrenner", 375.7949, 287.0694, 485.9116, 104.9781, 344.2523)]
    [InlineData("IPF GL Points", 81.5890, 66.7146, 84.3972, 90.9409, 72.8961)]
    [InlineData("IPF Points", 580.2948, 530.9623, 579.3381, 816.7395, 519.9223)]
    [InlineData("NASA Points", 7.6692, 4.6395, 9.4926, 1.6234, 6.8759)]
    [InlineData("Reshel", 595.3600, 521.3250, 765.9000, 197.5050, 558.5000)]
    [InlineData("Schwartz/Malone", 359.6959, 248.8039, 463.0680, 91.5257, 0.0000)]
    [InlineData("Wilks", 391.8940, 325.3349, 508.7551, 118.4305, 356.2802)]
    [InlineData("Wilks2020", 470.8757, 390.4091, 599.3621, 138.9385, 426.2751)]
    [InlineData("Total", 610.0, 315.0, 900.0, 95.0, 500.0)]
    [InlineData("Bodyweight Multiple", 6.8616, 4.7440, 6.9018, 1.8269, 6.6667)]
    public void P30_every_formula_gives_its_check_values(string formula, params double[] values)
    {
        foreach (var (lifted, value) in Columns.Zip(values))
            Assert.Equal(value, PointsFormula.Of(formula, lifted, ScoringRules.Default)!.Value, 0.00006);
    }

    [Fact]
    public void Without_a_weigh_in_only_a_total_is_points()
    {
        foreach (var formula in PointsFormula.Names)
            Assert.Equal(formula == "Total" ? 610 : 0, PointsFormula.Of(formula, Columns[0] with { BodyweightKg = 0 }, ScoringRules.Default) ?? 0);
    }

    [Fact]
    public void A_total_is_points_in_the_unit_of_the_meet() =>
        Assert.Equal(1344.82, PointsFormula.Of("Total", Columns[0] with { InKg = false }, ScoringRules.Default)!.Value, 0.006);

    [Theory]
    [InlineData("IPF GL Points", "BD")]
    [InlineData("IPF Points", "SB")]
    [InlineData("Somebody's Own", "SBD")]
    public void What_has_no_numbers_for_an_event_cannot_be_computed(string formula, string contested) =>
        Assert.Null(PointsFormula.Of(formula, Columns[0] with { Contested = contested }, ScoringRules.Default));

    [Theory]
    [InlineData(null, 1)]
    [InlineData(4.0, 1)]
    [InlineData(14.0, 1.23)]
    [InlineData(23.5, 1)]
    [InlineData(41.0, 1.01)]
    [InlineData(80.9, 2.05)]
    [InlineData(100.0, 3.154)]
    [InlineData(120.0, 3.154)]
    public void P30_the_young_and_the_old_have_the_coefficients_of_the_published_tables(double? age, double coefficient)
    {
        Assert.Equal(coefficient, AgeCoefficients.Of("FosterMcCulloch", age, ScoringRules.Default));
        Assert.Equal(1, AgeCoefficients.Of("None", age, ScoringRules.Default));
    }

    [Theory]
    [InlineData(49.0, 1.955)]
    [InlineData(50.125, 1.937)]
    [InlineData(50.124, 1.955)]
    [InlineData(400.0, 0.816)]
    public void A_bodyweight_between_two_steps_of_the_table_takes_the_nearest_and_the_heavier_of_two(double bodyweight, double coefficient) =>
        Assert.Equal(coefficient, PointsFormula.Of("Reshel", Columns[0] with { BodyweightKg = bodyweight, TotalKg = 1 }, ScoringRules.Default));
}
