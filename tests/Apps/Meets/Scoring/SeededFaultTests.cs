using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

/// <summary>The pre-check against whole files into which one fault each was put, and against files without any.</summary>
public class SeededFaultTests
{
    // The codes of appendix D.
    private static readonly string[] Codes =
    [
        "STRUCTURE", "COLUMN_MISSING", "COLUMN_UNKNOWN", "FEDERATION_EMPTY", "COUNTRY_EMPTY", "DATE_BAD", "NAME_EMPTY", "NAME_CHARS", "NAME_HAS_FEDERATION", "NAME_HAS_YEAR", "TOWN_CHARS", "SPACES",
        "LIFTER_NAME", "BIRTH_YEAR", "BODYWEIGHT", "CLASS", "WEIGHT_ZERO", "LIFT_RANGE", "TOTAL_RANGE", "DQ_TOTAL", "TOTAL_SUM", "BEST3", "BAR_LOWERED", "GOOD_REPEATED", "LIFT_NOT_IN_EVENT",
        "ATTEMPT_OPEN", "CONFLICTS_OPEN", "PENDING_DESK", "CSV_DIFFERS",
    ];

    public static TheoryData<string> Faults => [.. SeededFault.All.Select(fault => fault.Name)];

    [Fact]
    public void There_are_sixty_faults_and_more_and_one_for_every_code()
    {
        Assert.True(SeededFault.All.Count >= 60);
        Assert.Equal(Codes.Order(), SeededFault.All.Select(fault => fault.Code).Distinct().Order());
        Assert.Equal(SeededFault.All.Count, SeededFault.All.Select(fault => fault.Name).Distinct().Count());
    }

    // meets P28
    [Theory]
    [MemberData(nameof(Faults))]
    public void P28_a_seeded_fault_is_found_with_line_column_rule_and_mend_and_nothing_else_is(string name)
    {
        var fault = SeededFault.All.Single(one => one.Name == name);
        foreach (var (seed, inKg) in new[] { (1, true), (2, false), (3, true) })
        {
            var draft = new OplDraft(CleanMeet.Make(seed, inKg), new Random(seed));
            var line = fault.Do(draft);
            var column = fault.Column?.Replace("*", draft.Unit, StringComparison.Ordinal);

            var findings = OplChecks.Check(draft.Text, draft.Circumstances);

            var found = findings.FirstOrDefault(one => (one.Code, one.Line, one.Column) == (fault.Code, line, column));
            Assert.True(found is not null, $"seed {seed}: {fault.Code} in line {line}, column {column} is not among {string.Join("; ", findings)}\n{draft.Text}");
            Assert.EndsWith(Mends.Of(fault.Code), found.Message, StringComparison.Ordinal);
            Assert.True(found.Message.Length > Mends.Of(fault.Code).Length + 10, $"it does not say what is wrong: {found.Message}");
            if (!fault.Spreads)
                Assert.All(findings, one => Assert.Equal(line, one.Line));
        }
    }

    // meets P28
    [Fact]
    public void P28_nothing_is_found_in_clean_files()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var made = CleanMeet.Make(seed, inKg: seed % 3 != 0);
            var csv = CleanMeet.Csv(made);
            var findings = OplChecks.Check(csv, new(new(2026, 11, 21), MeetSheet.Of(made.Content), 0, [], csv));
            Assert.True(findings.IsEmpty, $"seed {seed}: {string.Join("; ", findings)}\n{csv}");
        }
    }
}
