using System.Collections.Immutable;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

// P28: every finding is raised by a file made for it, and none by a clean one.
public class OplChecksTests
{
    private static readonly OplCircumstances Calm = new(new(2026, 11, 21), MeetSheet.Empty, 0, [], null);

    [Fact]
    public void P28_a_clean_file_has_no_findings() => Assert.Empty(OplChecks.Check(SmallMeet.Csv, Calm with { Sheet = MeetSheet.Of(SmallMeet.Make().Content) }));

    [Theory]
    [InlineData("OPL Format v1", "OPL Format v2", "STRUCTURE", 1, null)]
    [InlineData("openpowerlifting.org\n\n", "openpowerlifting.org\nx\n", "STRUCTURE", 2, null)]
    [InlineData("Federation,Date", "Date,Federation", "STRUCTURE", 3, null)]
    [InlineData("Open,Dots", "Open,Dots,more", "STRUCTURE", 4, null)]
    [InlineData("Dots\n\n", "Dots\nx\n", "STRUCTURE", 5, null)]
    [InlineData("1,Cy,", "1,Cy\n,", "STRUCTURE", 9, null)]
    [InlineData("84.58,B\n", "84.58,B", "STRUCTURE", 11, null)]
    [InlineData("Squat2Kg", "Squat1Kg", "STRUCTURE", 6, "Squat1Kg")]
    [InlineData("Place,Name", "Placing,Name", "COLUMN_MISSING", 6, "Place")]
    [InlineData("Place,Name", "Placing,Name", "COLUMN_UNKNOWN", 6, "Placing")]
    [InlineData("BodyweightKg,WeightClassKg", "Age1,Age2", "COLUMN_MISSING", 6, "BodyweightKg")]
    [InlineData(",Age,", ",Lot,", "COLUMN_UNKNOWN", 6, "Lot")]
    [InlineData(",Age,", ",Instagram,", "COLUMN_UNKNOWN", 6, "Instagram")]
    [InlineData("USPA,'", ",'", "FEDERATION_EMPTY", 4, "Federation")]
    [InlineData("01,USA", "01,", "COUNTRY_EMPTY", 4, "MeetCountry")]
    [InlineData("'2025-03-01", "'2025-03-32", "DATE_BAD", 4, "Date")]
    [InlineData("'2025-03-01", "'1944-03-01", "DATE_BAD", 4, "Date")]
    [InlineData("'2025-03-01", "'2026-11-22", "DATE_BAD", 4, "Date")]
    [InlineData("Test Open", "", "NAME_EMPTY", 4, "MeetName")]
    [InlineData("Test Open", "Test Open!", "NAME_CHARS", 4, "MeetName")]
    [InlineData("Test Open", "USPA Open", "NAME_HAS_FEDERATION", 4, "MeetName")]
    [InlineData("Test Open", "2025 Open", "NAME_HAS_YEAR", 4, "MeetName")]
    [InlineData("Seattle", "Seattle 2", "TOWN_CHARS", 4, "MeetTown")]
    [InlineData("Test Open", "Test  Open", "SPACES", 4, "MeetName")]
    [InlineData("Ed NoShow", "Ed  NoShow", "SPACES", 8, "Name")]
    [InlineData("Ed NoShow", "", "LIFTER_NAME", 8, "Name")]
    [InlineData("Ed NoShow", "Ed N0Show", "LIFTER_NAME", 8, "Name")]
    [InlineData("Ed NoShow", "Ed noShow", "LIFTER_NAME", 8, "Name")]
    [InlineData("Ed NoShow", "Ed NoShow Jr.", "LIFTER_NAME", 8, "Name")]
    [InlineData("Ed NoShow", "Ed (Ox) NoShow", "LIFTER_NAME", 8, "Name")]
    [InlineData("Cy,M,,30", "Cy,M,,99", "BIRTH_YEAR", 9, "Age")]
    [InlineData("Cy,M,,30", "Cy,M,'2022-01-01,30", "BIRTH_YEAR", 9, "BirthDate")]
    [InlineData("Open,74,75", "Open,14,75", "BODYWEIGHT", 8, "BodyweightKg")]
    [InlineData("Open,74,75", "Open,76,75", "CLASS", 8, "WeightClassKg")]
    [InlineData("Open,101,100+", "Open,99,100+", "CLASS", 9, "WeightClassKg")]
    [InlineData("100+,180,", "100+,-0,", "WEIGHT_ZERO", 9, "Squat1Kg")]
    [InlineData("100+,180,", "100+,0180,", "WEIGHT_ZERO", 9, "Squat1Kg")]
    [InlineData("230,-240", "230,-651", "LIFT_RANGE", 9, "Deadlift3Kg")]
    [InlineData("230,530,", "230,1408,", "TOTAL_RANGE", 9, "TotalKg")]
    [InlineData("\n1,Cy,", "\nDQ,Cy,", "DQ_TOTAL", 9, "TotalKg")]
    [InlineData("230,530,324.83", "230,,", "DQ_TOTAL", 9, "TotalKg")]
    [InlineData("230,530,", "230,530.6,", "TOTAL_SUM", 9, "TotalKg")]
    [InlineData("-195,190,", "-195,180,", "BEST3", 9, "Best3SquatKg")]
    [InlineData("180,190,-195", "180,190,-185", "BAR_LOWERED", 9, "Squat3Kg")]
    [InlineData("180,190,-195", "180,190,-190", "GOOD_REPEATED", 9, "Squat3Kg")]
    [InlineData("90,,,,,120", "90,100,,,100,120", "LIFT_NOT_IN_EVENT", 11, "Squat1Kg")]
    public void P28_every_rule_is_raised_where_the_file_breaks_it(string clean, string broken, string code, int line, string? column)
    {
        Assert.Contains(clean, SmallMeet.Csv, StringComparison.Ordinal);
        var findings = OplChecks.Check(SmallMeet.Csv.Replace(clean, broken, StringComparison.Ordinal), Calm);
        Assert.Contains((code, line, column), findings.Select(finding => (finding.Code, finding.Line, finding.Column)));
        Assert.All(findings, finding => Assert.EndsWith(".", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void P28_what_the_server_knows_beside_the_file_is_a_warning()
    {
        var made = SmallMeet.Make();
        made.Set("registration.entries[2].benchStatus[2]", "0");
        var circumstances = new OplCircumstances(new(2026, 11, 21), MeetSheet.Of(made.Content), 2, ["Desk 2"], SmallMeet.Csv.Replace("1,Cy", "2,Cy", StringComparison.Ordinal));
        Assert.Equal([("CONFLICTS_OPEN", 1, null), ("PENDING_DESK", 1, null), ("CSV_DIFFERS", 9, null), ("ATTEMPT_OPEN", 9, "Bench3Kg")],
            OplChecks.Check(SmallMeet.Csv, circumstances).Select(finding => (finding.Code, finding.Line, finding.Column)));
        Assert.All(OplChecks.Check(SmallMeet.Csv, circumstances), finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Theory]
    [InlineData(1, "One conflict is open.")]
    [InlineData(2, "2 conflicts are open.")]
    public void Open_conflicts_are_counted_as_one_says_it(int open, string said)
    {
        var circumstances = new OplCircumstances(new(2026, 11, 21), MeetSheet.Of(SmallMeet.Make().Content), open, [], null);
        Assert.StartsWith(said, OplChecks.Check(SmallMeet.Csv, circumstances).Single(finding => finding.Code == "CONFLICTS_OPEN").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pounds_are_compared_as_kilograms_and_as_printed()
    {
        var pounds = SmallMeet.Csv.Replace("Kg", "Lbs", StringComparison.Ordinal);
        Assert.Empty(OplChecks.Check(pounds.Replace("Open,74,75", "Open,181.88,181", StringComparison.Ordinal), Calm));
        Assert.Contains("LIFT_RANGE", Codes(pounds.Replace("230,-240", "230,-1434", StringComparison.Ordinal)));
        Assert.DoesNotContain("LIFT_RANGE", Codes(pounds.Replace("230,-240", "230,-1432", StringComparison.Ordinal)));
        // A missed 314.99 is the 315 of the attempt before.
        Assert.DoesNotContain("BAR_LOWERED", Codes(pounds.Replace("-195,190", "-189.99,190", StringComparison.Ordinal)));
    }

    [Fact]
    public void Anything_at_all_can_be_checked()
    {
        foreach (var text in new[] { "", "\n", "\n\n\n\n\n\n\n\n", "a,b\n\n\nc\n\nName,Name\n1", new string(',', 1000), "\0\ud800\n1" })
            Assert.NotEmpty(OplChecks.Check(text, Calm));
    }

    private static ImmutableArray<string> Codes(string csv) => [.. OplChecks.Check(csv, Calm).Select(finding => finding.Code)];
}
