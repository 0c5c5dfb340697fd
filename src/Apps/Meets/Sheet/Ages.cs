using System.Globalization;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>How old a lifter is on the day of lifting (specification, appendix C).</summary>
public static class Ages
{
    /// <summary>The age that was entered, else full years on the lifter's day, else null.</summary>
    public static double? Of(Lifter lifter, MeetSetup setup, ScoringRules rules)
    {
        if (lifter.EnteredAge is { } entered)
            return entered;
        if (Date(lifter.BirthDate) is not { } born || Date(setup.Date) is not { } first)
            return null;
        var years = rules.OpenLifterQuirks ? YearsByMonthsOf31Days(born, first, lifter.Day) : Years(born, first, lifter.Day);
        return years > 0 ? years : null;
    }

    private static int Years(DateOnly born, DateOnly first, int day)
    {
        if (first.DayNumber + (long)day - 1 is var number && (number < 0 || number > DateOnly.MaxValue.DayNumber))
            return 0;
        var on = DateOnly.FromDayNumber((int)number);
        return on.Year - born.Year - (Before((on.Month, on.Day), born) ? 1 : 0);
    }

    /// <summary>As OpenLifter 1.4 counts: every month has 31 days, and the end of a year takes 12 from the day instead of from the month.</summary>
    private static int YearsByMonthsOf31Days(DateOnly born, DateOnly first, int day)
    {
        var (year, month, on) = (first.Year, first.Month, first.Day + day - 1);
        if (on > 31)
            (month, on) = (month + 1, on - 31);
        if (month > 12)
            (year, on) = (year + 1, on - 12);
        return year - born.Year - (Before((month, on), born) ? 1 : 0);
    }

    private static bool Before((int Month, int Day) on, DateOnly born) => on.CompareTo((born.Month, born.Day)) < 0;

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
