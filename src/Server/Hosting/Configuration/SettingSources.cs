namespace Rollcall.Server.Hosting.Configuration;

/// <summary>Where values come from besides the defaults: one file, the environment, the command line. Each gives its values in order; later ones win.</summary>
public static class SettingSources
{
    private static readonly string[] FileNames = ["config.toml", "config.yaml", "config.yml", "config.json"];
    private static readonly string[] Prefixes = ["OPENLIFTER_", "ROLLCALL_"];

    /// <summary>Variables of earlier servers that are keys here by another name (queue specification, 9).</summary>
    private static readonly (string Variable, string Key)[] Aliases =
    [
        ("MAX_QUEUE_SIZE", "queue.max_size"),
        ("WEBSOCKET_MAX_CONNECTIONS", "queue.max_connections"),
        ("WEBSOCKET_HEARTBEAT_INTERVAL", "queue.heartbeat_seconds"),
        ("WEBSOCKET_PORT", "queue.websocket_port"),
        ("FRONTEND_URL", "queue.site_url"),
        ("ADMIN_USERNAME", "queue.admin_username"),
        ("ADMIN_PASSWORD", "queue.admin_password"),
        ("QRZ_USERNAME", "qrz.username"),
        ("QRZ_PASSWORD", "qrz.password"),
    ];

    /// <summary>Variables of earlier servers that are accepted and have no effect.</summary>
    private static readonly string[] Effectless = ["MONGO_URI", "SECRET_KEY"];

    /// <summary>Which file is read: the one that was asked for, or the only one of the known names in the working folder, or none.</summary>
    public static string? FindFile(string workingFolder, string? askedFor)
    {
        if (askedFor is not null)
        {
            var path = Path.GetFullPath(askedFor, workingFolder);
            return File.Exists(path) ? path : throw new StartRefusedException($"--config {askedFor}: there is no such file; name one that is there or leave it out");
        }

        var there = FileNames.Where(name => File.Exists(Path.Combine(workingFolder, name))).ToList();
        return there switch
        {
            [] => null,
            [var only] => Path.Combine(workingFolder, only),
            _ => throw new StartRefusedException($"{string.Join(" and ", there)} are both in {workingFolder}; keep one, or choose with --config FILE"),
        };
    }

    /// <summary>The values of a file; its ending says the notation.</summary>
    public static IEnumerable<GivenSetting> FromFile(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            var text = File.ReadAllText(path);
            return GivenSetting.In(Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".toml" => TomlReader.Read(text),
                ".yaml" or ".yml" => YamlReader.Read(text),
                ".json" => JsonReader.Read(text),
                _ => throw new StartRefusedException($"{path}: its name must end in .toml, .yaml or .json, which says how it is written"),
            }, name);
        }
        catch (ConfigSyntaxException e)
        {
            throw new StartRefusedException($"{name}{(e.Line > 0 ? $" line {e.Line}" : "")}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{path}: cannot be read ({e.Message})");
        }
    }

    /// <summary>The values of the environment: those of earlier servers' variables first, then <c>OPENLIFTER_</c>, then <c>ROLLCALL_</c>, which wins.</summary>
    public static IEnumerable<GivenSetting> FromEnvironment(IReadOnlyDictionary<string, string> environment) =>
        Aliased(environment).Concat(Prefixed(environment));

    /// <summary>Those of the environment's variables that earlier servers knew and that have no effect here.</summary>
    public static IReadOnlyList<string> WithoutEffect(IReadOnlyDictionary<string, string> environment) => [.. Effectless.Where(environment.ContainsKey)];

    // Compose files set what they do not know to nothing; that is not a value.
    private static IEnumerable<GivenSetting> Aliased(IReadOnlyDictionary<string, string> environment) =>
        from alias in Aliases
        let value = environment.GetValueOrDefault(alias.Variable)
        where !string.IsNullOrEmpty(value)
        select new GivenSetting(alias.Key, new LooseText(value), $"environment {alias.Variable}");

    private static IEnumerable<GivenSetting> Prefixed(IReadOnlyDictionary<string, string> environment) =>
        from prefix in Prefixes
        from variable in environment
        where variable.Key.StartsWith(prefix, StringComparison.Ordinal) && !IsNoSetting(variable.Key[prefix.Length..])
        orderby variable.Key
        let key = variable.Key[prefix.Length..].ToLowerInvariant().Replace("__", ".", StringComparison.Ordinal)
        select new GivenSetting(key, new LooseText(variable.Value), $"environment {variable.Key}");

    /// <summary>The values of the command line: <c>--section.key value</c> or <c>--section.key=value</c>.</summary>
    public static IEnumerable<GivenSetting> FromArguments(IReadOnlyList<string> arguments)
    {
        var given = new List<GivenSetting>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
                throw new StartRefusedException($"{argument}: not understood; settings are given as --section.key value, commands are listed by --help");
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? argument[2..] : argument[2..equals];
            string value;
            if (equals >= 0)
                value = argument[(equals + 1)..];
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                value = arguments[++i];
            else if (SettingKeys.All.Any(known => known.Path == key))
                throw new StartRefusedException($"{argument}: its value is missing; write {argument} VALUE");
            else
                value = ""; // an unknown key is refused later, with a suggestion
            given.Add(new GivenSetting(key, new LooseText(value), $"command line --{key}"));
        }

        return given;
    }

    // Kubernetes puts a service's address into every container under such names; ROLLCALL_LONG belongs to ./test.
    private static bool IsNoSetting(string name) =>
        name is "LONG" or "PORT" or "SERVICE_HOST" or "SERVICE_PORT"
        || name.StartsWith("SERVICE_PORT_", StringComparison.Ordinal) || name.StartsWith("PORT_", StringComparison.Ordinal);
}
