using System.Text;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support;
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

    /// <summary>Ties of points keep the order of the list there, and nothing names it: decision 0030.</summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public void P27_P30_a_meet_that_shows_none_of_its_errors_comes_out_the_same_without_them(string name)
    {
        var vector = OpenLifterVector.Read(name);
        var differences = vector.Quirks.IsEmpty ? VectorComparison.Differences(vector, ScoringRules.Default) : [];
        Assert.DoesNotContain(differences, difference => !difference.StartsWith("pointsRankings", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_server_is_right_instead_of_OpenLifter_is_known_line_by_line()
    {
        Assert.SkipWhen(OpenLifterVector.IsElsewhere, "ROLLCALL_VECTORS names other vectors");
        var text = new StringBuilder("# Where results differ from those of OpenLifter 1.4 unless meets.openlifter_quirks is set (decision 0030). APPROVE=1 ./test writes this file anew.\n");
        foreach (var name in OpenLifterVector.Names)
        {
            var vector = OpenLifterVector.Read(name);
            var differences = VectorComparison.Differences(vector, ScoringRules.Default);
            text.Append('\n').Append(name).Append(": ").AppendJoin(", ", vector.Quirks).Append('\n');
            foreach (var difference in differences)
                text.Append("  ").Append(difference.Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        }

        ApprovedFile.MustBe("tests/Apps/Meets/Scoring/mended.approved.txt", text.ToString());
    }
}
