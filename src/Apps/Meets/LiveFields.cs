using System.Globalization;
using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>The clock and the referees' lights (specification 3.3). Times are server time.</summary>
internal static class LiveFields
{
    private const int LongestMs = 3_600_000;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    // Nothing looser: a time without a date would be read as one of today, by the machine's own clock.
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Why this is no clock, or null.</summary>
    public static string? ClockFault(JsonElement clock, DateTimeOffset now)
    {
        if (clock.ValueKind != JsonValueKind.Object
            || !Has(clock, "running", JsonValueKind.True, JsonValueKind.False)
            || !Has(clock, "startedAt", JsonValueKind.String, JsonValueKind.Null)
            || !IsSpan(clock, "remainingMs") || !IsSpan(clock, "lengthMs"))
            return "A clock has running, startedAt, remainingMs and lengthMs.";
        return clock.GetProperty("startedAt") is { ValueKind: JsonValueKind.String } startedAt ? TimeFault(startedAt, now) : null;
    }

    /// <summary>Why this is no referee's light, or null.</summary>
    public static string? LightFault(JsonElement light, DateTimeOffset now)
    {
        if (light.ValueKind != JsonValueKind.Object
            || !light.TryGetProperty("decision", out var decision) || !IsOneOf(decision, orNull: true, "good", "bad")
            || !light.TryGetProperty("cards", out var cards) || cards.ValueKind != JsonValueKind.Array
            || !cards.EnumerateArray().All(card => IsOneOf(card, orNull: false, "red", "blue", "yellow"))
            || !Has(light, "at", JsonValueKind.String)
            || !IsWhole(light, "entryId", 0, 9_999_999_999) || !IsWhole(light, "attempt", 1, 5)
            || !light.TryGetProperty("lift", out var lift) || !IsOneOf(lift, orNull: false, "S", "B", "D"))
            return "A light has decision, cards, at, entryId, lift and attempt.";
        return TimeFault(light.GetProperty("at"), now);
    }

    /// <summary>Why these are not the lights of a platform, or null.</summary>
    public static string? LightsFault(JsonElement lights, DateTimeOffset now)
    {
        if (lights.ValueKind != JsonValueKind.Object)
            return "The lights of a platform are left, head and right.";
        foreach (var light in lights.EnumerateObject())
        {
            if (light.Name is "left" or "head" or "right" && LightFault(light.Value, now) is { } fault)
                return fault;
        }

        return null;
    }

    private static string? TimeFault(JsonElement time, DateTimeOffset now) =>
        !DateTimeOffset.TryParseExact(time.GetString(), Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? "A time is not written like 2026-03-14T10:00:00.000Z."
        : at > now + Ahead ? "A time lies in the future."
        : null;

    private static bool Has(JsonElement value, string name, params ReadOnlySpan<JsonValueKind> kinds) =>
        value.TryGetProperty(name, out var member) && kinds.Contains(member.ValueKind);

    private static bool IsSpan(JsonElement value, string name) => IsWhole(value, name, 0, LongestMs);

    private static bool IsWhole(JsonElement value, string name, long from, long to) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
        && member.TryGetDouble(out var number) && double.IsInteger(number) && number >= from && number <= to;

    private static bool IsOneOf(JsonElement value, bool orNull, params ReadOnlySpan<string> texts) =>
        value.ValueKind == JsonValueKind.Null ? orNull : value.ValueKind == JsonValueKind.String && texts.Contains(value.GetString()!);
}
