using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>Reads the typed sheet out of JSON. What is missing or of another type is read as empty: a desk of a fork may leave out or add what it likes.</summary>
public static class SheetReading
{
    // What a desk may write ends here (appendix A); what a recovered meet holds beyond it is no weight.
    private const double Beyond = 1_000_000;

    /// <summary>Reads how the meet is run.</summary>
    /// <param name="field">Gives a field of <c>meet</c> by its name, or null.</param>
    public static MeetSetup Setup(Func<string, JsonElement?> field)
    {
        var plain = new MeetSetup();
        return new()
        {
            Name = Text(field("name")),
            Country = Text(field("country")),
            State = Text(field("state")),
            City = Text(field("city")),
            Federation = Text(field("federation")),
            Date = Text(field("date")),
            PlatformsOnDays = [.. Items(field("platformsOnDays")).Select(one => Whole(one) ?? 1)],
            AgeCoefficients = Text(field("ageCoefficients")) is { Length: > 0 } ages ? ages : plain.AgeCoefficients,
            Formula = Text(field("formula")),
            ClassesMen = Weights(field("weightClassesKgMen")),
            ClassesWomen = Weights(field("weightClassesKgWomen")),
            ClassesMx = Weights(field("weightClassesKgMx")),
            CombineSleevesAndWraps = Flag(field("combineSleevesAndWraps"), otherwise: false),
            CombineSingleAndMulti = Flag(field("combineSingleAndMulti"), otherwise: false),
            RoundTotalsDown = Flag(field("roundTotalsDown"), otherwise: false),
            InKg = Flag(field("inKg"), otherwise: true),
            SquatBarKg = Number(field("squatBarAndCollarsWeightKg")),
            BenchBarKg = Number(field("benchBarAndCollarsWeightKg")),
            DeadliftBarKg = Number(field("deadliftBarAndCollarsWeightKg")),
            Plates = [.. Items(field("plates")).Select(one => new Plate(Number(Of(one, "weightKg")), Whole(Of(one, "pairCount")) ?? 0, Text(Of(one, "color"))))],
        };
    }

    /// <summary>Reads one lifter.</summary>
    /// <param name="row">The place in the list it comes from; the id where the order is not kept.</param>
    public static Lifter Lifter(JsonElement entry, long id, long row)
    {
        var plain = new Lifter { Id = id };
        return new()
        {
            Id = id,
            Row = row,
            Day = Whole(Of(entry, "day")) ?? plain.Day,
            Platform = Whole(Of(entry, "platform")) ?? plain.Platform,
            Flight = Of(entry, "flight") is { } flight ? Text(flight) : plain.Flight,
            Name = Text(Of(entry, "name")),
            Sex = Text(Of(entry, "sex")),
            BirthDate = Text(Of(entry, "birthDate")),
            EnteredAge = Age(Of(entry, "age")),
            Country = Text(Of(entry, "country")),
            State = Text(Of(entry, "state")),
            Equipment = Text(Of(entry, "equipment")),
            Team = Text(Of(entry, "team")),
            Instagram = Text(Of(entry, "instagram")),
            Divisions = Texts(Of(entry, "divisions")),
            Events = Texts(Of(entry, "events")),
            Lot = Whole(Of(entry, "lot")) ?? 0,
            Guest = Flag(Of(entry, "guest"), otherwise: false),
            BodyweightKg = Number(Of(entry, "bodyweightKg")),
            SquatRack = Text(Of(entry, "squatRackInfo")),
            BenchRack = Text(Of(entry, "benchRackInfo")),
            Squat = Attempts(Of(entry, "squatKg"), Of(entry, "squatStatus")),
            Bench = Attempts(Of(entry, "benchKg"), Of(entry, "benchStatus")),
            Deadlift = Attempts(Of(entry, "deadliftKg"), Of(entry, "deadliftStatus")),
        };
    }

    /// <summary>Reads what a platform is at.</summary>
    /// <param name="field">Gives a field of <c>lifting.platforms[n]</c> by its name, or null.</param>
    public static PlatformAt Platform(Func<string, JsonElement?> field) => new()
    {
        Day = Whole(field("day")) ?? PlatformAt.Start.Day,
        Flight = field("flight") is { ValueKind: JsonValueKind.String } flight ? Text(flight) : PlatformAt.Start.Flight,
        Lift = Lifts.OfLetter(Text(field("lift"))),
        OverrideAttempt = Whole(field("overrideAttempt")),
        OverrideEntryId = Id(field("overrideEntryId")),
    };

    /// <summary>A field of an object, or null.</summary>
    internal static JsonElement? Of(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>An entry's id, however the number is written, or null.</summary>
    internal static long? Id(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var read) && double.IsInteger(read) && Math.Abs(read) <= KnownFields.LargestInteger ? (long)read : null;

    /// <summary>A whole number, or null.</summary>
    internal static int? Whole(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var read) && read is >= int.MinValue and <= int.MaxValue ? (int)read : null;

    private static string Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static double Number(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var read) && Math.Abs(read) <= Beyond ? read : 0;

    private static bool Flag(JsonElement? value, bool otherwise) =>
        value is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : otherwise;

    private static double? Age(JsonElement? value)
    {
        var age = value is { ValueKind: JsonValueKind.String } text && double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var typed) ? typed : Number(value);
        return age > 0 && double.IsFinite(age) ? age : null;
    }

    private static JsonElement[] Items(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static ImmutableArray<string> Texts(JsonElement? value) => [.. Items(value).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)];

    private static ImmutableArray<double> Weights(JsonElement? value) => [.. Items(value).Select(one => Number(one))];

    private static ImmutableArray<Attempt> Attempts(JsonElement? weights, JsonElement? statuses)
    {
        var (kg, status) = (Items(weights), Items(statuses));
        return [.. Enumerable.Range(0, Sheet.Lifter.Attempts).Select(slot => new Attempt(slot < kg.Length ? Number(kg[slot]) : 0, slot < status.Length ? Math.Sign(Number(status[slot])) : 0))];
    }
}
