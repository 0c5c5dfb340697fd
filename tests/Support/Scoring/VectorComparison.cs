using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Points;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>Where the product differs from what a vector expects: one line for each place, beginning with what was compared.</summary>
internal sealed class VectorComparison(OpenLifterVector vector, ScoringRules rules)
{
    private readonly Scoreboard board = new(rules);
    private readonly List<string> differences = [];

    public static List<string> Differences(OpenLifterVector vector, ScoringRules rules)
    {
        var comparison = new VectorComparison(vector, rules);
        comparison.Compare();
        return comparison.differences;
    }

    private void Compare()
    {
        board.Show(vector.Sheet());
        Csv();
        Each("liftingOrder", LiftingOrder);
        Categories();
        Each("points", Points);
        Each("totals", Totals);
        Each("entries", Entry);
        Each("loading", Loading);
        Rankings();
    }

    private void Each(string part, Action<JsonElement> compare)
    {
        foreach (var one in vector.Expected.GetProperty(part).EnumerateArray())
            compare(one);
    }

    private void Csv()
    {
        var (expected, got) = (vector.Expected.GetProperty("oplCsv").GetString()!.Split('\n'), new OplCsv(rules).Text(board).Split('\n'));
        Same("oplCsv lines", expected.Length, got.Length);
        for (var line = 0; line < Math.Min(expected.Length, got.Length); line++)
            Line(line + 1, expected, got);
    }

    /// <summary>By cells where only they differ, to be short.</summary>
    private void Line(int line, string[] expected, string[] got)
    {
        var (there, here, header) = (expected[line - 1].Split(','), got[line - 1].Split(','), expected[5].Split(','));
        if (line <= 6 || !header.Contains("Name") || there.Length != here.Length || there.Length != header.Length || there[Array.IndexOf(header, "Name")] != here[Array.IndexOf(header, "Name")])
        {
            Same($"oplCsv {line}", expected[line - 1], got[line - 1]);
            return;
        }

        for (var cell = 0; cell < there.Length; cell++)
            Same($"oplCsv {line} {header[cell]}", there[cell], here[cell]);
    }

    private void LiftingOrder(JsonElement one)
    {
        var group = one.GetProperty("group");
        var at = SheetReading.Platform(name => group.GetProperty(name));
        // The vectors list a whole flight, those too who do not contest the lift.
        var flight = board.Sheet.Lifters.Values.Where(lifter => lifter.Day == at.Day && lifter.Platform == group.GetProperty("platform").GetInt32() && lifter.Flight == at.Flight);
        var order = Rollcall.Apps.Meets.Lifting.LiftingOrder.Of([.. flight], at, rules);
        var what = $"liftingOrder {group}";
        Same(what + " attempt", one.GetProperty("attemptOneIndexed").GetInt32(), order.Attempt);
        if (IsAccident(one))
        {
            Same(what + " rows", Ids(one.GetProperty("orderedEntryIds")).Order(), order.Rows.Select(lifter => lifter.Id).Order());
            return;
        }

        Same(what + " rows", Ids(one.GetProperty("orderedEntryIds")), order.Rows.Select(lifter => lifter.Id));
        Same(what + " current", one.GetProperty("currentEntryId").ToString(), order.Current?.Lifter.Id.ToString(CultureInfo.InvariantCulture) ?? "");
        Same(what + " next", one.GetProperty("nextEntryId").ToString(), order.Next?.Lifter.Id.ToString(CultureInfo.InvariantCulture) ?? "");
        Same(what + " next attempt", one.GetProperty("nextAttemptOneIndexed").ToString(), order.Next?.Attempt.ToString(CultureInfo.InvariantCulture) ?? "");
    }

    private void Categories()
    {
        var categories = board.Categories();
        var (final, projected) = (vector.Expected.GetProperty("finalResults").EnumerateArray().ToList(), vector.Expected.GetProperty("projectedResults").EnumerateArray().ToList());
        Same("finalResults categories", final.Select(one => CategoryText(one.GetProperty("category"))), categories.Select(one => CategoryText(one.Key)));
        var byName = categories.ToLookup(one => CategoryText(one.Key));
        foreach (var one in final)
        {
            var name = CategoryText(one.GetProperty("category"));
            var expected = one.GetProperty("order").EnumerateArray().Select(row => $"{row.GetProperty("entryId")}={row.GetProperty("place")}");
            var got = byName[name].SelectMany(category => category.Final).Select(placed => $"{placed.Score.Lifter.Id}={Place(placed)}");
            Same("finalResults " + name, InOrder(one, expected), InOrder(one, got));
        }

        foreach (var one in projected)
        {
            var name = CategoryText(one.GetProperty("category"));
            var got = byName[name].SelectMany(category => category.Projected).Select(placed => placed.Score.Lifter.Id);
            Same("projectedResults " + name, InOrder(one, Ids(one.GetProperty("order"))), InOrder(one, got));
        }
    }

