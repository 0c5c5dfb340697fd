using System.Globalization;
using System.Text;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>What is said of the meet in line 4.</summary>
internal static class MeetChecks
{
    private const int FirstYear = 1945;

    public static IEnumerable<Finding> Check(OplFile file, DateOnly today)
    {
        var (federation, name, date) = (file.Meet("Federation"), file.Meet("MeetName"), DateOf(file));
        if (federation.Length == 0)
            yield return Wrong("Federation", "FEDERATION_EMPTY", "It is not said which federation sanctioned the meet.");
        if (file.Meet("MeetCountry").Length == 0)
            yield return Wrong("MeetCountry", "COUNTRY_EMPTY", "It is not said in which country the meet was held.");
        if (date is not { } held || held.Year < FirstYear || held > today)
            yield return Wrong("Date", "DATE_BAD", $"The date must be a day from {FirstYear} to today, written YYYY-MM-DD.");
        if (name.Length == 0)
            yield return Wrong("MeetName", "NAME_EMPTY", "The meet needs a name.");
        if (!IsMadeOf(name, " -&.'/", digits: true))
            yield return Wrong("MeetName", "NAME_CHARS", "The meet's name may have letters, digits, spaces and - & . ' / only.");
        if (federation.Length > 0 && name.Contains(federation, StringComparison.Ordinal))
            yield return Wrong("MeetName", "NAME_HAS_FEDERATION", "The meet's name must not contain the federation.");
        if (date is { } on && name.Contains(on.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            yield return Wrong("MeetName", "NAME_HAS_YEAR", "The meet's name must not contain the year.");
        if (!IsMadeOf(file.Meet("MeetTown"), " -.'", digits: false))
            yield return Wrong("MeetTown", "TOWN_CHARS", "The town may have letters, spaces and - . ' only.");
        foreach (var column in file.MeetNames.Where(column => HasOddSpaces(file.Meet(column))))
            yield return Wrong(column, "SPACES", "There are double spaces here, or some at the beginning or end.");
    }

    /// <summary>The day of the meet, or null.</summary>
    public static DateOnly? DateOf(OplFile file) => Date(file.Meet("Date"));

    /// <summary>A date with or without its apostrophe.</summary>
    public static DateOnly? Date(string cell) =>
        DateOnly.TryParseExact(cell.TrimStart('\''), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Whether a text has double, leading or trailing spaces.</summary>
    public static bool HasOddSpaces(string text) => text.Contains("  ", StringComparison.Ordinal) || text != text.Trim();

    /// <summary>Whether a text is made of letters of any script, their accents, and the signs named.</summary>
    public static bool IsMadeOf(string text, string signs, bool digits) => text.EnumerateRunes().All(rune =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || digits && Rune.IsDigit(rune) || rune.IsAscii && signs.Contains((char)rune.Value, StringComparison.Ordinal));

    private static Finding Wrong(string column, string code, string message) => new(OplFile.MeetLine, column, Severity.Error, code, message);
}
