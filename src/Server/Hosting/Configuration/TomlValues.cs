using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Values of TOML: text, whole and broken numbers, true and false, lists and inline tables. Dates are refused, as no key takes one.</summary>
internal static partial class TomlValues
{
    /// <summary>Reads the value that begins here.</summary>
    public static ConfigNode Read(TomlText toml)
    {
        var line = toml.Line;
        return toml.Next switch
        {
            '"' or '\'' => new ConfigNode.Scalar(TomlStrings.Read(toml), line),
            '[' => List(toml),
            '{' => InlineTable(toml),
            _ => new ConfigNode.Scalar(Bare(toml), line),
        };
    }

    private static ConfigNode.Items List(TomlText toml)
    {
        var line = toml.Line;
        var members = new List<ConfigNode>();
        toml.Expect('[');
        while (true)
        {
            toml.SkipBlanksAndLines();
            if (toml.TakeIf("]"))
                return new ConfigNode.Items(members, line);
            members.Add(Read(toml));
            toml.SkipBlanksAndLines();
            if (!toml.TakeIf(",") && toml.Next != ']')
                throw toml.Wrong($"',' or ']' expected in the list, found {toml.Seen()}");
        }
    }

    private static ConfigNode.Table InlineTable(TomlText toml)
    {
        var tables = new TomlTables(toml.Line);
        toml.Expect('{');
        toml.SkipBlanks();
        if (toml.TakeIf("}"))
            return tables.Root;
        while (true)
        {
            toml.SkipBlanks();
            TomlReader.Assign(toml, tables);
            toml.SkipBlanks();
            if (toml.TakeIf("}"))
                return tables.Root;
            if (!toml.TakeIf(","))
                throw toml.Wrong($"',' or '}}' expected in the inline table, found {toml.Seen()}");
        }
    }

    private static object Bare(TomlText toml)
    {
        var word = toml.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '.' or ':');
        if (word is "true" or "false")
            return word == "true";
        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (WholeNumber().IsMatch(word))
        {
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : throw toml.Wrong($"{word} is too large a number");
        }

        if (BasedNumber().IsMatch(word))
            return Based(toml, digits);
        if (BrokenNumber().IsMatch(word))
            return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (word.TrimStart('+', '-') is "inf" or "nan")
            return word.EndsWith("nan", StringComparison.Ordinal) ? double.NaN : word[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        if (Date().IsMatch(word))
            throw toml.Wrong($"{word} looks like a date or time, which no key takes; text stands in quotes");
        throw toml.Wrong(word.Length == 0 ? $"a value is missing, found {toml.Seen()}" : $"{word} is not a value; text stands in quotes");
    }

    private static long Based(TomlText toml, string digits)
    {
        var based = digits[1] switch { 'x' => 16, 'o' => 8, _ => 2 };
        var value = UInt128.Zero;
        foreach (var digit in digits[2..])
        {
            value = value * (uint)based + (uint)Convert.ToInt32(digit.ToString(), 16);
            if (value > long.MaxValue)
                throw toml.Wrong($"{digits} is too large a number");
        }

        return (long)value;
    }

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?\d)*)$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^(0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*)$", RegexOptions.CultureInvariant)]
    private static partial Regex BasedNumber();

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?\d)*)(\.\d(_?\d)*)?([eE][+-]?\d(_?\d)*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex BrokenNumber();

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d|\d\d:\d\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
