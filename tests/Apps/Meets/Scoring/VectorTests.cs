using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

/// <summary>Seventy meets with what OpenLifter 1.4 makes of them: results file, lifting order, places, totals, points, loading.</summary>
public class VectorTests
{
    public static TheoryData<string> Vectors => [.. OpenLifterVector.Names];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void P27_P30_with_its_errors_followed_everything_is_as_OpenLifter_computes_it(string name)
    {
        var differences = VectorComparison.Differences(OpenLifterVector.Read(name), ScoringRules.Default with { OpenLifterQuirks = true });
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void P27_P30_without_them_only_what_a_decision_mends_is_different(string name)
    {
        var vector = OpenLifterVector.Read(name);
        var differences = VectorComparison.Differences(vector, ScoringRules.Default);
        var unexplained = differences.Where(difference => !MendedQuirks.Explain(vector, difference));
        Assert.True(!unexplained.Any(), string.Join('\n', unexplained));
    }
}
