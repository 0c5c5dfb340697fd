using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>Appendix E from the specification's text alone, over the plain JSON of all entries, as slow as it likes: meets in kilograms, lots all drawn or none.</summary>
internal sealed class NaiveResults(JsonObject meet, IReadOnlyList<JsonObject> entries)
{
    private static readonly (string Letter, string Name)[] Lifts = [("S", "squat"), ("B", "bench"), ("D", "deadlift")];

    /// <summary>The rows of a group, the active attempt, and whose turn it is now and next.</summary>
    public (string Rows, int Attempt, long? Current, long? Next) Order(int day, int platform, string flight, string lift)
    {
        var group = entries.Where(one => Whole(one, "day") == day && Whole(one, "platform") == platform && (string?)one["flight"] == flight && Events(one).Any(contested => contested.Contains(lift, StringComparison.Ordinal))).ToList();
        var highestOpen = group.Select(one => Last(Range(1, 5), number => IsOpen(one, lift, number))).Where(number => number > 0).ToList();
        var highestTaken = group.Select(one => Last(Range(1, 5), number => Status(one, lift, number) != 0)).DefaultIfEmpty(0).Max();
        var active = highestOpen.Count > 0 ? highestOpen.Min() : highestTaken >= 3 ? highestTaken : highestTaken + 1;
        var rows = group.OrderBy(one => Part(one, lift, active)).ThenBy(one => one, Comparer<JsonObject>.Create((a, b) =>
            InRound(a, b, lift, Part(a, lift, active) is var part && part < 3 ? active + 1 - part : active))).ToList();
        var current = rows.FindIndex(one => IsOpen(one, lift, active));
        if (current < 0)
            return (Ids(rows), active, null, null);
        var next = rows.Skip(current + 1).FirstOrDefault(one => IsOpen(one, lift, active)) ?? rows.Take(current).FirstOrDefault(one => active < 5 && IsOpen(one, lift, active + 1));
        return (Ids(rows), active, Id(rows[current]), next is null ? null : Id(next));
    }

    /// <summary>Every lifter in every event and division, with total, projected total and both places, by id.</summary>
    public IEnumerable<string> Places() =>
        from one in entries
        from contested in Events(one).Distinct()
        from division in Divisions(one)
        select $"{Id(one)} {contested} {Equipment(one)} '{division}' '{Class(one)}' total {Total(one, contested)} of {Projected(one, contested)} place {Place(one, contested, division, Total)} of {Place(one, contested, division, Projected)} points {Points(one, Total(one, contested))}";

    private int? Place(JsonObject one, string contested, string division, Func<JsonObject, string, double> total)
    {
        if ((bool)one["guest"]! || total(one, contested) == 0)
            return null;
        return 1 + entries.Count(other => other != one && !(bool)other["guest"]! && total(other, contested) > 0 && Events(other).Contains(contested) && Divisions(other).Contains(division)
            && (string?)other["sex"] == (string?)one["sex"] && Equipment(other) == Equipment(one) && Class(other) == Class(one) && IsBefore(other, one, contested, total));
    }

    private static bool IsBefore(JsonObject a, JsonObject b, string contested, Func<JsonObject, string, double> total)
    {
        if (total(a, contested) != total(b, contested))
            return total(a, contested) > total(b, contested);
        if (Bodyweight(a) != Bodyweight(b))
            return Bodyweight(a) != 0 && (Bodyweight(b) == 0 || Bodyweight(a) < Bodyweight(b));
        var lift = Lifts.Last(lift => contested.Contains(lift.Letter, StringComparison.Ordinal)).Letter;
        var (mine, theirs) = (MadeIn(a, lift), MadeIn(b, lift));
        return mine != theirs ? mine < theirs : InRound(a, b, lift, mine) < 0;
    }

    // The attempt that made the total; what is projected is the first.
    private static int MadeIn(JsonObject one, string lift) =>
        Range(1, 3).Where(number => Status(one, lift, number) == 1 && Weight(one, lift, number) == Best(one, lift) && Best(one, lift) > 0).DefaultIfEmpty(1).First();

    private static int InRound(JsonObject a, JsonObject b, string lift, int number)
    {
        for (var k = number; k >= 1; k--)
        {
            if (Weight(a, lift, k) != Weight(b, lift, k))
                return Weight(a, lift, k) < Weight(b, lift, k) ? -1 : 1;
            if (Whole(a, "lot") != 0 && Whole(b, "lot") != 0 && Whole(a, "lot") != Whole(b, "lot"))
                return Whole(a, "lot") < Whole(b, "lot") ? -1 : 1;
        }

        if (Bodyweight(a) != Bodyweight(b))
            return Bodyweight(a) < Bodyweight(b) ? -1 : 1;
        var name = string.CompareOrdinal((string?)a["name"], (string?)b["name"]);
        return name != 0 ? name : Id(a).CompareTo(Id(b));
    }