    private void Rankings()
    {
        static string Name(JsonElement key) => $"{key.GetProperty("sex")} {key.GetProperty("event")} {key.GetProperty("equipment")}";
        var got = board.Rankings().ToDictionary(one => $"{one.Key.Sex} {one.Key.Contested} {one.Key.Equipment}");
        var expected = vector.Expected.GetProperty("pointsRankings").EnumerateArray().ToList();
        Same("pointsRankings", expected.Select(one => Name(one.GetProperty("category"))), board.Rankings().Select(one => $"{one.Key.Sex} {one.Key.Contested} {one.Key.Equipment}"));
        foreach (var one in expected)
        {
            var name = Name(one.GetProperty("category"));
            Same("pointsRankings " + name, InOrder(one, Ids(one.GetProperty("order"))), InOrder(one, got.TryGetValue(name, out var ranking) ? ranking.Rows.Select(row => row.Score.Lifter.Id) : []));
        }
    }

    private void Points(JsonElement one)
    {
        var (lifter, contested, formula) = (Lifter(one), one.GetProperty("event").GetString()!, one.GetProperty("formula").GetString()!);
        var setup = board.Sheet.Setup;
        var total = board.ScoreOf(lifter, contested)!.TotalKg;
        var points = PointsFormula.Of(formula, new(lifter.Sex, lifter.BodyweightKg, total, contested, lifter.Equipment, setup.InKg), rules) ?? 0;
        Near($"points {formula} {lifter.Id} {contested}", one.GetProperty("points").GetDouble(), points, 0.00006);
        var age = AgeCoefficients.Of(setup.AgeCoefficients, Ages.Of(lifter, setup, rules), rules);
        Near($"points by age {formula} {lifter.Id} {contested}", one.GetProperty("agePoints").GetDouble(), points * age, 0.00006);
    }

    private void Totals(JsonElement one)
    {
        var score = board.ScoreOf(Lifter(one), one.GetProperty("event").GetString()!)!;
        Near($"totals {score.Lifter.Id} {score.Contested}", one.GetProperty("totalKg").GetDouble(), score.TotalKg, 0.000001);
        Near($"totals projected {score.Lifter.Id} {score.Contested}", one.GetProperty("projectedTotalKg").GetDouble(), score.ProjectedKg, 0.000001);
    }

    private void Entry(JsonElement one)
    {
        var lifter = Lifter(one);
        Near($"entries age {lifter.Id}", one.GetProperty("age").GetDouble(), Ages.Of(lifter, board.Sheet.Setup, rules) ?? 0, 0);
        Same($"entries lifted {lifter.Id}", one.GetProperty("hasLifted").GetBoolean(), Rollcall.Apps.Meets.Results.Totals.Showed(lifter));
        foreach (var lift in Lifts.All)
            Near($"entries best {lifter.Id} {lift}", one.GetProperty("best3Kg")[(int)lift].GetDouble(), Rollcall.Apps.Meets.Results.Totals.BestKg(lifter, lift), 0.000001);
    }

    private void Loading(JsonElement one)
    {
        var lift = Lifts.OfLetter(one.GetProperty("lift").GetString());
        var loading = Rollcall.Apps.Meets.Lifting.Loading.Of(one.GetProperty("weightKg").GetDouble(), lift, board.Sheet.Setup, rules);
        var what = $"loading {lift} {one.GetProperty("weightKg")}";
        Same(what, one.GetProperty("plates").EnumerateArray().Select(plate => $"{plate.GetProperty("weight").GetDouble()}x{plate.GetProperty("count")} {plate.GetProperty("color")}"),
            loading.PerSide.Select(plate => $"{plate.Weight}x{plate.Count} {plate.Color}"));
        Near(what + " remainder", one.GetProperty("remainder").GetDouble(), loading.Remainder / 2, 0.00006);
    }

    private Lifter Lifter(JsonElement one) => board.Sheet.Lifters.Values.First(lifter => lifter.Id == one.GetProperty("entryId").GetInt64());

    private static string Place(Placed placed) =>
        !Rollcall.Apps.Meets.Results.Totals.Showed(placed.Score.Lifter) ? "NS" : placed.Score.Lifter.Guest ? "G" : placed.Place?.ToString(CultureInfo.InvariantCulture) ?? "DQ";

    private static string CategoryText(JsonElement key) =>
        $"{key.GetProperty("sex")} {key.GetProperty("event")} {key.GetProperty("equipment")} {key.GetProperty("division")} {key.GetProperty("weightClassStr")}";

    private string CategoryText(CategoryKey key) => $"{key.Sex} {key.Contested} {key.Equipment} {key.Division} {key.Class.Text(inKg: true, rules)}";

    private static IEnumerable<long> Ids(JsonElement list) => list.EnumerateArray().Select(one => one.GetInt64());

    private static bool IsAccident(JsonElement one) => one.TryGetProperty("orderDependsOnSortAlgorithm", out var accident) && accident.GetBoolean();

    private static IEnumerable<T> InOrder<T>(JsonElement one, IEnumerable<T> order) => IsAccident(one) ? order.Order() : order;

    private void Same<T>(string what, IEnumerable<T> expected, IEnumerable<T> got) => Same(what, string.Join(' ', expected), string.Join(' ', got));

    private void Same<T>(string what, T expected, T got) where T : IEquatable<T>
    {
        if (!expected.Equals(got))
            differences.Add(what.Length + $"{expected}{got}".Length < 100 ? $"{what}: {expected} -> {got}" : $"{what}\n  expected {expected}\n  got      {got}");
    }

    private void Near(string what, double expected, double got, double tolerance)
    {
        if (!(Math.Abs(expected - got) <= tolerance))
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {expected} -> {got:0.####}"));
    }
}
