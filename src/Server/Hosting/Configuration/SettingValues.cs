using System.Globalization;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Turns a given value into what its key takes, or says in a sentence why that cannot be; and writes values for people.</summary>
internal static class SettingValues
{
    public static (object? Value, string? Problem) Convert(SettingKey key, object given)
    {
        var type = Nullable.GetUnderlyingType(key.Property.PropertyType) ?? key.Property.PropertyType;
        if (type == typeof(string))
            return given is string or LooseText ? (Text(given), null) : (null, "takes text, which stands in quotes");
        if (type == typeof(bool))
            return Flag(given) is { } flag ? (flag, null) : (null, "takes true or false");
        if (type.IsEnum)
            return OneOf(type, given);
        return Number(key, type, given);
    }

    /// <summary>A list of text: its elements, or one text with commas between them.</summary>
    public static (object? Value, string? Problem) ConvertList(object? whole, IReadOnlyList<(string Number, object? Value)> elements)
    {
        const string Problem = "takes a list of texts";
        if (whole is LooseText loose)
            return (loose.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList(), null);
        if (whole is not (null or GivenSetting.Empty { List: true }))
            return (null, Problem);
        return elements.All(e => e.Number.All(char.IsAsciiDigit) && e.Value is string or LooseText)
            ? (elements.Select(e => Text(e.Value!)).ToList(), null)
            : (null, Problem);
    }

    /// <summary>A value as an operator would write it in a file.</summary>
    public static string Show(object? value) => value switch
    {
        null => "\"\"",
        LooseText loose => Quote(loose.Text),
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        Enum name => Quote(SettingKeys.Name(name.ToString())),
        IEnumerable<string> list => $"[{string.Join(", ", list.Select(Quote))}]",
        GivenSetting.Empty empty => empty.List ? "[]" : "{}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Quote(string text) => $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Text(object given) => given is LooseText loose ? loose.Text : (string)given;

    private static bool? Flag(object given) => given switch
    {
        bool flag => flag,
        LooseText { Text: "true" or "True" or "TRUE" or "1" } => true,
        LooseText { Text: "false" or "False" or "FALSE" or "0" } => false,
        _ => null,
    };

    private static (object?, string?) OneOf(Type type, object given)
    {
        var names = Enum.GetNames(type).ToDictionary(SettingKeys.Name);
        return given is string or LooseText && names.TryGetValue(Text(given).ToLowerInvariant(), out var name)
            ? (Enum.Parse(type, name), null)
            : (null, $"takes one of {string.Join(", ", names.Keys)}");
    }

    private static (object?, string?) Number(SettingKey key, Type type, object given)
    {
        var whole = given switch
        {
            long number => number,
            LooseText loose when long.TryParse(loose.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) => n,
            _ => (long?)null,
        };
        var (least, most) = key.Range is { } range ? (Whole(range.Minimum), Whole(range.Maximum)) : (0, long.MaxValue);
        if (whole is { } value && value >= least && value <= most)
            return (System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture), null);
        var unit = key.Unit.Length > 0 ? $" {key.Unit}" : "";
        return (null, $"must be a whole number from {least} to {most}{unit}; the default is {Show(key.Default)}");
    }

    private static long Whole(object border) => System.Convert.ToInt64(border, CultureInfo.InvariantCulture);
}
