using System.Collections;
using System.CommandLine;
using Rollcall.Server.Hosting.Configuration;

namespace Rollcall.Server.CommandLine;

/// <summary>How verbs get at the configuration: <c>--config FILE</c>, and every key as <c>--section.key value</c>.</summary>
internal static class SettingOptions
{
    /// <summary><c>--config FILE</c>.</summary>
    public static Option<string?> ConfigFile { get; } = new("--config")
    {
        Description = "Configuration file (.toml, .yaml or .json); without it config.toml, config.yaml or config.json of the working folder",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Loads the configuration as this command line asks.</summary>
    public static LoadedSettings Load(ParseResult parsed) =>
        SettingsLoader.Load(Directory.GetCurrentDirectory(), parsed.GetValue(ConfigFile), Variables(), parsed.UnmatchedTokens);

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
}
