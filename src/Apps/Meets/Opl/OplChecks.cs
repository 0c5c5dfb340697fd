using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>The checks before publishing: those of OpenPowerlifting's checker that need no tables, and what the server knows beside the file
/// (specification, appendix D). Findings never block. Pure.</summary>
public static class OplChecks
{
    /// <summary>The most findings that are told.</summary>
    public const int Most = 500;

    /// <summary>Checks a file that is to be filed; findings in the order of its lines.</summary>
    public static ImmutableArray<Finding> Check(string csv, OplCircumstances circumstances)
    {
        var file = OplFile.Read(csv);
        return
        [
            .. StructureChecks.Check(file)
                .Concat(MeetChecks.Check(file, circumstances.Today))
                .Concat(file.Rows.SelectMany(row => LifterChecks.Check(row).Concat(LiftChecks.Check(row))))
                .Concat(CircumstanceChecks.Check(csv, file, circumstances))
                .OrderBy(finding => finding.Line).Take(Most)
                .Select(finding => finding with { Message = $"{finding.Message} {Mends.Of(finding.Code)}" }),
        ];
    }
}
