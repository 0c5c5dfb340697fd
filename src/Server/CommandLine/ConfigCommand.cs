using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Server.Hosting.Configuration;
using Spectre.Console;

namespace Rollcall.Server.CommandLine;

/// <summary><c>rollcall config</c>: the configuration as it counts, secrets hidden, with where each value came from.</summary>
internal static class ConfigCommand
{
    private const string Hidden = "(hidden)";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "For programs: a list of {key, value, origin}" };
        var command = new Command("config", "Print the configuration as it counts, secrets hidden, with where each value came from.")
        {
            Options = { json },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(parsed =>
        {
            var loaded = SettingOptions.Load(parsed);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(loaded.Values.Select(v => new { key = v.Path, value = Plain(v), origin = v.Origin }), Indented));
            else if (Console.IsOutputRedirected)
                WriteLines(output, loaded);
            else
                WriteTable(loaded);
            return 0;
        });
        return command;
    }

    private static void WriteLines(TextWriter output, LoadedSettings loaded)
    {
        foreach (var value in loaded.Values)
            output.WriteLine($"{value.Path} = {Text(value)}  # {value.Origin}");
    }

    private static void WriteTable(LoadedSettings loaded)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(new TableColumn("key").NoWrap(), new TableColumn("value"), new TableColumn("from"));
        foreach (var value in loaded.Values)
        {
            var look = value.Origin == "default" ? Style.Parse("grey") : Style.Plain;
            table.AddRow(new Text(value.Path), new Text(Text(value), look), new Text(value.Origin, look));
        }

        AnsiConsole.Write(table);
    }

    private static string Text(EffectiveSetting value) => IsHidden(value) ? $"\"{Hidden}\"" : SettingValues.Show(value.Value);

    private static object? Plain(EffectiveSetting value) => IsHidden(value) ? Hidden : value.Value is Enum name ? SettingKeys.Name(name.ToString()) : value.Value;

    private static bool IsHidden(EffectiveSetting value) => value.Key.Secret && value.Value is string { Length: > 0 };
}
