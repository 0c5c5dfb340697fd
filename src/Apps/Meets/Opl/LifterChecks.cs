using System.Text;
using System.Text.RegularExpressions;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>What a row says of its lifter: name, age, bodyweight and class.</summary>
internal static partial class LifterChecks
{
    private const int YoungestYears = 4, OldestYears = 98;
    private const double LightestKg = 15, HeaviestKg = 300;

    // Printing moves a weight by up to a hundredth; a class in pounds is cut to the whole pound.
    private const double Printing = 0.015, CutPounds = 1;

    public static IEnumerable<Finding> Check(OplRow row)
    {
        var name = row["Name"];
        if (NameFault(name) is { } fault)
            yield return new(row.Line, "Name", Severity.Error, "LIFTER_NAME", fault);
        if (MeetChecks.HasOddSpaces(name))
            yield return new(row.Line, "Name", Severity.Error, "SPACES", "There are double spaces here, or some at the beginning or end.");
        foreach (var column in AgeFaults(row))
            yield return new(row.Line, column, Severity.Error, "BIRTH_YEAR", $"A lifter is {YoungestYears} to {OldestYears} years old.");
        if (row.Weight("Bodyweight") is { } bodyweight)
        {
            if (LiftChecks.Kilos(bodyweight, row) is < LightestKg or > HeaviestKg)
                yield return new(row.Line, row.Weighed("Bodyweight"), Severity.Error, "BODYWEIGHT", $"A bodyweight is {LightestKg} to {HeaviestKg} kg.");
            if (!IsInside(bodyweight, row[row.Weighed("WeightClass")], row.File.InPounds))
                yield return new(row.Line, row.Weighed("WeightClass"), Severity.Error, "CLASS", "The bodyweight is not inside the class.");
        }
    }

    private static string? NameFault(string name)
    {
        var plain = Number().Replace(name, "");
        if (plain.Length == 0)
            return "A lifter needs a name.";
        if (!MeetChecks.IsMadeOf(plain, " '-.", digits: false))
            return "A name may have letters, spaces and ' - . only, and a number like #2 at its end; no nicknames.";
        if (plain.EndsWith('.'))
            return "A name must not end with a period.";
        return plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => Rune.IsLower(word.EnumerateRunes().First())) ? "Every word of a name begins with a capital." : null;
    }

    private static IEnumerable<string> AgeFaults(OplRow row)
    {
        var born = row["BirthDate"];
        if (born.Length > 0 && (MeetChecks.Date(born) is not { } date
            || MeetChecks.DateOf(row.File) is { } held && held.Year - date.Year is < YoungestYears or > OldestYears))
            yield return "BirthDate";
        if (row["Age"] is { Length: > 0 } age && OplRow.Number(age) is not (>= YoungestYears and <= OldestYears))
            yield return "Age";
    }

    private static bool IsInside(double bodyweight, string weightClass, bool inPounds)
    {
        if (weightClass.Length == 0 || OplRow.Number(weightClass.TrimEnd('+')) is not { } limit)
            return weightClass.Length == 0;
        return weightClass.EndsWith('+') ? bodyweight > limit - Printing : bodyweight <= limit + Printing + (inPounds ? CutPounds : 0);
    }

    [GeneratedRegex(@" #[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
