namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Reads a configuration file in TOML 1.0: all of it but dates and times, which no key takes.</summary>
public static class TomlReader
{
    /// <summary>Reads the whole text; throws <see cref="ConfigSyntaxException"/> with the line where it is not TOML.</summary>
    public static ConfigNode.Table Read(string text)
    {
        var toml = new TomlText(text.TrimStart('\uFEFF'));
        var tables = new TomlTables(line: 1);
        while (true)
        {
            toml.SkipBlanksAndLines();
            if (toml.Ended)
                return tables.Root;
            if (toml.Next == '[')
                Header(toml, tables);
            else
                Assign(toml, tables);
            toml.EndLine();
        }
    }

    /// <summary>Reads <c>key = value</c> into the current table.</summary>
    internal static void Assign(TomlText toml, TomlTables tables)
    {
        var path = Path(toml);
        toml.Expect('=');
        toml.SkipBlanks();
        tables.Assign(toml, path, TomlValues.Read(toml));
    }

    private static void Header(TomlText toml, TomlTables tables)
    {
        var line = toml.Line;
        if (toml.TakeIf("[["))
        {
            var path = Path(toml);
            if (!toml.TakeIf("]]"))
                throw toml.Wrong($"']]' expected, found {toml.Seen()}");
            tables.OpenNext(toml, path, line);
        }
        else
        {
            toml.Expect('[');
            var path = Path(toml);
            toml.Expect(']');
            tables.Open(toml, path, line);
        }
    }

    private static List<string> Path(TomlText toml)
    {
        var path = new List<string>();
        do
        {
            toml.SkipBlanks();
            path.Add(toml.Next is '"' or '\'' ? TomlStrings.ReadOneLine(toml) : BareName(toml));
            toml.SkipBlanks();
        }
        while (toml.TakeIf("."));
        return path;
    }

    private static string BareName(TomlText toml)
    {
        var name = toml.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return name.Length > 0 ? name : throw toml.Wrong($"the name of a key expected, found {toml.Seen()}");
    }
}
