using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>Reads the body of a request under <c>/v1</c>: one JSON object of at most 64 KiB.</summary>
public static class JsonBody
{
    private const int MostBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };
    private static readonly V1Error JsonRequired = new(StatusCodes.Status415UnsupportedMediaType, "json_required", "Send application/json.");
    private static readonly V1Error BadJson = new(StatusCodes.Status400BadRequest, "bad_json", "The body is not a JSON object in UTF-8.");
    private static readonly V1Error TooBig = new(StatusCodes.Status413PayloadTooLarge, "too_big", "The body is larger than 64 KiB.");

    /// <summary>The object, to be disposed of by the caller; or why there is none.</summary>
    public static async ValueTask<(JsonDocument? Body, V1Error? Refusal)> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return (null, JsonRequired);
        if (request.ContentLength > MostBytes)
            return (null, TooBig);
        var bytes = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length > MostBytes ? (null, TooBig) : Parse(bytes.AsMemory(0, length)) is { } body ? (body, null) : (null, BadJson);
    }

    /// <summary>A field's text; null where it is absent, no string, or not Unicode.</summary>
    public static string? Text(this JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no text.
            return null;
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            return null;
        try
        {
            var parsed = JsonDocument.Parse(bytes, Options);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
                return parsed;
            parsed.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
