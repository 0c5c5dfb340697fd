using System.Text.Json;

namespace Rollcall.Core.Text;

/// <summary>Reads the fields of what this program wrote itself. A field that is not as it was written throws what <see cref="IsMisread"/> knows.</summary>
public static class JsonFields
{
    /// <summary>Whether this is how reading ends where something is no JSON, or not the JSON that was written.</summary>
    public static bool IsMisread(Exception odd) => odd is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    /// <summary>A text that must be there.</summary>
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    /// <summary>A text; null where it is null or absent.</summary>
    public static string? TextOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>A whole number that must be there.</summary>
    public static long Whole(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    /// <summary>A whole number; null where it is null or absent.</summary>
    public static long? WholeOrNull(this JsonElement json, string name) => json.Given(name)?.GetInt64();

    /// <summary>An instant that must be there.</summary>
    public static DateTimeOffset Instant(this JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();

    /// <summary>An instant; null where it is null or absent.</summary>
    public static DateTimeOffset? InstantOrNull(this JsonElement json, string name) => json.Given(name)?.GetDateTimeOffset();

    /// <summary>A field that is there and not null.</summary>
    public static JsonElement? Given(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
