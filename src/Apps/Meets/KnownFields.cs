using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>The fields whose types are known (specification, appendix A). Enumerations are not enforced, types and lengths are; unknown fields are
/// taken as they come.</summary>
internal static class KnownFields
{
    /// <summary>2^53 - 1: whole numbers up to here are themselves as doubles (specification 5.1).</summary>
    public const double LargestInteger = 9_007_199_254_740_991;

    private const double Beyond = 1_000_000;

    private delegate bool Fits(JsonElement value);

    private static readonly FrozenDictionary<string, Fits> OfMeet = new Dictionary<string, Fits>
    {
        ["name"] = Text(500), ["country"] = Text(500), ["state"] = Text(500), ["city"] = Text(500), ["federation"] = Text(500),
        ["ageCoefficients"] = Text(500), ["formula"] = Text(500), ["date"] = Date, ["lengthDays"] = Whole(1, 14),
        ["platformsOnDays"] = List(Whole(1, 20)), ["divisions"] = List(Text(500)),
        ["weightClassesKgMen"] = Ascending, ["weightClassesKgWomen"] = Ascending, ["weightClassesKgMx"] = Ascending,
        ["combineSleevesAndWraps"] = Flag, ["combineSingleAndMulti"] = Flag, ["allow4thAttempts"] = Flag, ["roundTotalsDown"] = Flag,
        ["inKg"] = Flag, ["showAlternateUnits"] = Flag,
        ["squatBarAndCollarsWeightKg"] = Number, ["benchBarAndCollarsWeightKg"] = Number, ["deadliftBarAndCollarsWeightKg"] = Number,
        ["plates"] = List(Plate),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Fits> OfEntry = new Dictionary<string, Fits>
    {
        ["id"] = Whole(0, 9_999_999_999), ["day"] = Integer, ["platform"] = Integer, ["lot"] = Integer,
        ["flight"] = Text(500), ["name"] = Text(500), ["sex"] = Text(500), ["birthDate"] = Date, ["country"] = Text(500), ["state"] = Text(500),
        ["equipment"] = Text(500), ["team"] = Text(500), ["instagram"] = Text(500), ["memberId"] = Text(500), ["notes"] = Text(4000),
        ["squatRackInfo"] = Text(500), ["benchRackInfo"] = Text(500), ["age"] = TextOrNumber, ["intendedWeightClassKg"] = TextOrNumber,
        ["divisions"] = List(Text(500)), ["events"] = List(Text(500)), ["paid"] = Flag, ["guest"] = Flag, ["bodyweightKg"] = Number,
        ["squatKg"] = Five(Number), ["benchKg"] = Five(Number), ["deadliftKg"] = Five(Number),
        ["squatStatus"] = Five(Status), ["benchStatus"] = Five(Status), ["deadliftStatus"] = Five(Status),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Fits> OfLifting = new Dictionary<string, Fits>
    {
        ["day"] = Integer, ["flight"] = Text(500), ["lift"] = Lift, ["overrideAttempt"] = OrNull(Integer), ["overrideEntryId"] = OrNull(Integer),
    }.ToFrozenDictionary();

    /// <summary>Whether the field is one of the six lists of attempts.</summary>
    public static bool IsAttemptList(string field) =>
        field is "squatKg" or "benchKg" or "deadliftKg" or "squatStatus" or "benchStatus" or "deadliftStatus";

    /// <summary>Why a value cannot be at a key, as a sentence; null if it can.</summary>
    public static string? Fault(MeetKey key, JsonElement value, DateTimeOffset now)
    {
        if (!IsClean(value))
            return "A text holds a character that cannot be kept, or a number is out of range.";
        return key.Shape switch
        {
            KeyShape.MeetField => FieldFault(OfMeet, key.Field, value),
            KeyShape.EntryField => key.Field == "id" && !IsId(value, key.EntryId) ? "A lifter's id cannot be changed." : FieldFault(OfEntry, key.Field, value),
            KeyShape.EntrySlot => (key.Field.EndsWith("Kg", StringComparison.Ordinal) ? Number(value) : Status(value)) ? null : $"{key.Field} does not take this value.",
            KeyShape.Entry => EntryFault(key, value),
            KeyShape.LiftingField => FieldFault(OfLifting, key.Field, value),
            KeyShape.LiveField when key.Field == "clock" => LiveFields.ClockFault(value, now),
            KeyShape.LiveField when key.Field == "lights" => LiveFields.LightsFault(value, now),
            KeyShape.LiveLight => LiveFields.LightFault(value, now),
            _ => null,
        };
    }

    private static string? EntryFault(MeetKey key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return "A lifter is an object.";
        if (!value.TryGetProperty("id", out var id) || !IsId(id, key.EntryId))
            return "The lifter's id must equal the id in the key.";
        foreach (var member in value.EnumerateObject())
        {
            if (FieldFault(OfEntry, member.Name, member.Value) is { } fault)
                return fault;
        }

        return null;
    }

    private static string? FieldFault(FrozenDictionary<string, Fits> fields, string field, JsonElement value) =>
        !fields.TryGetValue(field, out var fits) || fits(value) ? null : $"{field} does not take this value.";

    private static bool IsId(JsonElement value, long id) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == id;

    /// <summary>Strings without U+0000 and lone surrogates, numbers that are finite: everywhere, in unknown fields too.</summary>
    private static bool IsClean(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => !value.GetString()!.Contains('\0'),
                JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number),
                JsonValueKind.Array => value.EnumerateArray().All(IsClean),
                JsonValueKind.Object => value.EnumerateObject().All(member => !member.Name.Contains('\0') && IsClean(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: legal in JSON, but no text.
            return false;
        }
    }

    private static Fits Text(int length) => value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length <= length;

    private static Fits Whole(long from, long to) => value => Integral(value) is { } number && number >= from && number <= to;

    private static bool Integer(JsonElement value) => Integral(value) is >= 0 and <= LargestInteger;

    private static double? Integral(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsInteger(number) ? number : null;

    private static bool Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= -Beyond and <= Beyond;

    private static bool Status(JsonElement value) => Integral(value) is -1 or 0 or 1;

    private static bool Flag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool Lift(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is "S" or "B" or "D";

    private static bool TextOrNumber(JsonElement value) => Number(value) || Text(500)(value);

    private static bool Date(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text
        && (text.Length == 0 || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    private static Fits OrNull(Fits fits) => value => value.ValueKind == JsonValueKind.Null || fits(value);

    private static Fits List(Fits fits) => value => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => fits(one));

    private static Fits Five(Fits fits) => value => List(fits)(value) && value.GetArrayLength() == 5;

    private static bool Ascending(JsonElement value)
    {
        if (!List(Number)(value))
            return false;
        var weights = value.EnumerateArray().Select(one => one.GetDouble()).ToList();
        return weights.Zip(weights.Skip(1)).All(pair => pair.First < pair.Second);
    }

    private static bool Plate(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("weightKg", out var weight) && Number(weight)
        && value.TryGetProperty("pairCount", out var pairs) && Integer(pairs)
        && value.TryGetProperty("color", out var color) && Text(500)(color);
}
