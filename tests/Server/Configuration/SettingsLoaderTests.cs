using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Configuration;
using Rollcall.Server.Hosting.Settings;
using Xunit;

namespace Rollcall.Tests.Server.Configuration;

public sealed class SettingsLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> DocumentedExample => new()
    {
        {
            "config.toml",
            """
            bind_addr = "127.0.0.1:3000"
            data_dir = "data"
            log_level = "info"

            [password_requirements]
            min_length = 10
            require_uppercase = true
            require_lowercase = true
            require_digit = true
            require_special = true
            """
        },
        {
            "config.yaml",
            """
            bind_addr: "127.0.0.1:3000"
            data_dir: data
            log_level: info
            password_requirements:
              min_length: 10
              require_uppercase: true
              require_lowercase: true
              require_digit: true
              require_special: true
            """
        },
        {
            "config.json",
            """
            {"bind_addr": "127.0.0.1:3000", "data_dir": "data", "log_level": "info",
             "password_requirements": {"min_length": 10, "require_uppercase": true, "require_lowercase": true, "require_digit": true, "require_special": true}}
            """
        },
    };

    [Theory]
    [MemberData(nameof(DocumentedExample))]
    public void The_documented_example_works_in_every_notation(string file, string text)
    {
        Write(file, text);
        Assert.Equal(Shown(new RollcallSettings()), Shown(Load().Settings));
        Assert.All(Load().Values.Where(v => v.Path.StartsWith("password_requirements.", StringComparison.Ordinal)), v => Assert.StartsWith(file, v.Origin, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DocumentedExample))]
    public void What_a_file_says_counts(string file, string text)
    {
        Write(file, text.Replace("10", "14", StringComparison.Ordinal).Replace(":3000", ":4000", StringComparison.Ordinal).Replace("info", "debug", StringComparison.Ordinal)
            .Replace("require_special = true", "require_special = false", StringComparison.Ordinal).Replace("require_special: true", "require_special: false", StringComparison.Ordinal)
            .Replace("\"require_special\": true", "\"require_special\": false", StringComparison.Ordinal));
        AssertExampleChanged(Load().Settings);
    }

    [Theory]
    [InlineData("ROLLCALL_")]
    [InlineData("OPENLIFTER_")]
    public void The_example_works_from_the_environment(string prefix) =>
        AssertExampleChanged(Load(environment: new()
        {
            [prefix + "BIND_ADDR"] = "127.0.0.1:4000",
            [prefix + "LOG_LEVEL"] = "debug",
            [prefix + "PASSWORD_REQUIREMENTS__MIN_LENGTH"] = "14",
            [prefix + "PASSWORD_REQUIREMENTS__REQUIRE_SPECIAL"] = "false",
            ["PATH"] = "/bin",
        }).Settings);

    [Theory]
    [InlineData(
        "--bind_addr", "127.0.0.1:4000", "--log_level", "debug", "--password_requirements.min_length", "14", "--password_requirements.require_special", "false")]
    [InlineData("--bind_addr=127.0.0.1:4000", "--log_level=debug", "--password_requirements.min_length=14", "--password_requirements.require_special=false")]
    public void The_example_works_from_the_command_line(params string[] arguments) => AssertExampleChanged(Load(arguments: arguments).Settings);

    [Fact]
    public void Later_sources_win_and_every_value_says_where_it_came_from()
    {
        Write("config.toml", "[meets]\nmax_entries = 1\nmax_locations = 1\nmax_sessions = 1\nmax_members = 1");
        var loaded = Load(
            new() { ["OPENLIFTER_MEETS__MAX_LOCATIONS"] = "2", ["OPENLIFTER_MEETS__MAX_SESSIONS"] = "2", ["ROLLCALL_MEETS__MAX_SESSIONS"] = "3", ["ROLLCALL_MEETS__MAX_MEMBERS"] = "3" },
            "--meets.max_members", "4");
        var meets = loaded.Settings.Meets;
        Assert.Equal((1, 2, 3, 4, 5_000), (meets.MaxEntries, meets.MaxLocations, meets.MaxSessions, meets.MaxMembers, meets.MaxViewers));
        Assert.Equal(
            ["config.toml line 2", "environment OPENLIFTER_MEETS__MAX_LOCATIONS", "environment ROLLCALL_MEETS__MAX_SESSIONS", "command line --meets.max_members", "default"],
            "entries locations sessions members viewers".Split(' ').Select(key => loaded.Values.Single(v => v.Path == $"meets.max_{key}").Origin));
    }

    [Fact]
    public void Sites_can_be_given_by_file_environment_and_command_line_together()
    {
        Write("config.toml", "[[sites]]\npath = \"/a\"\ndir = \"one\"\nspa = true\ninject = [\"/x.js\", \"/y.js\"]\n[[sites]]\npath = \"/b\"\ndir = \"two\"");
        var sites = Load(new() { ["ROLLCALL_SITES__1__DIR"] = "three" }, "--sites.0.inject", "/z.js", "--sites.2.dir", "four", "--sites.2.path=/c").Settings.Sites;
        Assert.Equal([("/a", "one", true, "/z.js"), ("/b", "three", false, ""), ("/c", "four", false, "")], sites.Select(s => (s.Path, s.Dir, s.Spa, string.Join(' ', s.Inject))));
    }

    [Fact]
    public void Lists_are_replaced_whole_by_a_text_with_commas_and_one_by_one_by_numbers()
    {
        Write("config.yaml", "origins:\n  allowed: [https://a.example, https://b.example]\ntrusted_proxies: [10.0.0.1]");
        var settings = Load(new() { ["ROLLCALL_ORIGINS__ALLOWED__1"] = "https://c.example", ["ROLLCALL_TRUSTED_PROXIES"] = "127.0.0.1, 10.0.0.0/8" }).Settings;
        Assert.Equal(["https://a.example", "https://c.example"], settings.Origins.Allowed);
        Assert.Equal(["127.0.0.1", "10.0.0.0/8"], settings.TrustedProxies);
        Assert.Empty(Load(new() { ["ROLLCALL_ORIGINS__ALLOWED"] = "" }).Settings.Origins.Allowed);
    }

    [Theory]
    [InlineData("--meets.max_entires=5", "meets.max_entires (command line --meets.max_entires) is not a key; did you mean meets.max_entries?")]
    [InlineData("--max_entries=5", "max_entries (command line --max_entries) is not a key; did you mean meets.max_entries?")]
    [InlineData("--bind_adr=x", "bind_adr (command line --bind_adr) is not a key; did you mean bind_addr?")]
    [InlineData("--sites.x.dir=y", "sites.x.dir (command line --sites.x.dir) is not a key; did you mean sites.N.dir?")]
    [InlineData("--bind_addr.port=1", "bind_addr.port (command line --bind_addr.port) is not a key; bind_addr takes a single value")]
    [InlineData("--meets=1", "meets = \"1\" (command line --meets): is a section; give its keys, such as meets.max_message_bytes")]
    [InlineData("--sites=a", "sites (command line --sites): is a list of sections; give sites.0.path")]
    [InlineData("--meets.max_entries=0", "meets.max_entries = \"0\" (command line --meets.max_entries): must be a whole number from 1 to 100000; the default is 5000")]
    [InlineData("--meets.handshake_s=soon", "meets.handshake_s = \"soon\" (command line --meets.handshake_s): must be a whole number from 1 to 3600 seconds; the default is 30")]
    [InlineData("--password_requirements.require_digit=maybe", "password_requirements.require_digit = \"maybe\" (command line --password_requirements.require_digit): takes true or false")]
    [InlineData("--log_level=loud", "log_level = \"loud\" (command line --log_level): takes one of trace, debug, info, warning, error, critical")]
    [InlineData("--store.kind=postgres", "store.kind = \"postgres\" (command line --store.kind): this version keeps its data in files only; leave the key out or set \"files\"")]
    [InlineData("--bind_addr=3000", "bind_addr = \"3000\" (command line --bind_addr): takes an address and a port, such as \"127.0.0.1:3000\" or \"[::1]:3000\"")]
    [InlineData("--origins.allowed=https://a.example/", "origins.allowed = [\"https://a.example/\"] (command line --origins.allowed): \"https://a.example/\" is not an exact origin; write scheme and host, such as \"https://lifts.example.org\", without path or slash")]
    [InlineData("--trusted_proxies=proxy", "trusted_proxies = [\"proxy\"] (command line --trusted_proxies): \"proxy\" is not an address or network such as \"10.0.0.0/8\"")]
    [InlineData("--metrics.bind_addr=127.0.0.1:3000", "metrics.bind_addr = \"127.0.0.1:3000\" (command line --metrics.bind_addr): is the same as bind_addr; choose another port, or \"\" for none")]
    [InlineData("--meets.silence_s=30", "meets.silence_s = 30 (command line --meets.silence_s): must be above meets.heartbeat_s, which is 30")]
    [InlineData("--meets.create_key", "--meets.create_key: its value is missing; write --meets.create_key VALUE")]
    [InlineData("hlep", "hlep: not understood; settings are given as --section.key value, commands are listed by --help")]
    public void A_bad_setting_is_one_line_that_names_key_value_origin_and_mend(string argument, string line) =>
        Assert.Equal([line], Refused(() => Load(arguments: argument)));

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        Write("config.toml", "bind_address = 1\n[meets]\nmax_entries = \"many\"\nmax_members = 1.5\n[meet]\nmax_locations = 2\n");
        Assert.Equal(
            [
                "meets.max_entries = \"many\" (config.toml line 3): must be a whole number from 1 to 100000; the default is 5000",
                "meets.max_members = 1.5 (config.toml line 4): must be a whole number from 1 to 100000; the default is 500",
                "bind_address (config.toml line 1) is not a key; did you mean bind_addr?",
                "meet.max_locations (config.toml line 6) is not a key; did you mean meets.max_locations?",
            ],
            Refused(() => Load()));
    }

    [Fact]
    public void A_secret_with_a_bad_value_is_not_shown()
    {
        Write("config.json", """{"admin": {"password_hash": 4711}}""");
        Assert.Equal(["admin.password_hash = (hidden) (config.json): takes text, which stands in quotes"], Refused(() => Load()));
    }

    [Fact]
    public void Two_files_in_the_folder_are_refused_by_name_unless_one_is_chosen()
    {
        Write("config.toml", "[meets]\nmax_entries = 1");
        Write("config.json", """{"meets": {"max_entries": 2}}""");
        Assert.Equal([$"config.toml and config.json are both in {_folder}; keep one, or choose with --config FILE"], Refused(() => Load()));
        Assert.Equal(2, SettingsLoader.Load(_folder, "config.json", new Dictionary<string, string>(), []).Settings.Meets.MaxEntries);
        Assert.Equal(
            ["--config other.toml: there is no such file; name one that is there or leave it out"],
            Refused(() => SettingsLoader.Load(_folder, "other.toml", new Dictionary<string, string>(), [])));
    }

    [Theory]
    [InlineData("config.toml", "a = \n", "config.toml line 1: ")]
    [InlineData("config.yaml", "a: [1\nb: 2", "config.yaml: ")]
    [InlineData("config.yaml", "a: 1\na: 2", "config.yaml line 2: ")]
    [InlineData("config.yaml", "a: 'open", "config.yaml line ")]
    [InlineData("config.yaml", "just text", "config.yaml line 1: keys and values expected at the top")]
    [InlineData("config.json", "{\n\"a\": }", "config.json line 2: ")]
    [InlineData("config.json", """{"data_dir": "a", "data_dir": "b"}""", "config.json")]
    public void A_file_that_cannot_be_read_is_refused_with_its_line(string file, string text, string beginning)
    {
        Write(file, text);
        Assert.StartsWith(beginning, Assert.Single(Refused(() => Load())), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_that_a_cluster_sets_by_itself_are_no_settings() =>
        Load(new()
        {
            ["ROLLCALL_PORT"] = "tcp://10.0.0.1:3000",
            ["ROLLCALL_PORT_3000_TCP_ADDR"] = "10.0.0.1",
            ["ROLLCALL_SERVICE_HOST"] = "10.0.0.1",
            ["ROLLCALL_SERVICE_PORT_HTTP"] = "3000",
        });

    [Fact]
    public void Left_open_values_of_yaml_and_json_keep_their_defaults()
    {
        Write("config.yaml", "meets:\n  create_key:\n  max_entries: ~\n");
        Assert.Equal((null, 5_000), (Load().Settings.Meets.CreateKey, Load().Settings.Meets.MaxEntries));
    }

    private static void AssertExampleChanged(RollcallSettings settings)
    {
        Assert.Equal(("127.0.0.1:4000", LogThreshold.Debug), (settings.BindAddr, settings.LogLevel));
        Assert.Equal(new() { MinLength = 14, RequireSpecial = false }, settings.PasswordRequirements);
    }

    private static string Shown(RollcallSettings settings) => System.Text.Json.JsonSerializer.Serialize(settings);

    private static IReadOnlyList<string> Refused(Func<LoadedSettings> load) => Assert.Throws<StartRefusedException>(load).Lines;

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private LoadedSettings Load(Dictionary<string, string>? environment = null, params string[] arguments) =>
        SettingsLoader.Load(_folder, null, environment ?? [], arguments);
}
