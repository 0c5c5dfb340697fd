using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>Reading and writing JSON in the log and on the wire.</summary>
internal static class JsonText
{
    /// <summary>Text is escaped only where JSON asks for it; the writer's own checks are left to the tests.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A time as everywhere on the wire: UTC, milliseconds, Z.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    public static string? TextOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static long Whole(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    public static long? WholeOrNull(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetInt64() : null;

    /// <summary><c>updateValue</c>, or <c>delete: true</c> for null.</summary>
    public static void WriteValueOrDelete(this Utf8JsonWriter json, SyncedValue? value)
    {
        if (value is null)
        {
            json.WriteBoolean("delete"u8, true);
            return;
        }

        json.WritePropertyName("updateValue"u8);
        json.WriteRawValue(value.Json.Span, skipInputValidation: true);
    }

    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(name, Time(at));
        else
            json.WriteNull(name);
    }
}
