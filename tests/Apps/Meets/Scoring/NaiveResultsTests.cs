using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

public class NaiveResultsTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";

    private static readonly string[] Flights = ["A", "B"];

    // P30
    [Fact]
    public void P30_order_totals_places_and_points_are_those_of_the_specifications_text_on_random_meets()
    {
        for (var seed = 0; seed < (Long ? 3_000 : 60); seed++)
        {
            var made = Random(new Random(seed));
            var board = SmallMeet.Board(made);
            var meet = new JsonObject();
            foreach (var (field, value) in board.Sheet.SetupFields)
                meet[field] = JsonNode.Parse(value.GetRawText());
            var naive = new NaiveResults(meet, [.. board.Sheet.Lifters.Keys.Select(id => JsonNode.Parse(made.Content.ValueAt(MeetKey.OfEntryId(id), out _)!.ToString())!.AsObject())]);

            var places = from category in board.Categories()
                         from placed in category.Final
                         let score = placed.Score
                         let projected = category.Projected.First(one => one.Score.Lifter.Id == score.Lifter.Id).Place
                         select $"{score.Lifter.Id} {category.Key.Contested} {category.Key.Equipment} '{category.Key.Division}' '{category.Key.Class.Text(inKg: true, board.Rules)}' total {score.TotalKg} of {score.ProjectedKg} place {placed.Place} of {projected} points {(score.Points is { } points ? Weight.TwoDecimals(points).ToString("F2") : "")}";
            Assert.Equal(naive.Places().Order(StringComparer.Ordinal), places.Order(StringComparer.Ordinal));
            foreach (var (platform, flight, lift) in from platform in Enumerable.Range(1, 3) from flight in Flights from lift in Lifts.All select (platform, flight, lift))
            {
                var order = board.Order(platform, PlatformAt.Start with { Flight = flight, Lift = lift });
                var ours = (string.Join(' ', order.Rows.Select(lifter => lifter.Id)), order.Attempt, order.Current?.Lifter.Id, order.Next?.Lifter.Id);
                Assert.True(naive.Order(1, platform, flight, lift.Letter().ToString()) == ours, $"seed {seed}, platform {platform}, flight {flight}, {lift}: {naive.Order(1, platform, flight, lift.Letter().ToString())} and not {ours}");
            }
        }
    }

    /// <summary>Up to 24 lifters on three platforms in two flights, somewhere in the middle of their attempts; weights are few, so that many are equal.</summary>
    private static SheetMaker Random(Random chance)
    {
        var made = new SheetMaker().Meet($$"""
            {"name":"Random","formula":"Dots","inKg":true,"ageCoefficients":"None","weightClassesKgMen":[75,90],"weightClassesKgWomen":[60],
             "combineSleevesAndWraps":{{Flag()}},"combineSingleAndMulti":{{Flag()}},"roundTotalsDown":{{Flag()}}}
            """);
        var (drawn, lots) = (chance.Next(2) == 0, Enumerable.Range(1, 24).ToArray());
        chance.Shuffle(lots);
        for (var id = 1; id <= chance.Next(4, 25); id++)
        {
            made.Lifter(id, $$"""
                {"name":"{{Pick("Al", "Bo", "Cy")}}","sex":"{{Pick("M", "F")}}","platform":{{chance.Next(1, 4)}},"flight":"{{Pick("A", "B")}}","equipment":"{{Pick("Sleeves", "Wraps", "Single-ply", "Multi-ply")}}",
                 "guest":{{(chance.Next(8) == 0 ? "true" : "false")}},"lot":{{(drawn ? lots[id - 1] : 0)}},"bodyweightKg":{{Pick("0", "58", "80", "80", "95.5")}},
                 "divisions":{{Pick("[]", "[\"Open\"]", "[\"Open\",\"Masters\"]")}},"events":{{Pick("[\"SBD\"]", "[\"SBD\"]", "[\"B\"]", "[\"SBD\",\"D\"]", "[\"BD\"]")}},
                 {{Attempts("squat")}},{{Attempts("bench")}},{{Attempts("deadlift")}}}
                """);
        }

        return made;

        string Pick(params string[] of) => of[chance.Next(of.Length)];
        string Flag() => Pick("true", "false");

        string Attempts(string lift)
        {
            var (kilos, status, weight, taken) = (new double[5], new int[5], 100 + 2.5 * chance.Next(4) + (chance.Next(4) == 0 ? 1 : 0), chance.Next(4));
            for (var slot = 0; slot < taken + chance.Next(2) && slot < 4; slot++)
            {
                (kilos[slot], status[slot]) = (weight, slot < taken ? chance.Next(3) == 0 ? -1 : 1 : 0);
                weight += 2.5 * chance.Next(3);
            }

            return $"\"{lift}Kg\":[{string.Join(',', kilos.Select(one => one.ToString(System.Globalization.CultureInfo.InvariantCulture)))}],\"{lift}Status\":[{string.Join(',', status)}]";
        }
    }
}
