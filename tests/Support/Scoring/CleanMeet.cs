using System.Globalization;
using System.Text.Json.Nodes;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>A whole meet in which nothing is to be found: lifters of both sexes with good names, rising attempts, every event; from a seed.</summary>
internal static class CleanMeet
{
    private const double PoundsOfAKilo = 2.20462262;

    private static readonly string[] First = ["Ana", "Bo", "Chloë", "Dag", "Éva", "Finn", "Gül", "Håkon", "Ines", "Jean-Luc"], Last = ["O'Hara", "van Dyk", "Lee", "Müller", "Sørensen", "Smith #2"];

    /// <summary>Its content, with every field a results file needs.</summary>
    public static SheetMaker Make(int seed, bool inKg = true)
    {
        var random = new Random(seed);
        var made = new SheetMaker().Meet($$"""
            {"name":"Autumn Classic & Friends","federation":"USPA","date":"2025-10-0{{1 + seed % 9}}","country":"USA","state":"WA","city":"St. Mary's","formula":"Dots","inKg":{{(inKg ? "true" : "false")}},"lengthDays":2,
             "platformsOnDays":[1,1],"ageCoefficients":"None","divisions":["Open","Junior"],"weightClassesKgMen":[60,75,90,110],"weightClassesKgWomen":[52,67.5,82.5],"weightClassesKgMx":[],
             "combineSleevesAndWraps":{{(seed % 2 == 0 ? "true" : "false")}},"combineSingleAndMulti":false,"roundTotalsDown":false,"squatBarAndCollarsWeightKg":25,"benchBarAndCollarsWeightKg":25,
             "deadliftBarAndCollarsWeightKg":25,"plates":[]}
            """);
        for (var id = 1; id <= 12; id++)
            made.Lifter(id, Lifter(id, random, inKg).ToJsonString());
        return made;
    }

    /// <summary>The results file.</summary>
    public static string Csv(SheetMaker made)
    {
        var board = new Scoreboard(ScoringRules.Default);
        board.Show(MeetSheet.Of(made.Content));
        return new OplCsv(ScoringRules.Default).Text(board);
    }

    private static JsonObject Lifter(int id, Random random, bool inKg)
    {
        var sex = id % 2 == 0 ? "F" : "M";
        var lifter = new JsonObject
        {
            ["name"] = $"{First[random.Next(First.Length)]} {Last[random.Next(Last.Length)].Replace("van", "Van", StringComparison.Ordinal)}",
            ["sex"] = sex, ["day"] = 1 + id % 2, ["divisions"] = new JsonArray(id % 3 == 0 ? ["Open", "Junior"] : ["Open"]),
            ["events"] = new JsonArray(id % 4 == 0 ? ["SBD", "B"] : ["SBD"]), ["guest"] = id == 5, ["team"] = id == 7 ? "Iron" : "",
            ["birthDate"] = $"{random.Next(1960, 2005).ToString(CultureInfo.InvariantCulture)}-0{random.Next(1, 10)}-1{random.Next(10)}", ["age"] = id == 1 ? 30 : "",
            ["equipment"] = random.Next(2) == 0 ? "Sleeves" : "Single-ply",
            ["bodyweightKg"] = Math.Round(sex == "F" ? 45 + random.NextDouble() * 60 : 55 + random.NextDouble() * 80, 1),
        };
        foreach (var (lift, from) in new[] { ("squat", 100), ("bench", 60), ("deadlift", 140) })
        {
            // The first is good, then up in every attempt, whatever became of the one before; one lifter has a fourth.
            var weights = new List<double>();
            for (double weight = from + 5 * random.Next(20), attempt = 1; attempt <= (id == 9 ? 4 : 3); attempt++, weight += 5 * random.Next(1, 4))
                weights.Add((attempt > 1 && random.Next(3) == 0 ? -weight : weight) * (inKg ? 1 : 2) / (inKg ? 1 : PoundsOfAKilo));
            while (weights.Count < 5)
                weights.Add(0);
            lifter[lift + "Kg"] = new JsonArray([.. weights.Select(one => JsonValue.Create(Math.Abs(one)))]);
            lifter[lift + "Status"] = new JsonArray([.. weights.Select(one => JsonValue.Create(Math.Sign(one)))]);
        }

        return lifter;
    }
}
