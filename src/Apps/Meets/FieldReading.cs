using System.Text.Json;

namespace Rollcall.Apps.Meets;

/// <summary>A field that is missing or of the wrong type; its message may be told to the client. Never leaves <see cref="MeetWire"/>.</summary>
internal sealed class BadField(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>The fields of one object of a message, with the path to it for what must be said about them.</summary>
internal readonly struct Fields(JsonElement json, string path)
{
    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Has(name, out var value) ? TextIn(value, PathOf(name)) : null;

    public long Whole(string name) => WholeOrNull(name) ?? throw Missing(name);

    public long? WholeOrNull(string name)
    {
        if (!Has(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsInteger(number) || number is < 0 or > KnownFields.LargestInteger)
            throw Wrong(name, "is a whole number from 0 to 2^53-1");
        return (long)number;
    }

    public bool Flag(string name)
    {
        if (!Has(name, out var value))
            return false;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "is true or false");
    }

    public bool RequiredFlag(string name) => Has(name, out _) ? Flag(name) : throw Missing(name);

    public Fields? ObjectOrNull(string name)
    {
        if (!Has(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Object ? new(value, PathOf(name)) : throw Wrong(name, "is an object");
    }

    /// <summary>The objects of a list.</summary>
    public IEnumerable<Fields> Objects(string name)
    {
        var index = 0;
        foreach (var one in (List(name) ?? throw Missing(name)).EnumerateArray())
        {
            var at = $"{PathOf(name)}[{index++}]";
            yield return one.ValueKind == JsonValueKind.Object ? new(one, at) : throw new BadField(at, $"{at} is an object");
        }
    }

    /// <summary>How many a list holds; throws if it is missing or no list.</summary>
    public int Count(string name) => List(name)?.GetArrayLength() ?? throw Missing(name);

    /// <summary>The texts of a list, or null where it is left out.</summary>
    public List<string>? TextsOrNull(string name)
    {
        if (List(name) is not { } list)
            return null;
        var path = PathOf(name);
        return [.. list.EnumerateArray().Select((one, index) => TextIn(one, $"{path}[{index}]"))];
    }

    /// <summary>Any value, null included; false if the field is not there.</summary>
    public bool TryAny(string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value);
    }

    public BadField Missing(string name) => new(PathOf(name), $"{PathOf(name)} is missing");

    public BadField Wrong(string name, string rule) => new(PathOf(name), $"{PathOf(name)} {rule}");

    private static string TextIn(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw new BadField(path, $"{path} is a text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new BadField(path, $"{path} holds a character that is no text");
        }
    }

    private JsonElement? List(string name)
    {
        if (!Has(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Array ? value : throw Wrong(name, "is a list");
    }

    /// <summary>A missing field and null mean the same.</summary>
    private bool Has(string name, out JsonElement value) => TryAny(name, out value) && value.ValueKind != JsonValueKind.Null;

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
