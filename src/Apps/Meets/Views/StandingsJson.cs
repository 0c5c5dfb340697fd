using System.Text.Json;
using Rollcall.Apps.Meets.Results;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets.Views;

/// <summary>Which standings are asked for; null takes all.</summary>
/// <param name="WeightClass">As printed in the meet's unit.</param>
public sealed record StandingsFilter(string? Sex = null, string? Event = null, string? Equipment = null, string? Division = null, string? WeightClass = null)
{
    /// <summary>Whether a category is asked for.</summary>
    public bool Takes(CategoryKey key, string weightClass) =>
        Takes(new RankingKey(key.Sex, key.Contested, key.Equipment)) && Is(Division, key.Division) && Is(WeightClass, weightClass);

    /// <summary>Whether a ranking is asked for; division and class do not divide rankings.</summary>
    public bool Takes(RankingKey key) => Is(Sex, key.Sex) && Is(Event, key.Contested) && Is(Equipment, key.Equipment);

    private static bool Is(string? wanted, string value) => wanted is null || wanted == value;
}

/// <summary>The standings of a meet: every category and every points ranking (specification, 5.5). The rows of a category lie in the order of the projected
/// totals, which at the end is that of the totals.</summary>
public static class StandingsJson
{
    private const int Room = 64 * 1024;

    /// <summary>Writes the object that holds <c>classes</c> and <c>points</c>.</summary>
    public static byte[] Write(Scoreboard board, StandingsFilter filter) => JsonText.ObjectOf(json =>
    {
        var (setup, rules) = (board.Sheet.Setup, board.Rules);
        json.WriteStartArray("classes"u8);
        foreach (var category in board.Categories())
        {
            var weightClass = category.Key.Class.Text(setup.InKg, rules);
            if (filter.Takes(category.Key, weightClass))
                WriteCategory(json, category, weightClass, board);
        }

        json.WriteEndArray();
        json.WriteStartArray("points"u8);
        foreach (var ranking in board.Rankings().Where(one => filter.Takes(one.Key)))
            WriteRanking(json, ranking);
        json.WriteEndArray();
    }, Room);

    private static void WriteCategory(Utf8JsonWriter json, Category category, string weightClass, Scoreboard board)
    {
        json.WriteStartObject();
        WriteKey(json, category.Key.Sex, category.Key.Contested, category.Key.Equipment);
        json.WriteString("division"u8, category.Key.Division);
        json.WriteString("weightClass"u8, weightClass);
        json.WriteStartArray("rows"u8);
        var places = category.Final.ToDictionary(placed => placed.Score.Lifter.Id, placed => placed.Place);
        foreach (var (score, projectedPlace) in category.Projected)
        {
            var lifter = score.Lifter;
            json.WriteStartObject();
            json.WriteNumberOrNull("place"u8, places[lifter.Id]);
            json.WriteNumberOrNull("projectedPlace"u8, projectedPlace);
            json.WriteBoolean("guest"u8, lifter.Guest);
            json.WriteNumber("entryId"u8, lifter.Id);
            json.WriteString("name"u8, lifter.Name);
            json.WriteString("team"u8, lifter.Team);
            json.WriteNumber("bodyweightKg"u8, lifter.BodyweightKg);
            LifterJson.WriteAttempts(json, lifter, order: null, board.Sheet.Setup);
            LifterJson.WriteBest(json, lifter, board.Sheet.Setup, board.Rules);
            json.WriteNumber("totalKg"u8, score.TotalKg);
            json.WriteNumber("projectedTotalKg"u8, score.ProjectedKg);
            LifterJson.WritePoints(json, "points"u8, score.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRanking(Utf8JsonWriter json, Ranking ranking)
    {
        json.WriteStartObject();
        WriteKey(json, ranking.Key.Sex, ranking.Key.Contested, ranking.Key.Equipment);
        json.WriteStartArray("rows"u8);
        foreach (var (score, rank) in ranking.Rows)
        {
            json.WriteStartObject();
            json.WriteNumberOrNull("rank"u8, rank);
            json.WriteNumber("entryId"u8, score.Lifter.Id);
            json.WriteString("name"u8, score.Lifter.Name);
            json.WriteNumber("totalKg"u8, score.TotalKg);
            LifterJson.WritePoints(json, "points"u8, score.Points);
            LifterJson.WritePoints(json, "agePoints"u8, score.Points is null ? null : score.AgePoints);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, string sex, string contested, string equipment)
    {
        json.WriteString("sex"u8, sex);
        json.WriteString("event"u8, contested);
        json.WriteString("equipment"u8, equipment);
    }
}
