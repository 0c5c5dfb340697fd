using System.Text;
using System.Text.Json;
using Rollcall.Core.Connections;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>The dialect of meets: bytes to requests, replies to bytes, in both spellings. What is read here is well formed.</summary>
public sealed class MeetWire(int maxJsonDepth, int maxUpdatesPerBatch, int maxKeyLength = 200)
{
    /// <summary>The only version there is.</summary>
    public const int ProtocolVersion = 1;

    private const int LongestName = 64;

    /// <summary>The canonical names of all that clients may say.</summary>
    public static IReadOnlyList<string> FromClients { get; } =
    [
        "CreateMeet", "JoinMeet", "UpdateInit", "ClientPull", "PublishMeet", "ManageMeet", "SettleConflict", "StateRecoveryResponse", "Ping",
    ];

    private static readonly Dictionary<string, string> FromFlat = FromClients.ToDictionary(Flat, name => name, StringComparer.Ordinal);

    private readonly JsonDocumentOptions reading = new() { MaxDepth = maxJsonDepth, AllowDuplicateProperties = false };
    private readonly RequestReading requests = new(maxUpdatesPerBatch, maxKeyLength);

    /// <summary>A canonical name in capitals with underscores between the words.</summary>
    public static string Flat(string name)
    {
        var flat = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && flat.Length > 0)
                flat.Append('_');
            flat.Append(char.ToUpperInvariant(c));
        }

        return flat.ToString();
    }

    /// <summary>A reply as it goes out; null where an event stream does not carry it.</summary>
    public static SharedFrame? Frame(MeetReply reply, Spelling spelling) => spelling switch
    {
        Spelling.Stream => EventBlock.Of(reply) is { } block ? SharedFrame.Raw(block) : null,
        _ => SharedFrame.Text(Write(reply, spelling)),
    };

    /// <summary>The fields of a reply as one object, as HTTP answers them.</summary>
    public static byte[] WriteFields(MeetReply reply) => JsonText.ObjectOf(json => reply.WriteFields(json, Spelling.Canonical));

    /// <summary>Puts a reply into bytes.</summary>
    public static byte[] Write(MeetReply reply, Spelling spelling) => JsonText.ObjectOf(json =>
    {
        if (spelling == Spelling.Flat)
        {
            json.WriteString("msgType"u8, Flat(reply.Name));
            reply.WriteFields(json, spelling);
            return;
        }

        json.WriteString("type"u8, reply.Name);
        json.WriteStartObject("payload"u8);
        reply.WriteFields(json, spelling);
        json.WriteEndObject();
    });

    /// <summary>Reads what a client said.</summary>
    public HeardMessage Read(ReadOnlyMemory<byte> message)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message, reading);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            // The latter for a name whose escapes are no text: it cannot be compared with the other names.
            return Malformed(null, "This is not one JSON object without repeated names, or it is nested too deeply.");
        }

        using (document)
            return Read(document.RootElement);
    }

    private HeardMessage Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Malformed(null, "A message is a JSON object.");
        var canonical = root.TryGetProperty("type"u8, out var type);
        var flat = root.TryGetProperty("msgType"u8, out var msgType);
        if (canonical == flat)
            return Malformed(null, canonical ? "A message has either type or msgType, not both." : "A message has type or msgType.");
        var spelling = flat ? Spelling.Flat : Spelling.Canonical;
        var named = flat ? msgType : type;
        if (named.ValueKind != JsonValueKind.String || NameOf(named) is not { } name)
            return Malformed(spelling, $"{(flat ? "msgType" : "type")} is a text.", flat ? "msgType" : "type");

        var fields = root;
        if (!flat)
        {
            var has = root.TryGetProperty("payload"u8, out fields);
            if (has && fields.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
                return Malformed(spelling, "payload is an object.", "payload");
            if (!has)
                fields = default;
        }

        var known = flat ? FromFlat.GetValueOrDefault(name) : FromClients.Contains(name) ? name : null;
        if (known is null)
            return new(spelling, null, new MeetReply.UnknownMessageType(Cut(name)));
        try
        {
            return new(spelling, requests.Read(known, fields), null);
        }
        catch (BadField bad)
        {
            return Malformed(spelling, bad.Message, bad.Field);
        }
    }

    /// <summary>The first 64 characters, without half a pair at the end.</summary>
    private static string Cut(string name) => name.Length <= LongestName ? name : name[..(char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName)];

    private static string? NameOf(JsonElement named)
    {
        try
        {
            return named.GetString();
        }
        catch (InvalidOperationException)
        {
            // Escapes that are no text.
            return null;
        }
    }

    private static HeardMessage Malformed(Spelling? spelling, string reason, string? field = null) =>
        new(spelling, null, new MeetReply.MalformedMessage(reason, field));
}
