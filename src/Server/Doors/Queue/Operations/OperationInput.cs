using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Queue;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What a request brings along, whatever door it came through: the fields of its object, of its path and of its query. Reads them with their types
/// and limits; the first that does not fit is the request's fault. Belongs to one request.</summary>
internal sealed class OperationInput(JsonElement? fields, IReadOnlyDictionary<string, string>? texts = null)
{
    /// <summary>Nothing.</summary>
    public static OperationInput Empty => new(null);

    /// <summary>The first thing that does not fit, as a sentence that names the field; null while all do.</summary>
    public string? Fault { get; private set; }

    /// <summary>The same as a refusal, for what has a code of its own.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>The object itself, where there is one.</summary>
    public JsonElement? Fields => fields;

    /// <summary>Whether a field is there, null included.</summary>
    public bool Has(string name) => texts?.ContainsKey(name) == true || (fields is { } all && all.TryGetProperty(name, out _));

    /// <summary>A text that must be there.</summary>
    /// <param name="name">The field.</param>
    /// <param name="most">Characters it may have, once trimmed if it is.</param>
    /// <param name="least">Characters it must have.</param>
    /// <param name="trimmed">Whether blanks around it do not count.</param>
    public string Text(string name, int most, int least = 0, bool trimmed = false) => OptionalText(name, most, least, trimmed) ?? Missing(name, "");

    /// <summary>A text that may be missing or null.</summary>
    public string? OptionalText(string name, int most, int least = 0, bool trimmed = false)
    {
        if (Raw(name) is not { } text)
            return null;
        if (trimmed)
            text = text.Trim();
        if (text.Length > most || text.Length < least)
            return Refuse<string>($"'{name}' field must have {(least > 0 ? $"{least} to {most}" : $"at most {most}")} characters");
        return text.Any(char.IsControl) ? Refuse<string>($"'{name}' field must not hold control characters") : text;
    }

    /// <summary>A callsign as typed, which must be there; what it looks like is the queue's business.</summary>
    public string Callsign() => Raw("callsign") ?? Missing("callsign", "");

    /// <summary>A callsign as typed; null where it is missing or null.</summary>
    public string? OptionalCallsign() => Raw("callsign");

    /// <summary>True or false.</summary>
    public bool Flag(string name)
    {
        if (!Has(name))
            return Missing(name, false);
        return Element(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : Refuse<bool>($"'{name}' field must be a boolean");
    }

    /// <summary>True or false; false where it is missing.</summary>
    public bool OptionalFlag(string name) => Has(name) && Flag(name);

    /// <summary>A whole number that must be there.</summary>
    public int Whole(string name, int least, int most) => (int)(OptionalWhole(name, least, most) ?? Missing(name, 0));

    /// <summary>A whole number; null where it is missing or null.</summary>
    public long? OptionalWhole(string name, long least, long most)
    {
        if (!Has(name) || Element(name) is { ValueKind: JsonValueKind.Null })
            return null;
        long number;
        var isWhole = texts?.GetValueOrDefault(name) is { } text
            ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            : IsWhole(Element(name), out number);
        return isWhole && number >= least && number <= most ? number : Refuse<long>($"'{name}' field must be a whole number from {least} to {most}");
    }

    /// <summary>A number above 0; null where it is missing or null.</summary>
    public decimal? OptionalPositive(string name, decimal most)
    {
        if (Element(name) is not { } element || element.ValueKind == JsonValueKind.Null)
            return null;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var number) && number > 0 && number <= most
            ? number : Refuse<decimal>(string.Create(CultureInfo.InvariantCulture, $"'{name}' field must be a number above 0 and at most {most}"));
    }

    /// <summary>A moment, ISO 8601; without a zone it is UTC. Null where it is missing or null.</summary>
    public DateTimeOffset? OptionalTime(string name)
    {
        if (OptionalText(name, most: 64) is not { } text)
            return null;
        // A plus in an address is a blank where nobody escaped it.
        return DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && text.Length >= 10
            ? time : Refuse<DateTimeOffset>($"'{name}' field must be a time such as 2026-03-09T18:22:05Z");
    }

    /// <summary>What the asker took to be the current QSO; null where it does not say.</summary>
    public Expected? Expected()
    {
        const string name = "expected_current";
        if (!Has(name))
            return null;
        return Element(name) switch
        {
            { ValueKind: JsonValueKind.Null } => new(null),
            { ValueKind: JsonValueKind.String } callsign => new(callsign.GetString()),
            _ => Refuse<Expected>($"'{name}' field must be a callsign or null"),
        };
    }

    /// <summary>Notes a fault, unless there was one before.</summary>
    public void Refuse(string fault) => Refuse(Refusal.Validation(fault));

    /// <summary>Notes a fault that has a code of its own, unless there was one before.</summary>
    public void Refuse(Refusal refusal)
    {
        Refused ??= refusal;
        Fault ??= refusal.Sentence;
    }

    /// <summary>A field of the object; null where it is missing.</summary>
    public JsonElement? Element(string name) => fields is { } all && all.TryGetProperty(name, out var element) ? element : null;

    /// <summary>The text of a field; null where it is missing, null, or none.</summary>
    private string? Raw(string name)
    {
        if (texts?.GetValueOrDefault(name) is { } given)
            return given;
        return Element(name) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => Refuse<string>($"'{name}' field must be a string"),
        };
    }

    private static bool IsWhole(JsonElement? element, out long number)
    {
        number = 0;
        return element is { ValueKind: JsonValueKind.Number } given && given.TryGetInt64(out number);
    }

    private T Missing<T>(string name, T nothing)
    {
        Refuse($"'{name}' field is required");
        return nothing;
    }

    private T? Refuse<T>(string fault)
    {
        Refuse(fault);
        return default;
    }
}
