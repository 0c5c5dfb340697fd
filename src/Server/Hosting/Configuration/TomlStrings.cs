using System.Globalization;
using System.Text;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>The four kinds of text in TOML: basic and literal, each on one line or several.</summary>
internal static class TomlStrings
{
    /// <summary>Reads the text that begins here with a quote.</summary>
    public static string Read(TomlText toml)
    {
        if (toml.TakeIf("\"\"\""))
            return Several(toml, '"');
        if (toml.TakeIf("'''"))
            return Several(toml, '\'');
        return OneLine(toml, toml.Take());
    }

    /// <summary>Reads a quoted name of a key, which stands on one line.</summary>
    public static string ReadOneLine(TomlText toml) => OneLine(toml, toml.Take());

    private static string OneLine(TomlText toml, char quote)
    {
        var text = new StringBuilder();
        while (true)
        {
            if (toml.Ended || toml.Next is '\n' or '\r')
                throw toml.Wrong($"the closing {quote} is missing");
            var next = toml.Take();
            if (next == quote)
                return text.ToString();
            if (next == '\\' && quote == '"')
                Escape(toml, text);
            else
                text.Append(Allowed(toml, next));
        }
    }

    private static string Several(TomlText toml, char quote)
    {
        var text = new StringBuilder();
        var close = new string(quote, 3);
        toml.TakeLineEnd(); // a line end right after the opening is not part of the text
        while (true)
        {
            if (toml.Ended)
                throw toml.Wrong($"the closing {close} is missing");
            if (toml.TakeIf(close))
            {
                // Up to two quotes may stand right before the closing three.
                for (var extra = 0; extra < 2 && !toml.Ended && toml.Next == quote; extra++)
                    text.Append(toml.Take());
                return text.ToString();
            }

            if (toml.TakeLineEnd())
            {
                text.Append('\n');
                continue;
            }

            var next = toml.Take();
            if (next != '\\' || quote != '"')
                text.Append(Allowed(toml, next));
            else if (!ContinuesOnNextLine(toml))
                Escape(toml, text);
        }
    }

    // A backslash at a line's end swallows it and all blanks and line ends after it.
    private static bool ContinuesOnNextLine(TomlText toml)
    {
        if (toml.Next is not (' ' or '\t' or '\n' or '\r'))
            return false;
        toml.SkipBlanks();
        if (!toml.TakeLineEnd())
            throw toml.Wrong("after a backslash and blanks the line must end");
        do
            toml.SkipBlanks();
        while (toml.TakeLineEnd());
        return true;
    }

    private static void Escape(TomlText toml, StringBuilder text)
    {
        var letter = toml.Take();
        switch (letter)
        {
            case 'b': text.Append('\b'); break;
            case 't': text.Append('\t'); break;
            case 'n': text.Append('\n'); break;
            case 'f': text.Append('\f'); break;
            case 'r': text.Append('\r'); break;
            case '"' or '\\': text.Append(letter); break;
            case 'u': text.Append(CodePoint(toml, 4)); break;
            case 'U': text.Append(CodePoint(toml, 8)); break;
            default: throw toml.Wrong($"\\{letter} is not an escape; a backslash itself is written \\\\");
        }
    }

    private static string CodePoint(TomlText toml, int digits)
    {
        var hex = new char[digits];
        for (var i = 0; i < digits; i++)
            hex[i] = toml.Take();
        return uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.TryCreate(value, out var rune)
            ? rune.ToString()
            : throw toml.Wrong($"\\{(digits == 4 ? 'u' : 'U')}{new string(hex)} is not a character");
    }

    private static char Allowed(TomlText toml, char c) =>
        char.IsControl(c) && c != '\t' && c < 0x80 ? throw toml.Wrong("control characters are written as escapes") : c;
}
