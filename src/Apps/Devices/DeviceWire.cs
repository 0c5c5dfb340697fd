using System.Text.Json;

namespace Rollcall.Apps.Devices;

/// <summary>The dialect of devices: bytes to messages here, messages to bytes in <see cref="ServerWriting"/>. Nothing else knows its JSON names.</summary>
public sealed class DeviceWire(int queueLimit)
{
    /// <summary>The types that begin so are the server's own; no application may register one.</summary>
    public static IReadOnlyList<string> ReservedPrefixes { get; } = ["connected", "ping", "pong", "error", "going_away", "sync", "presence", "playback"];

    /// <summary>The types of all that clients may say; beside them the prefixes of other applications.</summary>
    public static IReadOnlyList<string> FromClients { get; } =
    [
        "ping", "pong", "presence.watch", "playback.hello", "playback.state", "playback.queue_update", "playback.request_queue", "playback.command", "playback.command_result",
        "playback.handover", "playback.handover_ready", "playback.handover_taken", "playback.handover_refused",
    ];

    private const int LongestTypeTold = 64;
    private readonly PlaybackReading playback = new(queueLimit);

    /// <summary>Makes a message of bytes; never fails.</summary>
    public ClientMessage Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, JsonReading.Options);
            var json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type"u8, out var named) || JsonReading.Text(named) is not { } type)
                return new ClientMessage.Fault("parse_error", "A message is an object with a type that is a string.");
            return Read(type, json.TryGetProperty("payload"u8, out var payload) ? payload : NullElement());
        }
        catch (JsonException)
        {
            return new ClientMessage.Fault("parse_error", "This is not JSON, or nested too deep.");
        }
    }

    /// <summary>What is said of a type nobody handles.</summary>
    public static ClientMessage.Fault Unknown(string type)
    {
        var told = type.Length <= LongestTypeTold ? type : type[..(char.IsHighSurrogate(type[LongestTypeTold - 1]) ? LongestTypeTold - 1 : LongestTypeTold)];
        return new("unknown_type", $"No handler for type '{told}'.");
    }

    private ClientMessage Read(string type, JsonElement payload)
    {
        var dot = type.IndexOf('.', StringComparison.Ordinal);
        var prefix = dot < 0 ? type : type[..dot];
        return type switch
        {
            "ping" => new ClientMessage.Ping(),
            "pong" => new ClientMessage.Ignored(),
            "presence.watch" => new ClientMessage.Watch(),
            _ when dot >= 0 && prefix == "sync" => new ClientMessage.Ignored(),
            _ when dot >= 0 && prefix == "playback" => playback.Read(type, payload),
            _ when ReservedPrefixes.Contains(prefix) => Unknown(type),
            _ => RawJson.TryOf(payload, out var raw)
                ? new ClientMessage.Foreign(prefix, type, raw)
                : new ClientMessage.Fault("parse_error", "The payload holds half a character."),
        };
    }

    private static JsonElement NullElement()
    {
        using var nothing = JsonDocument.Parse("null"u8.ToArray());
        return nothing.RootElement.Clone();
    }
}
