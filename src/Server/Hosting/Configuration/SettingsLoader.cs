using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting.Configuration;

/// <summary>The configuration as it counts, with where each value came from.</summary>
/// <param name="Settings">What the server runs with.</param>
/// <param name="Values">Every key with its value and origin, in the order of the documentation.</param>
/// <param name="File">The file that was read, or null.</param>
/// <param name="WithoutEffect">Variables of the environment that earlier servers knew and that have no effect here.</param>
public sealed record LoadedSettings(RollcallSettings Settings, IReadOnlyList<EffectiveSetting> Values, string? File, IReadOnlyList<string> WithoutEffect);

/// <summary>Puts the configuration together: defaults, then one file, then the environment, then the command line.</summary>
public static class SettingsLoader
{
    /// <summary>Loads it; throws <see cref="StartRefusedException"/> with one line per thing that is wrong.</summary>
    /// <param name="workingFolder">Where a configuration file is looked for.</param>
    /// <param name="askedForFile">The file of <c>--config</c>, or null.</param>
    /// <param name="environment">The environment's variables; those of other programs are passed over.</param>
    /// <param name="arguments">The command line's settings.</param>
    public static LoadedSettings Load(
        string workingFolder, string? askedForFile, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var file = SettingSources.FindFile(workingFolder, askedForFile);
        var tree = new SettingTree();
        foreach (var given in file is null ? [] : SettingSources.FromFile(file))
            tree.Lay(given);
        foreach (var given in SettingSources.FromEnvironment(environment))
            tree.Lay(given);
        foreach (var given in SettingSources.FromArguments(arguments))
            tree.Lay(given);

        var binder = new SettingBinder();
        var settings = (RollcallSettings)binder.Section(typeof(RollcallSettings), tree);
        if (binder.Findings.Count == 0)
            binder.Findings.AddRange(SettingRules.Check(settings, path => Origin(binder.Effective, path)));
        if (binder.Findings.Count > 0)
            throw new StartRefusedException(binder.Findings);
        return new LoadedSettings(settings, [.. binder.Effective.OrderBy(value => value.Path.Contains('.', StringComparison.Ordinal))], file, SettingSources.WithoutEffect(environment));
    }

    private static string Origin(List<EffectiveSetting> values, string path) => values.Find(value => value.Path == path)?.Origin ?? "default";
}
