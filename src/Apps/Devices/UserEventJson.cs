using System.Buffers;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Devices;

/// <summary>How events stand in a user's log. Old logs are read for years: fields are added, never changed.</summary>
internal static class UserEventJson
{
    /// <summary>The event's name.</summary>
    public static string TypeOf(UserEvent body) => body.GetType().Name;

    /// <summary>Writes the body as one JSON object.</summary>
    public static void Write(UserEvent body, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        switch (body)
        {
            case UserEvent.Appended appended:
                json.WriteString("author"u8, appended.Author.ToString());
                json.WriteString("type"u8, appended.Type);
                appended.Payload.WriteTo(json, "payload"u8);
                break;
            default:
                throw new InvalidOperationException($"No writing for {body.GetType().Name}");
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a body; throws <see cref="LogDamagedException"/> where it is not one that <see cref="Write"/> made.</summary>
    public static UserEvent Read(string type, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = 128 });
            var json = document.RootElement;
            return type switch
            {
                "Appended" => new UserEvent.Appended(json.Text("type"), PayloadOf(json), Author.Parse(json.Text("author"))),
                _ => throw new LogDamagedException($"A user's log holds an event of unknown type '{type}'; it was written by a newer Rollcall"),
            };
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd))
        {
            throw new LogDamagedException($"A user's log holds a '{type}' that cannot be read: {odd.Message}");
        }
    }

    private static RawJson PayloadOf(JsonElement json) => RawJson.TryOf(json.GetProperty("payload"), out var payload) ? payload : throw new FormatException("payload is no text");
}
