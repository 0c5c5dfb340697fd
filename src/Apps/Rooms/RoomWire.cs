using System.Text.Json;

namespace Rollcall.Apps.Rooms;

/// <summary>Reads what clients say: bytes to requests. What gets past it is well formed; everything else is told what is wrong (specification 9).</summary>
public sealed class RoomWire(Subtypes subtypes, ContentRules content, int maxDepth)
{
    /// <summary>What a client may do with a message of chat.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["send", "edit", "delete"];

    /// <summary>What a client may say of itself.</summary>
    public static IReadOnlyList<string> Signals { get; } = ["state", "typing", "read", "ping"];

    private const int LongestId = 64;

    // A message of 32 KiB can nest no deeper; so what is only too deep is told from what is no JSON.
    private static readonly JsonReaderOptions Looking = new() { MaxDepth = 1 << 20 };

    private readonly JsonDocumentOptions reading = new() { MaxDepth = maxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads one message of a connection in a room.</summary>
    public HeardInRoom Read(ReadOnlyMemory<byte> message, string roomId)
    {
        if (Look(message.Span) is { } fault)
            return new(null, null, new(fault));
        try
        {
            using var document = JsonDocument.Parse(message, reading);
            return Read(document.RootElement, roomId);
        }
        catch (JsonException)
        {
            return new(null, null, new("bad_json"));
        }
    }

    /// <summary>Only the client's own name for the message; null where it has none that counts.</summary>
    public string? ClientMsgIdOf(ReadOnlyMemory<byte> message)
    {
        if (Look(message.Span) is not null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(message, reading);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("client_msg_id"u8, out var id) ? ClientMsgId(id) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One JSON value without escapes that are no text, not too deep; else the code.</summary>
    private string? Look(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message, Looking);
        var deepest = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    deepest = Math.Max(deepest, reader.CurrentDepth + 1);
                else if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return "bad_json";
        }

        return deepest > maxDepth ? "too_deep" : null;
    }

    private HeardInRoom Read(JsonElement root, string roomId)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new(null, null, new("bad_message"));
        var hasId = root.TryGetProperty("client_msg_id"u8, out var sentId);
        var id = hasId ? ClientMsgId(sentId) : null;
        HeardInRoom No(string code, string? field = null) => new(id, null, new(code, field));
        if (!root.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String)
            return No("bad_message", "type");
        if (!root.TryGetProperty("data"u8, out var data) || data.ValueKind != JsonValueKind.Object)
            return No("bad_message", "data");
        var hasRoom = root.TryGetProperty("room_id"u8, out var room);
        if (hasRoom && room.ValueKind != JsonValueKind.String)
            return No("bad_message", "room_id");
        var isChat = type.ValueEquals("chat"u8);
        if (!isChat && !type.ValueEquals("presence"u8))
            return No(type.ValueEquals("system"u8) ? "type_not_allowed" : "unknown_type");
        if (isChat && hasId && id is null)
            return No("bad_message", "client_msg_id");
        if (hasRoom && !room.ValueEquals(roomId))
            return No("wrong_room");
        try
        {
            return new(isChat ? id : null, isChat ? ReadChat(data) : ReadPresence(data), null);
        }
        catch (Refusal refused)
        {
            return new(id, null, refused.Why);
        }
    }

    private RoomRequest ReadChat(JsonElement data)
    {
        var action = data.TryGetProperty("action"u8, out var given) ? TextOf(given, "action") : "send";
        switch (action)
        {
            case "send":
                Only(data, "action", "subtype", "text", "body");
                var name = data.TryGetProperty("subtype"u8, out var sent) ? TextOf(sent, "subtype") : "text";
                if (!Subtypes.IsName(name))
                    throw Wrong("subtype");
                var subtype = subtypes.Find(name) ?? throw new Refusal(new("unknown_subtype"));
                data.TryGetProperty("text"u8, out var text);
                data.TryGetProperty("body"u8, out var body);
                return content.Fault(subtype, text, body, out var compact) is { } fault ? throw new Refusal(fault)
                    : new RoomRequest.Send(subtype, text.ValueKind == JsonValueKind.String ? text.GetString() : null, compact);
            case "edit":
                Only(data, "action", "id", "text", "body");
                data.TryGetProperty("text"u8, out var newText);
                data.TryGetProperty("body"u8, out var newBody);
                return new RoomRequest.Edit(Needed(data, "id"), Kept(newText), Kept(newBody));
            case "delete":
                Only(data, "action", "id");
                return new RoomRequest.Delete(Needed(data, "id"));
            default:
                throw Wrong("action");
        }
    }

    private static RoomRequest ReadPresence(JsonElement data)
    {
        switch (Needed(data, "event"))
        {
            case "state":
                Only(data, "event", "state");
                return new RoomRequest.State(Needed(data, "state") switch { "away" => true, "active" => false, _ => throw Wrong("state") });
            case "typing":
                Only(data, "event", "typing");
                return data.TryGetProperty("typing"u8, out var typing) && typing.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? new RoomRequest.Typing(typing.GetBoolean()) : throw Wrong("typing");
            case "read":
                Only(data, "event", "seq");
                return data.TryGetProperty("seq"u8, out var seq) && seq.ValueKind == JsonValueKind.Number && seq.TryGetInt64(out var number)
                    ? new RoomRequest.Read(number) : throw Wrong("seq");
            case "ping":
                Only(data, "event", "nonce");
                var nonce = data.TryGetProperty("nonce"u8, out var given) ? TextOf(given, "nonce") : null;
                return nonce is null || nonce.EnumerateRunes().Count() <= LongestId ? new RoomRequest.Ping(nonce) : throw Wrong("nonce");
            default:
                throw new Refusal(new("unknown_event"));
        }
    }

    private static string? ClientMsgId(JsonElement id) =>
        id.ValueKind == JsonValueKind.String && id.GetString() is { Length: >= 1 and <= LongestId } text && text.All(c => c is >= '!' and <= '~') ? text : null;

    private static string Needed(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? TextOf(value, name) : throw Wrong(name);

    private static string TextOf(JsonElement value, string name) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name);

    private static void Only(JsonElement data, params ReadOnlySpan<string> names)
    {
        foreach (var field in data.EnumerateObject())
        {
            if (!names.Contains(field.Name))
                throw Wrong(field.Name);
        }
    }

    // The document goes when the message has been read; a value that is looked at later needs one of its own.
    private static JsonElement Kept(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? value : value.Clone();

    private static Refusal Wrong(string field) => new(new("invalid_data", field));

    /// <summary>Ends the reading of one message; never leaves this class.</summary>
    private sealed class Refusal(RoomAnswer.Rejected why) : Exception
    {
        public RoomAnswer.Rejected Why { get; } = why;
    }
}
