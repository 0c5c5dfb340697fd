using System.Text;
using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support;

/// <summary>How a client spells: <c>{"type":"JoinMeet","payload":{}}</c> or <c>{"msgType":"JOIN_MEET"}</c>.</summary>
internal enum Wording
{
    Canonical,
    Flat,
}

/// <summary>One message: its canonical name and its fields.</summary>
internal sealed record Said(string Name, JsonObject Fields, Wording Wording);

/// <summary>Puts messages into either spelling and reads both, from the specification's text alone.</summary>
internal static class Envelope
{
    public static string Write(string name, JsonObject fields, Wording wording)
    {
        if (wording == Wording.Canonical)
            return new JsonObject { ["type"] = name, ["payload"] = fields.DeepClone() }.ToJsonString();
        var flat = new JsonObject { ["msgType"] = FlatName(name) };
        foreach (var (field, value) in fields)
            flat[field] = value?.DeepClone();
        return flat.ToJsonString();
    }

    public static Said Read(string text)
    {
        var message = JsonNode.Parse(text)!.AsObject();
        if (message["type"] is { } type)
            return new(type.GetValue<string>(), message["payload"] as JsonObject ?? [], Wording.Canonical);
        var name = message["msgType"]!.GetValue<string>();
        message.Remove("msgType");
        return new(CanonicalName(name), message, Wording.Flat);
    }

    public static string FlatName(string name)
    {
        var flat = new StringBuilder();
        foreach (var letter in name)
        {
            if (flat.Length > 0 && char.IsUpper(letter))
                flat.Append('_');
            flat.Append(char.ToUpperInvariant(letter));
        }

        return flat.ToString();
    }

    private static string CanonicalName(string name) =>
        string.Concat(name.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
}
