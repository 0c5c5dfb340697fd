using System.Text.Json;

namespace Rollcall.Apps.Meets.Files;

/// <summary>The bytes of an <c>.openlifter</c> file as JSON.</summary>
public static class OpenLifterText
{
    /// <summary>The JSON; null where the bytes are none.</summary>
    public static JsonElement? Read(ReadOnlyMemory<byte> bytes, int maxDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = maxDepth, AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // The latter for a name whose escapes are no text.
            return null;
        }
    }
}
