using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;
using Rollcall.Apps.Devices;

namespace Rollcall.Server.Doors.Devices;

/// <summary>The body of an append. Type and payload are checked by the log, after it has looked whether it knows the operation.</summary>
/// <param name="Type">Empty where none was given.</param>
/// <param name="Payload">Null where none was given.</param>
/// <param name="ClientEventId">Or null.</param>
/// <param name="ConnectionId">The caller's own connection as it says; empty for something that cannot be one; null where it does not say.</param>
internal sealed partial record AppendRequest(string Type, RawJson Payload, string? ClientEventId, string? ConnectionId)
{
    private const int MostBodyBytes = 64 * 1024;
    private const int MostPayloadBytes = 32 * 1024;
    private const int MaxDepth = 64;

    /// <summary>Reads a body, or says why it cannot be taken.</summary>
    public static async ValueTask<(AppendRequest? Append, DeviceRefusal? Refusal)> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return (null, new(StatusCodes.Status415UnsupportedMediaType, "json_required", "The body must be application/json."));
        if (await BodyAsync(request) is not { } body)
            return (null, TooBig("The body is larger than 64 KiB."));
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : (null, BadJson);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // Not JSON, nested too deep, or half a character.
            return (null, BadJson);
        }
    }

    private static DeviceRefusal BadJson => new(StatusCodes.Status400BadRequest, "bad_json", "The body is not a JSON object.");

    private static DeviceRefusal TooBig(string detail) => new(StatusCodes.Status413PayloadTooLarge, "too_big", detail);

    private static (AppendRequest?, DeviceRefusal?) Read(JsonElement json)
    {
        var payload = RawJson.Null;
        if (json.TryGetProperty("payload"u8, out var given) && !RawJson.TryOf(given, out payload))
            return (null, new(StatusCodes.Status400BadRequest, "bad_payload", "payload holds half a character."));
        if (payload.Bytes > MostPayloadBytes)
            return (null, TooBig("payload is larger than 32 KiB."));
        string? id = null;
        if (json.TryGetProperty("client_event_id"u8, out var own) && own.ValueKind != JsonValueKind.Null)
        {
            id = own.ValueKind == JsonValueKind.String ? own.GetString() : "";
            if (!EventId().IsMatch(id!))
                return (null, new(StatusCodes.Status400BadRequest, "invalid_field", "client_event_id is 1-64 of A-Z, a-z, 0-9, '.', '_', '-'."));
        }

        return (new(Text(json, "type") ?? "", payload, id, Text(json, "connection_id")), null);
    }

    private static string? Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : "";

    private static async ValueTask<byte[]?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength > MostBodyBytes)
            return null;
        var body = new byte[MostBodyBytes + 1];
        var count = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return count > MostBodyBytes ? null : body[..count];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventId();
}
