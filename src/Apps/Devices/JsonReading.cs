using System.Text.Json;

namespace Rollcall.Apps.Devices;

/// <summary>Reading fields of what a client sent. Text that is half a character is no text.</summary>
internal static class JsonReading
{
    /// <summary>Deeper nesting is refused.</summary>
    public const int MaxDepth = 64;

    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>A whole number, also if written as <c>3.0</c>; or null.</summary>
    public static long? Whole(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Number)
            return null;
        if (json.TryGetInt64(out var whole))
            return whole;
        return json.TryGetDouble(out var number) && Math.Abs(number) <= 1L << 53 && Math.Floor(number) == number ? (long)number : null;
    }

    /// <summary>A field that is a whole number; or null.</summary>
    public static long? Whole(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Whole(value) : null;

    /// <summary>A field that is text; or null.</summary>
    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>Text, or null.</summary>
    public static string? Text(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether an optional field is left out.</summary>
    public static bool IsAbsent(JsonElement json, string name) => !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;
}
