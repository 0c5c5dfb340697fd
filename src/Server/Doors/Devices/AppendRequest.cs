using System.Text.Json;
using System.Text.RegularExpressions;
using Rollcall.Apps.Devices;
using Rollcall.Server.Doors.Accounts;

namespace Rollcall.Server.Doors.Devices;

/// <summary>The body of an append. Type and payload are checked by the log, after it has looked whether it knows the operation.</summary>
/// <param name="Type">Empty where none was given.</param>
/// <param name="Payload">Null where none was given.</param>
/// <param name="ClientEventId">Or null.</param>
/// <param name="ConnectionId">The caller's own connection as it says; empty for something that cannot be one; null where it does not say.</param>
internal sealed partial record AppendRequest(string Type, RawJson Payload, string? ClientEventId, string? ConnectionId)
{
    private const int MostPayloadBytes = 32 * 1024;

    /// <summary>Reads a body, or says why it cannot be taken.</summary>
    public static async ValueTask<(AppendRequest? Append, V1Error? Refusal)> ReadAsync(HttpRequest request)
    {
        var (body, refusal) = await JsonBody.ReadAsync(request);
        using (body)
            return body is null ? (null, refusal) : Read(body.RootElement);
    }

    private static (AppendRequest?, V1Error?) Read(JsonElement json)
    {
        var payload = RawJson.Null;
        if (json.TryGetProperty("payload"u8, out var given) && !RawJson.TryOf(given, out payload))
            return (null, new(StatusCodes.Status400BadRequest, "bad_payload", "payload holds half a character."));
        if (payload.Bytes > MostPayloadBytes)
            return (null, new(StatusCodes.Status413PayloadTooLarge, "too_big", "payload is larger than 32 KiB."));
        string? id = null;
        if (json.TryGetProperty("client_event_id"u8, out var own) && own.ValueKind != JsonValueKind.Null)
        {
            id = json.Text("client_event_id") ?? "";
            if (!EventId().IsMatch(id))
                return (null, V1Error.InvalidField("client_event_id is 1-64 of A-Z, a-z, 0-9, '.', '_', '-'."));
        }

        // A connection id that is none, of whatever kind, is not the live one.
        var namesConnection = json.TryGetProperty("connection_id"u8, out var connection) && connection.ValueKind != JsonValueKind.Null;
        return (new(json.Text("type") ?? "", payload, id, namesConnection ? json.Text("connection_id") ?? "" : null), null);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventId();
}
