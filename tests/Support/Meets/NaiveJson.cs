using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support.Meets;

/// <summary>A meet's content as one plain document: entries and platforms by their number, attempts as lists of five.</summary>
internal static class NaiveJson
{
    /// <summary>The steps of a key: names, numbers of entries and platforms as text, slots of lists as numbers.</summary>
    public static object[] Path(string key)
    {
        var steps = new List<object>();
        foreach (var part in key.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            steps.Add(name);
            if (bracket >= 0)
                steps.Add(name is "entries" or "platforms" ? part[(bracket + 1)..^1] : int.Parse(part[(bracket + 1)..^1], null));
        }

        return [.. steps];
    }

    /// <summary>Sets what lies at the end of the steps, or removes it for null.</summary>
    public static JsonNode? Put(JsonNode? here, ReadOnlySpan<object> steps, string? value)
    {
        if (steps.IsEmpty)
            return value is null ? null : JsonNode.Parse(value);
        if (steps[0] is int slot)
        {
            var list = here as JsonArray ?? new JsonArray(0, 0, 0, 0, 0);
            list[slot] = Put(null, steps[1..], value);
            return list;
        }

        var whole = here as JsonObject;
        if (whole is null && value is null)
            return here;
        whole ??= [];
        var below = whole[(string)steps[0]];
        whole.Remove((string)steps[0]);
        below = Put(below, steps[1..], value);
        if (below is not null || (value is not null && steps.Length == 1))
            whole[(string)steps[0]] = below;
        return whole;
    }

    /// <summary>What lies at the end of the steps, as JSON; null if nothing does.</summary>
    public static string? At(JsonNode? document, ReadOnlySpan<object> steps)
    {
        if (steps.IsEmpty)
            return document is null ? "null" : document.ToJsonString();
        return steps[0] switch
        {
            int slot when document is JsonArray list && slot < list.Count => At(list[slot], steps[1..]),
            string name when document is JsonObject whole && whole.TryGetPropertyValue(name, out var below) => At(below, steps[1..]),
            _ => null,
        };
    }
}
