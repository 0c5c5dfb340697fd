using System.Text.Json;
using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets.Views;

/// <summary>What views and standings write alike of a lifter (specification, 5.4 and 5.5).</summary>
internal static class LifterJson
{
    /// <summary>All that is one value: who it is, and where the lifter stands in the event and division of the row.</summary>
    public static void WriteScalars(Utf8JsonWriter json, LifterRow row)
    {
        var (lifter, score) = (row.Lifter, row.Score);
        json.WriteNumber("entryId"u8, lifter.Id);
        json.WriteString("name"u8, lifter.Name);
        json.WriteString("sex"u8, lifter.Sex);
        json.WriteString("team"u8, lifter.Team);
        json.WriteString("country"u8, lifter.Country);
        json.WriteString("state"u8, lifter.State);
        json.WriteString("instagram"u8, lifter.Instagram);
        json.WriteString("flight"u8, lifter.Flight);
        json.WriteNumber("lot"u8, lifter.Lot);
        json.WriteNumber("bodyweightKg"u8, lifter.BodyweightKg);
        json.WriteString("weightClass"u8, row.WeightClass);
        json.WriteString("equipment"u8, lifter.Equipment);
        json.WriteString("division"u8, row.Division);
        json.WriteString("event"u8, score.Contested);
        if (row.Age is { } age)
            json.WriteNumber("age"u8, age);
        else
            json.WriteNull("age"u8);
        json.WriteBoolean("guest"u8, lifter.Guest);
        json.WriteString("rack"u8, row.Rack);
        json.WriteNumber("totalKg"u8, score.TotalKg);
        json.WriteNumber("projectedTotalKg"u8, score.ProjectedKg);
        WritePoints(json, "points"u8, score.Points);
        WritePoints(json, "projectedPoints"u8, score.ProjectedPoints);
        json.WriteNumberOrNull("place"u8, row.Place);
        json.WriteNumberOrNull("projectedPlace"u8, row.ProjectedPlace);
    }

    /// <summary>The attempts lift by lift.</summary>
    /// <param name="order">Who is up and who is next; null where it is not asked whose turn it is.</param>
    public static void WriteAttempts(Utf8JsonWriter json, Lifter lifter, LiftingOrder? order, MeetSetup setup)
    {
        json.WriteStartObject("attempts"u8);
        foreach (var lift in Lifts.All)
        {
            json.WriteStartArray(LiftName(lift));
            foreach (var attempt in ShownAttempt.Of(lifter, lift, order, setup))
            {
                json.WriteStartObject();
                json.WriteNumber("weightKg"u8, attempt.WeightKg);
                json.WriteString("text"u8, attempt.Text);
                json.WriteString("state"u8, attempt.State);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>What counts of each lift.</summary>
    public static void WriteBest(Utf8JsonWriter json, Lifter lifter, MeetSetup setup, ScoringRules rules)
    {
        json.WriteStartObject("best"u8);
        foreach (var lift in Lifts.All)
            json.WriteNumber(LiftName(lift), Totals.Counted(Totals.BestKg(lifter, lift), setup, rules));
        json.WriteEndObject();
    }

    /// <summary>Points as shown: two decimals, half up.</summary>
    public static void WritePoints(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? points)
    {
        if (points is { } computed)
            json.WriteNumber(name, (double)Weight.TwoDecimals(computed));
        else
            json.WriteNull(name);
    }

    /// <summary>A lift as it is named in JSON.</summary>
    public static string LiftName(Lift lift) => lift.Letter().ToString();
}