    /// <summary>0 with the attempt after the active one set, 1 with the active one, 2 with the one before, 3 the rest.</summary>
    private static int Part(JsonObject one, string lift, int active) =>
        Weight(one, lift, active + 1) != 0 ? 0 : Weight(one, lift, active) != 0 ? 1 : Weight(one, lift, active - 1) != 0 ? 2 : 3;

    private double Total(JsonObject one, string contested) => Sum(one, contested, lift => Best(one, lift));

    private double Projected(JsonObject one, string contested) =>
        Sum(one, contested, lift => Range(1, 5).All(number => Status(one, lift, number) == 0) ? Weight(one, lift, 1) : Best(one, lift), zeroIsMissing: lift => Range(1, 5).Any(number => Status(one, lift, number) != 0));

    private double Sum(JsonObject one, string contested, Func<string, double> counts, Func<string, bool>? zeroIsMissing = null)
    {
        var sum = 0.0;
        foreach (var (letter, _) in Lifts.Where(lift => contested.Contains(lift.Letter, StringComparison.Ordinal)))
        {
            var kilos = counts(letter);
            if (kilos == 0 && (zeroIsMissing?.Invoke(letter) ?? true))
                return 0;
            sum += (bool)meet["roundTotalsDown"]! ? Math.Floor(kilos / 2.5) * 2.5 : kilos;
        }

        return sum;
    }

    private static double Best(JsonObject one, string lift) => Range(1, 3).Where(number => Status(one, lift, number) == 1).Select(number => Weight(one, lift, number)).DefaultIfEmpty(0).Max();

    private string Equipment(JsonObject one) => (string)one["equipment"]! switch
    {
        "Sleeves" when (bool)meet["combineSleevesAndWraps"]! => "Wraps",
        "Single-ply" when (bool)meet["combineSingleAndMulti"]! => "Multi-ply",
        var other => other,
    };

    private string Class(JsonObject one)
    {
        var list = meet[(string)one["sex"]! == "F" ? "weightClassesKgWomen" : "weightClassesKgMen"]!.AsArray().Select(limit => (double)limit!).ToList();
        if (Bodyweight(one) == 0 || list.Count == 0)
            return "";
        return list.Exists(limit => limit >= Bodyweight(one)) ? $"{list.First(limit => limit >= Bodyweight(one))}" : $"{list[^1]}+";
    }

    // Dots, appendix F.
    private static string Points(JsonObject one, double total)
    {
        if (Bodyweight(one) == 0 && total > 0)
            return "0.00";
        if (total == 0)
            return "";
        var bw = Math.Clamp(Bodyweight(one), 40, (string)one["sex"]! == "F" ? 150 : 210);
        double[] p = (string)one["sex"]! == "F" ? [-57.96288, 13.6175032, -0.1126655495, 5.158568e-4, -1.0706e-6] : [-307.75076, 24.0900756, -0.1918759221, 7.391293e-4, -1.093e-6];
        return Math.Round(500 * total / p.Select((factor, power) => factor * Math.Pow(bw, power)).Sum(), 2, MidpointRounding.AwayFromZero).ToString("F2");
    }

    private static string Ids(IEnumerable<JsonObject> rows) => string.Join(' ', rows.Select(Id));

    private static IEnumerable<int> Range(int from, int to) => Enumerable.Range(from, to - from + 1);

    private static int Last(IEnumerable<int> numbers, Func<int, bool> fits) => numbers.Where(fits).DefaultIfEmpty(0).Max();

    private static bool IsOpen(JsonObject one, string lift, int number) => Weight(one, lift, number) != 0 && Status(one, lift, number) == 0;

    private static double Weight(JsonObject one, string lift, int number) => number is < 1 or > 5 ? 0 : (double)one[Name(lift) + "Kg"]![number - 1]!;

    private static int Status(JsonObject one, string lift, int number) => (int)one[Name(lift) + "Status"]![number - 1]!;

    private static string Name(string lift) => Lifts.First(one => one.Letter == lift).Name;

    private static double Bodyweight(JsonObject one) => (double)one["bodyweightKg"]!;

    private static int Whole(JsonObject one, string name) => (int)one[name]!;

    private static long Id(JsonObject one) => (long)one["id"]!;

    private static List<string> Events(JsonObject one) => [.. one["events"]!.AsArray().Select(contested => (string)contested!)];

    private static List<string> Divisions(JsonObject one) => one["divisions"]!.AsArray() is { Count: > 0 } list ? [.. list.Select(division => (string)division!)] : [""];
}
