using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Views;

/// <summary>A platform's clock (specification, 3.3).</summary>
public static class Clock
{
    /// <summary>What is left at a moment, in milliseconds, not below 0; null where there is no clock.</summary>
    public static long? RemainingMs(JsonElement? clock, DateTimeOffset now)
    {
        if (clock is not { } value || SheetReading.Of(value, "remainingMs") is not { ValueKind: JsonValueKind.Number } remaining)
            return null;
        var left = remaining.GetDouble();
        if (SheetReading.Of(value, "running") is { ValueKind: JsonValueKind.True }
            && SheetReading.Of(value, "startedAt") is { ValueKind: JsonValueKind.String } started
            && DateTimeOffset.TryParse(started.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            left -= (now - at).TotalMilliseconds;
        return (long)Math.Max(0, left);
    }
}
