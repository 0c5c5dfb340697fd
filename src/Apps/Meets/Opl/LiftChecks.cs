using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>What a row says of its lifts: attempts, bests and total.</summary>
internal static class LiftChecks
{
    private const double HeaviestLiftKg = 650, HeaviestTotalKg = 1408, SumOffKg = 0.5;

    // Two printed weights are the same if they are within the hundredth by which printing may move each.
    private const double Same = 0.025;

    public static double Kilos(double weight, OplRow row) => Weight.InKilos(weight, !row.File.InPounds);

    public static IEnumerable<Finding> Check(OplRow row) => Weights(row).Concat(Lifts.All.SelectMany(lift => Lift(row, lift))).Concat(Total(row));

    private static IEnumerable<Finding> Weights(OplRow row)
    {
        for (var at = 0; at < row.Cells.Length; at++)
        {
            var (column, cell) = (row.File.Columns[at], row.Cells[at]);
            if (cell.Length == 0 || !(column.EndsWith("Kg", StringComparison.Ordinal) || column.EndsWith("Lbs", StringComparison.Ordinal)))
                continue;
            var digits = cell.TrimStart('-').TrimEnd('+');
            if (OplRow.Number(digits) is not { } number)
                yield return new(row.Line, column, Severity.Error, "STRUCTURE", $"{cell} is no weight.");
            else if (number == 0 || digits.Length > 1 && digits[0] == '0' && digits[1] != '.')
                yield return new(row.Line, column, Severity.Error, "WEIGHT_ZERO", "A weight is not zero and does not begin with a zero.");
        }
    }

    private static IEnumerable<Finding> Lift(OplRow row, Lift lift)
    {
        var columns = Enumerable.Range(1, Lifter.Attempts).Select(number => $"{lift}{number}").ToArray();
        var best = $"Best3{lift}";
        var contested = Lifts.Contains(row["Event"], lift);
        double? before = null;
        foreach (var column in columns.Append(best))
        {
            if (row.Weight(column) is not { } weight)
                continue;
            if (!contested)
                yield return Wrong(row, column, "LIFT_NOT_IN_EVENT", "The event does not have this lift.");
            if (Math.Abs(Kilos(weight, row)) > HeaviestLiftKg)
                yield return Wrong(row, column, "LIFT_RANGE", $"Nobody lifts more than {HeaviestLiftKg} kg.");
            if (column == best)
                continue;
            if (before is { } last && Math.Abs(weight) < Math.Abs(last) - Same)
                yield return Wrong(row, column, "BAR_LOWERED", "An attempt is never lighter than the one before.");
            if (before is > 0 and var good && Math.Abs(Math.Abs(weight) - good) <= Same)
                yield return Wrong(row, column, "GOOD_REPEATED", "A weight is not attempted again after a good lift.");
            before = weight;
        }

        var counting = columns.Take(Results.Totals.Counting).Select(column => row.Weight(column) ?? 0).Max();
        if (contested && Math.Abs(Math.Max(0, counting) - (row.Weight(best) ?? 0)) > Same)
            yield return Wrong(row, best, "BEST3", "This is not the best good lift of the first three attempts.");
    }

    private static IEnumerable<Finding> Total(OplRow row)
    {
        var (place, total) = (row["Place"], row.Weight("Total"));
        if (place == "DQ" && total is not null || total is null && place.Length > 0 && place.All(char.IsAsciiDigit))
            yield return Wrong(row, "Total", "DQ_TOTAL", "Who is disqualified has no total, and who has a place has one.");
        if (total is not { } sum)
            yield break;
        if (Kilos(sum, row) >= HeaviestTotalKg)
            yield return Wrong(row, "Total", "TOTAL_RANGE", $"A total is below {HeaviestTotalKg} kg.");
        var bests = Lifts.Of(row["Event"]).Sum(lift => row.Weight($"Best3{lift}") ?? 0);
        if (Math.Abs(Kilos(sum - bests, row)) > SumOffKg)
            yield return Wrong(row, "Total", "TOTAL_SUM", "The total is not the sum of the best lifts.");
    }

    private static Finding Wrong(OplRow row, string column, string code, string message) => new(row.Line, row.Weighed(column), Severity.Error, code, message);
}
