using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>The two spellings of the meets' protocol.</summary>
internal enum Spelling
{
    /// <summary><c>{"type":"JoinMeet","payload":{...}}</c></summary>
    Canonical,

    /// <summary><c>{"msgType":"JOIN_MEET",...}</c></summary>
    Flat,
}

/// <summary>One message as it came over the wire.</summary>
/// <param name="Name">Its canonical name, such as <c>UpdateRelay</c>.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Text">The text that came.</param>
internal sealed record Message(string Name, JsonElement Fields, string Text)
{
    /// <summary>A field that must be there.</summary>
    public JsonElement this[string field] =>
        Fields.TryGetProperty(field, out var value) ? value : throw new PlayBrokenException($"a message with {field}", Text);

    /// <summary>Reads a text in either spelling.</summary>
    public static Message Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement.Clone();
        if (!root.TryGetProperty("msgType", out var flat))
            return new(root.GetProperty("type").GetString()!, root.GetProperty("payload"), text);
        var words = flat.GetString()!.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant());
        return new(string.Concat(words), root, text);
    }

    /// <summary>Writes a message in a spelling.</summary>
    public static byte[] Write(string name, JsonObject fields, Spelling spelling)
    {
        if (spelling == Spelling.Canonical)
            return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["type"] = name, ["payload"] = fields });
        var words = string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
        fields.Insert(0, "msgType", words);
        return JsonSerializer.SerializeToUtf8Bytes(fields);
    }
}
