using System.Text.Json;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What came of reading a text as one JSON object.</summary>
/// <param name="Document">The object; null where it is none.</param>
/// <param name="Fault">What is wrong with it, in a few words; null where it is one.</param>
/// <param name="IsJson">Whether it is JSON at all.</param>
internal sealed record JsonReading(JsonDocument? Document, string? Fault, bool IsJson);

/// <summary>Reads JSON objects that clients send. What gets past it can be read without fear: texts are text, nesting is bounded.</summary>
internal static class JsonObjects
{
    private const int Deepest = 32;

    /// <summary>Reads one. The document lives as long as <paramref name="utf8"/> stays unchanged.</summary>
    public static JsonReading Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            if (!HasOnlyText(utf8.Span))
                return new(null, "a text in it holds half a character", IsJson: false);
            var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Deepest });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new(document, null, IsJson: true);
            document.Dispose();
            return new(null, "it must be a JSON object", IsJson: true);
        }
        catch (JsonException)
        {
            // The reader's own words name positions in bytes and .NET types.
            return new(null, "it cannot be read", IsJson: false);
        }
    }

    /// <summary>JSON may escape half of a character (a lone surrogate), which no text can hold.</summary>
    private static bool HasOnlyText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    _ = reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return true;
    }
}
