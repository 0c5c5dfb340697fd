using System.Text.Json;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Reads a configuration file in JSON; comments and trailing commas are allowed.</summary>
public static class JsonReader
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads the whole text; throws <see cref="ConfigSyntaxException"/> where it is not a JSON object.</summary>
    public static ConfigNode.Table Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Node(document.RootElement) as ConfigNode.Table ?? throw new ConfigSyntaxException("an object expected at the top", 1);
        }
        catch (JsonException e)
        {
            throw new ConfigSyntaxException(e.Message, (int)(e.LineNumber ?? -1) + 1);
        }
    }

    private static ConfigNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new ConfigNode.Table(Members(element), 0),
        JsonValueKind.Array => new ConfigNode.Items([.. element.EnumerateArray().Select(Node).OfType<ConfigNode>()], 0),
        JsonValueKind.String => new ConfigNode.Scalar(element.GetString()!, 0),
        JsonValueKind.True or JsonValueKind.False => new ConfigNode.Scalar(element.GetBoolean(), 0),
        JsonValueKind.Number => new ConfigNode.Scalar(element.TryGetInt64(out var whole) ? whole : (object)element.GetDouble(), 0),
        _ => null, // null: left open, the default stands
    };

    private static Dictionary<string, ConfigNode> Members(JsonElement element)
    {
        var members = new Dictionary<string, ConfigNode>();
        foreach (var member in element.EnumerateObject())
        {
            if (Node(member.Value) is { } there)
                members.Add(member.Name, there);
        }

        return members;
    }
}
