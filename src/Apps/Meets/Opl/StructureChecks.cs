using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>Whether a file is built as appendix C says: <c>STRUCTURE</c>, <c>COLUMN_MISSING</c>, <c>COLUMN_UNKNOWN</c>.</summary>
internal static partial class StructureChecks
{
    private const string Line3 = "Federation,Date,MeetCountry,MeetState,MeetTown,MeetName,Formula";

    private static readonly ImmutableArray<int> EmptyLines = [2, 5];

    public static IEnumerable<Finding> Check(OplFile file) => Lines(file).Concat(Columns(file));

    private static IEnumerable<Finding> Lines(OplFile file)
    {
        if (!FirstLine().IsMatch(Line(file, 1)))
            yield return Wrong(1, "Line 1 is not the one OpenLifter writes.");
        foreach (var empty in EmptyLines.Where(line => Line(file, line).Length > 0))
            yield return Wrong(empty, $"Line {empty} must be empty.");
        if (Line(file, 3) is not (Line3 or Line3 + ",RuleSet"))
            yield return Wrong(3, $"Line 3 must be {Line3}, with RuleSet where equipment is combined.");
        if (file.MeetValues.Length != file.MeetNames.Length)
            yield return Wrong(4, "Line 4 must have as many cells as line 3.");
        if (!file.EndsWithNewline)
            yield return Wrong(file.Lines.Length, "The last line must be ended.");
        for (var line = OplFile.HeaderLine + 1; line <= file.Lines.Length; line++)
        {
            var cells = OplFile.Cells(file.Lines, line).Length;
            if (cells != file.Columns.Length)
                yield return Wrong(line, $"This row has {cells} cells and line 6 has {file.Columns.Length}: look for a comma or a line break in a text.");
        }
    }

    private static IEnumerable<Finding> Columns(OplFile file)
    {
        foreach (var twice in file.Columns.GroupBy(column => column).Where(same => same.Count() > 1))
            yield return new(OplFile.HeaderLine, twice.Key, Severity.Error, "STRUCTURE", $"The column {twice.Key} is there more than once.");
        var unit = file.InPounds ? "Lbs" : "Kg";
        foreach (var needed in new[] { "Name", "Sex", "Equipment", "Total" + unit, "Place", "Event" }.Where(needed => !file.Columns.Contains(needed)))
            yield return new(OplFile.HeaderLine, needed, Severity.Error, "COLUMN_MISSING", $"No row has anything in the column {needed}.");
        if (!file.Columns.Contains("Bodyweight" + unit) && !file.Columns.Contains("WeightClass" + unit))
            yield return new(OplFile.HeaderLine, "Bodyweight" + unit, Severity.Error, "COLUMN_MISSING", "No row has a bodyweight or a weight class.");
        var known = OplColumns.Headers(unit).ToHashSet();
        foreach (var column in file.Columns.Distinct())
        {
            if (!known.Contains(column))
                yield return new(OplFile.HeaderLine, column, Severity.Error, "COLUMN_UNKNOWN", $"There is no column {column}.");
            else if (column is "Instagram" or "Lot")
                yield return new(OplFile.HeaderLine, column, Severity.Warning, "COLUMN_UNKNOWN", $"OpenPowerlifting does not keep the column {column}.");
        }
    }

    private static Finding Wrong(int line, string message) => new(Math.Max(1, line), null, Severity.Error, "STRUCTURE", message);

    private static string Line(OplFile file, int line) => line <= file.Lines.Length ? file.Lines[line - 1] : "";

    [GeneratedRegex(@"\AOPL Format v1 \(OpenLifter [^,()]+\),Submit by email:,issues@openpowerlifting\.org\z", RegexOptions.CultureInvariant)]
    private static partial Regex FirstLine();
}
