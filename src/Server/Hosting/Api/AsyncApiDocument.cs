using System.Text.Json.Nodes;

namespace Rollcall.Server.Hosting.Api;

/// <summary>The messages of the WebSockets as an AsyncAPI 3.0 document, read off what doors say of themselves.</summary>
internal static class AsyncApiDocument
{
    /// <summary>Writes it.</summary>
    public static JsonObject Of(IReadOnlyList<ApiNote> notes)
    {
        var (channels, operations) = (new JsonObject(), new JsonObject());
        foreach (var (note, socket) in notes.Where(note => note.Socket is not null).Select(note => (note, note.Socket!)))
        {
            var name = note.Name.ToLowerInvariant();
            var messages = new JsonObject();
            foreach (var (side, message) in Sides(socket))
                messages[Key(side, message)] = Message(message);
            var channel = new JsonObject { ["address"] = socket.Path, ["title"] = note.Name, ["description"] = socket.About };
            if (socket.Path.Contains('{', StringComparison.Ordinal))
                channel["parameters"] = new JsonObject(socket.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => KeyValuePair.Create(part.Trim('{', '}'), (JsonNode?)new JsonObject())));
            channel["messages"] = messages;
            channels[name] = channel;
            // The document speaks for the server: it receives what clients send.
            operations[$"{name}.hear"] = Operation("receive", name, socket.FromClients.Select(message => Key("client", message)));
            operations[$"{name}.tell"] = Operation("send", name, socket.FromServer.Select(message => Key("server", message)));
        }

        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Rollcall", ["version"] = ProductVersion.Text, ["description"] = "Every message is one text frame with one JSON object. What the fields mean stands in docs/protocol." },
            ["channels"] = channels,
            ["operations"] = operations,
        };
    }

    private static IEnumerable<(string Side, ApiMessage Message)> Sides(ApiSocket socket) =>
        [.. socket.FromClients.Select(message => ("client", message)), .. socket.FromServer.Select(message => ("server", message))];

    // The two sides may call different things by one name.
    private static string Key(string side, ApiMessage message) => $"{side}.{message.Name}";

    private static JsonObject Operation(string action, string channel, IEnumerable<string> messages) => new()
    {
        ["action"] = action,
        ["channel"] = new JsonObject { ["$ref"] = $"#/channels/{channel}" },
        ["messages"] = new JsonArray([.. messages.Select(message => new JsonObject { ["$ref"] = $"#/channels/{channel}/messages/{message}" })]),
    };

    private static JsonObject Message(ApiMessage message)
    {
        var payload = new JsonObject { ["type"] = "object" };
        foreach (var (field, value) in message.Marks)
            Mark(payload, field.Split('.'), value);
        return new() { ["name"] = message.Name, ["contentType"] = "application/json", ["payload"] = payload };
    }

    private static void Mark(JsonObject schema, ReadOnlySpan<string> names, string value)
    {
        var properties = schema["properties"] as JsonObject;
        if (properties is null)
            (schema["properties"], schema["required"]) = (properties = [], new JsonArray());
        if (properties[names[0]] is not JsonObject inner)
        {
            properties[names[0]] = inner = [];
            schema["required"]!.AsArray().Add(names[0]);
        }

        if (names.Length == 1)
            inner["const"] = value;
        else
        {
            inner["type"] = "object";
            Mark(inner, names[1..], value);
        }
    }
}
