using System.Buffers;
using System.Text;
using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>What a message's content must be like (specification 5.3). Pure.</summary>
/// <param name="maxTextCharacters">Unicode code points.</param>
public sealed class ContentRules(int maxTextCharacters)
{
    /// <summary>What is wrong with a message of a subtype; null where nothing is, and then <paramref name="compact"/> is its body without white space.</summary>
    /// <param name="subtype">What it is.</param>
    /// <param name="text">As sent; undefined where there is none.</param>
    /// <param name="body">As sent; undefined where there is none.</param>
    /// <param name="compact">The body to keep; null where there is none.</param>
    public RoomAnswer.Rejected? Fault(Subtype subtype, JsonElement text, JsonElement body, out string? compact)
    {
        compact = null;
        if (text.ValueKind is not (JsonValueKind.String or JsonValueKind.Undefined) || (text.ValueKind == JsonValueKind.Undefined && subtype.Fields is null))
            return Wrong("text");
        if (text.ValueKind == JsonValueKind.String && TextFault(text.GetString()!) is { } fault)
            return new(fault);
        if (subtype.Fields is null)
            return body.ValueKind == JsonValueKind.Undefined ? null : Wrong("body");
        if (body.ValueKind != JsonValueKind.Object)
            return Wrong("body");
        compact = Compact(body, out var bytes);
        return bytes > subtype.MaxBytes ? new("body_too_big") : FieldFault(subtype, body);
    }

    /// <summary>What is wrong with a text; null where nothing is.</summary>
    public string? TextFault(string text)
    {
        var (count, blank) = (0, true);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not ('\t' or '\n' or '\r') && (rune.Value < 0x20 || rune.Value is >= 0x7F and <= 0x9F))
                return "text_invalid";
            blank &= Rune.IsWhiteSpace(rune);
            count++;
        }

        return blank ? "text_empty" : count > maxTextCharacters ? "text_too_long" : null;
    }

    /// <summary>A value without white space, and its size in UTF-8.</summary>
    public static string Compact(JsonElement value, out int bytes)
    {
        var target = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(target, JsonText.Writing))
            value.WriteTo(json);
        bytes = target.WrittenCount;
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }

    private static RoomAnswer.Rejected? FieldFault(Subtype subtype, JsonElement body)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (!subtype.Fields!.TryGetValue(field.Name, out var rule) || !Fits(rule, field.Value))
                return Wrong("body." + field.Name);
        }

        var missing = subtype.Fields!.FirstOrDefault(field => field.Value.Required && !body.TryGetProperty(field.Key, out _)).Key;
        return missing is null ? null : Wrong("body." + missing);
    }

    private static bool Fits(SubtypeField rule, JsonElement value) => rule.Type switch
    {
        FieldType.Text => value.ValueKind == JsonValueKind.String && !(value.GetString()!.EnumerateRunes().Count() > rule.Max),
        FieldType.Whole => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && !(whole > rule.Max),
        FieldType.Number => value.ValueKind == JsonValueKind.Number && !(value.GetDouble() > rule.Max),
        FieldType.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FieldType.List => value.ValueKind == JsonValueKind.Array && !(value.GetArrayLength() > rule.Max),
        _ => value.ValueKind == JsonValueKind.Object,
    };

    private static RoomAnswer.Rejected Wrong(string field) => new("invalid_data", field);
}
