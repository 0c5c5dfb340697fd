using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>What the server knows beside the file: attempts without a decision, conflicts, desks that are away, a copy that differs. All of it warnings.</summary>
internal static class CircumstanceChecks
{
    public static IEnumerable<Finding> Check(string csv, OplFile file, OplCircumstances circumstances)
    {
        if (circumstances.OpenConflicts > 0)
            yield return Note(1, null, "CONFLICTS_OPEN", circumstances.OpenConflicts == 1 ? "One conflict is open." : $"{circumstances.OpenConflicts} conflicts are open.");
        foreach (var desk in circumstances.AwayDesks)
            yield return Note(1, null, "PENDING_DESK", $"{desk} is not connected and may hold updates it has not sent.");
        if (circumstances.ClientCsv is { } client && OplDifferences.Of(csv, client).FirstOrDefault() is { } first)
            yield return Note(Math.Min(first.Line, file.Lines.Length), null, "CSV_DIFFERS", "The file that was sent differs from the server's here and maybe further on.");
        foreach (var lifter in circumstances.Sheet.Lifters.Values)
        {
            foreach (var lift in Lifts.All.Where(lifter.Contests))
            {
                for (var slot = 0; slot < Lifter.Attempts; slot++)
                {
                    if (lifter.At(lift)[slot].IsOpen)
                        yield return Note(LineOf(file, lifter), $"{lift}{slot + 1}{(file.InPounds ? "Lbs" : "Kg")}", "ATTEMPT_OPEN", $"{lifter.Name} has a weight without a decision.");
                }
            }
        }
    }

    /// <summary>The first row of the lifter; line 1 where the file has none.</summary>
    private static int LineOf(OplFile file, Lifter lifter)
    {
        var name = OplText.Cell(lifter.Name, quirks: false);
        return file.Rows.FirstOrDefault(row => row["Name"] == name)?.Line ?? 1;
    }

    private static Finding Note(int line, string? column, string code, string message) => new(line, column, Severity.Warning, code, message);
}
