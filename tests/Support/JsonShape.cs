using System.Text.Json;

namespace Rollcall.Tests.Support;

/// <summary>What a JSON message looks like, its contents left aside: one line for each object with the names of its fields, one for each field with its type.</summary>
internal sealed record JsonShape(string Name, IReadOnlySet<string> Lines)
{
    /// <summary>The shape of a message of the meets' protocol in either spelling, under its canonical name; what is no message is called HTTP.</summary>
    public static JsonShape Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var lines = new HashSet<string>(StringComparer.Ordinal);
        if (root.TryGetProperty("type", out var type))
        {
            Walk(root.GetProperty("payload"), "payload", lines);
            return new(type.GetString()!, lines);
        }

        Walk(root, root.TryGetProperty("msgType", out var flat) ? "flat" : "body", lines);
        return new(flat.ValueKind == JsonValueKind.String ? string.Concat(flat.GetString()!.Split('_').Select(word => word[0] + word[1..].ToLowerInvariant())) : "HTTP", lines);
    }

    public override string ToString() => $"{Name}\n  {string.Join("\n  ", Lines.Order(StringComparer.Ordinal))}";

    private static void Walk(JsonElement json, string path, HashSet<string> lines)
    {
        // What stands for a key may be anything.
        if (path.EndsWith(".updateValue", StringComparison.Ordinal))
            return;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                lines.Add($"{path} has {string.Join(' ', json.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal))}");
                foreach (var member in json.EnumerateObject())
                    Walk(member.Value, $"{path}.{member.Name}", lines);
                break;
            case JsonValueKind.Array:
                lines.Add($"{path} is a list");
                foreach (var one in json.EnumerateArray())
                    Walk(one, $"{path}[]", lines);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                lines.Add($"{path} is a flag");
                break;
            default:
                lines.Add($"{path} is a {json.ValueKind}");
                break;
        }
    }
}
