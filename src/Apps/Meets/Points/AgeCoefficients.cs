using System.Collections.Frozen;
using System.Globalization;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Points;

/// <summary>What points are multiplied by for the young and the old: Foster's table up to 22, 1 from 23 to 40, McCulloch's above
/// (<c>age-foster-mcculloch.csv</c>, as published).</summary>
public static class AgeCoefficients
{
    private const int Oldest = 100;

    private static readonly FrozenDictionary<int, double> Table =
        Tables.Rows("age-foster-mcculloch.csv").ToFrozenDictionary(row => int.Parse(row[0], CultureInfo.InvariantCulture), row => Tables.Number(row[1]));

    /// <summary>The coefficient; 1 for an unknown age, for one below the table, and where the meet uses none. Part of a year does not count; older than the
    /// table counts as its last row.</summary>
    public static double Of(string table, double? age, ScoringRules rules)
    {
        if (table != "FosterMcCulloch" || age is not { } years)
            return 1;
        if (rules.OpenLifterQuirks)
            return years is 1 or 2 or 3 or 4 ? 0 : double.IsInteger(years) && years <= Oldest ? Table.GetValueOrDefault((int)years, 1) : 1;
        return Table.GetValueOrDefault((int)Math.Min(years, Oldest), 1);
    }
}
