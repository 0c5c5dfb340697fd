using System.Text.Json;

namespace Rollcall.Apps.Devices;

/// <summary>Reads <c>playback.*</c>: what is missing, of the wrong type or out of range is refused here, and names the type it came in.</summary>
internal sealed class PlaybackReading(int queueLimit)
{
    private const int LongestId = 64;
    private const int LongestText = 200;
    private const int MostCommandBytes = 16 * 1024;
    private const int MostDataBytes = 4 * 1024;
    private const int MostFeatures = 16;

    public ClientMessage Read(string type, JsonElement payload)
    {
        if (type == "playback.request_queue" && payload.ValueKind == JsonValueKind.Null)
            return new ClientMessage.QueueRequest(null);
        if (payload.ValueKind != JsonValueKind.Object)
            return Fault(type, payload);
        return type switch
        {
            "playback.hello" => Hello(payload),
            "playback.state" => PlaybackState.Read(payload) is { } state ? new ClientMessage.State(state) : null,
            "playback.queue_update" => QueueContent.Read(payload, queueLimit, out var code) is { } queue ? new ClientMessage.QueueUpdate(queue) : Fault(type, payload, code),
            "playback.request_queue" => RequestQueue(payload),
            "playback.command" => Command(payload),
            "playback.command_result" => CommandResult(payload),
            "playback.handover" => HandOver(payload),
            "playback.handover_ready" => HandOverReady(type, payload),
            "playback.handover_taken" => IdOf(payload, "handover_id") is { } id ? new ClientMessage.HandOverTaken(id) : null,
            "playback.handover_refused" => IdOf(payload, "handover_id") is { } id && TryText(payload, out var text) ? new ClientMessage.HandOverRefused(id, text) : null,
            _ => null,
        } ?? Fault(type, payload);
    }

    private static ClientMessage.PlaybackFault Fault(string type, JsonElement payload, string? code = null)
    {
        var isObject = payload.ValueKind == JsonValueKind.Object;
        var text = code == "queue_limit_exceeded" ? "The queue is too long." : "The message is malformed, out of range, or unknown.";
        return new(code ?? "invalid_message", text, Cut(type), isObject ? IdOf(payload, "command_id") : null, isObject ? IdOf(payload, "handover_id") : null);
    }

    private static ClientMessage.Hello? Hello(JsonElement payload)
    {
        var type = JsonReading.Text(payload, "device_type");
        if (JsonReading.Text(payload, "device_name") is not { } name || type is not ("web" or "android" or "android_tv" or "ios"))
            return null;
        var features = Array.Empty<string?>();
        if (!JsonReading.IsAbsent(payload, "features"))
        {
            var given = payload.GetProperty("features"u8);
            if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > MostFeatures)
                return null;
            features = [.. given.EnumerateArray().Select(JsonReading.Text)];
            if (features.Contains(null))
                return null;
        }

        return new(DeviceName.Clean(name), type, features.Contains("command_result"), features.Contains("handover"));
    }

    private static ClientMessage.QueueRequest? RequestQueue(JsonElement payload) =>
        JsonReading.IsAbsent(payload, "target_device_id") ? new(null)
        : JsonReading.Whole(payload, "target_device_id") is { } target ? new(target) : null;

    private static ClientMessage.Command? Command(JsonElement payload)
    {
        if (IdOf(payload, "command") is not { } name || JsonReading.Whole(payload, "target_device_id") is not { } target || !TryId(payload, "command_id", out var id))
            return null;
        var raw = RawJson.Null;
        var fits = !payload.TryGetProperty("payload"u8, out var given) || (RawJson.TryOf(given, out raw) && raw.Bytes <= MostCommandBytes);
        return fits ? new(name, raw, target, id) : null;
    }

    private static ClientMessage.CommandResult? CommandResult(JsonElement payload)
    {
        if (IdOf(payload, "command_id") is not { } id || JsonReading.Whole(payload, "sender_device_id") is not { } sender
            || !payload.TryGetProperty("ok"u8, out var ok) || ok.ValueKind is not (JsonValueKind.True or JsonValueKind.False) || !TryText(payload, out var text))
            return null;
        RawJson? data = null;
        if (payload.TryGetProperty("data"u8, out var given))
        {
            if (!RawJson.TryOf(given, out var raw) || raw.Bytes > MostDataBytes)
                return null;
            data = raw;
        }

        return new(id, sender, ok.GetBoolean(), text, data);
    }

    private static ClientMessage.HandOver? HandOver(JsonElement payload)
    {
        if (IdOf(payload, "handover_id") is not { } id || JsonReading.Whole(payload, "from_device_id") is not { } source || JsonReading.Whole(payload, "to_device_id") is not { } target)
            return null;
        if (JsonReading.IsAbsent(payload, "play"))
            return new(id, source, target, null);
        var play = payload.GetProperty("play"u8);
        return play.ValueKind is JsonValueKind.True or JsonValueKind.False ? new(id, source, target, play.GetBoolean()) : null;
    }

    private ClientMessage? HandOverReady(string type, JsonElement payload)
    {
        if (IdOf(payload, "handover_id") is not { } id || !payload.TryGetProperty("state"u8, out var given) || PlaybackState.Read(given) is not { } state)
            return null;
        return QueueContent.Read(payload, queueLimit, out var code) is { } queue ? new ClientMessage.HandOverReady(id, new(state, queue)) : Fault(type, payload, code);
    }

    private static string? IdOf(JsonElement payload, string name) => JsonReading.Text(payload, name) is { Length: > 0 } id && id.EnumerateRunes().Count() <= LongestId ? id : null;

    private static bool TryId(JsonElement payload, string name, out string? id)
    {
        id = IdOf(payload, name);
        return id is not null || JsonReading.IsAbsent(payload, name);
    }

    private static bool TryText(JsonElement payload, out string? text)
    {
        text = JsonReading.Text(payload, "message");
        return text is null ? JsonReading.IsAbsent(payload, "message") : text.EnumerateRunes().Count() <= LongestText;
    }

    private static string Cut(string type) => type.Length <= LongestId ? type : string.Concat(type.EnumerateRunes().Take(LongestId));
}
