using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>One update as the server numbers and sends it.</summary>
/// <param name="Value">The value; null for a deletion.</param>
/// <param name="Overruled">The numbers of the updates it overruled.</param>
internal sealed record Item(string Key, JsonElement? Value, long Number, int Priority, string Location, string Author, IReadOnlyList<long> Overruled)
{
    public static Item Of(JsonElement item) => new(
        item.GetProperty("updateKey").GetString()!, item.TryGetProperty("updateValue", out var value) ? value : null,
        item.GetProperty("serverSeqNum").GetInt64(),
        item.GetProperty("priority").GetInt32(), item.GetProperty("locationName").GetString()!, item.GetProperty("authorId").GetString()!,
        item.TryGetProperty("overruled", out var list) ? [.. list.EnumerateArray().Select(number => number.GetInt64())] : []);

    /// <summary>The value in few words: a lifter by name, anything else as it is.</summary>
    public string Shown => Value is not { } value ? "deleted"
        : value.ValueKind == JsonValueKind.Object && value.TryGetProperty("name", out var name) ? $"lifter {name}"
        : value.ToString();

    /// <summary>As a recovery answer carries it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["updateKey"] = Key, ["serverSeqNum"] = Number, ["priority"] = Priority, ["locationName"] = Location, ["authorId"] = Author,
        };
        if (Value is { } value)
            json["updateValue"] = JsonNode.Parse(value.GetRawText());
        else
            json["delete"] = true;
        return json;
    }
}

/// <summary>A meet's content as one desk holds it: what stands at each key. The desk owns it.</summary>
internal sealed class Content
{
    private readonly SortedDictionary<string, Item> items = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Item> Items => items.Values;

    public Item? this[string key] => items.GetValueOrDefault(key);

    /// <summary>Takes an item in; one that is older than what stands there, or above it, is ignored; what lies below it and is older goes.</summary>
    public void Take(Item item)
    {
        if (items.Values.Any(held => (held.Key == item.Key || Contains(held.Key, item.Key)) && held.Number > item.Number))
            return;
        foreach (var below in items.Values.Where(held => Contains(item.Key, held.Key) && held.Number < item.Number).ToList())
            items.Remove(below.Key);
        items[item.Key] = item;
    }

    public void Clear() => items.Clear();

    /// <summary>Six digits that are the same for the same values at the same keys, whatever their numbers.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var item in items.Values)
        {
            var value = item.Value is { } some ? Sorted(JsonNode.Parse(some.GetRawText()))?.ToJsonString() ?? "null" : "deleted";
            text.Append(item.Key).Append('=').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..6];
    }

    private static bool Contains(string outer, string inner) =>
        inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[';

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject some => new JsonObject(
            some.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, Sorted(one.Value)))),
        JsonArray some => new JsonArray([.. some.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
