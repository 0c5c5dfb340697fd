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
    public void P27_P30_with_its_errors_followed_everything_is_as_OpenLifter_computes_it(string name) =>
        Assert.Empty(VectorComparison.Differences(OpenLifterVector.Read(name), ScoringRules.Default with { OpenLifterQuirks = true }).Take(12));
}
