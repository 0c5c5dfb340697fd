using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Apps.Queue;

/// <summary>Reading and writing JSON in the log and on the wire.</summary>
public static class JsonText
{
    /// <summary>Text is escaped only where JSON asks for it.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A time as everywhere on the wire: UTC, milliseconds, Z.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes a time, or null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(name, Time(at));
        else
            json.WriteNull(name);
    }

    /// <summary>Writes a number, or null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    internal static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    internal static string? TextOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static long Whole(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    internal static long? WholeOrNull(this JsonElement json, string name) => Given(json, name) is { } value ? value.GetInt64() : null;

    internal static decimal? DecimalOrNull(this JsonElement json, string name) => Given(json, name) is { } value ? value.GetDecimal() : null;

    internal static bool Flag(this JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    internal static DateTimeOffset At(this JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();

    internal static DateTimeOffset? AtOrNull(this JsonElement json, string name) => Given(json, name) is { } value ? value.GetDateTimeOffset() : null;

    /// <summary>A property that is there and not null.</summary>
    internal static JsonElement? Given(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
