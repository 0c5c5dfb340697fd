using System.Globalization;
using System.Text;
using Rollcall.Server.Hosting.Configuration;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public class ConfigurationPage
{
    [Fact]
    public void The_configuration_page_lists_every_key_as_the_code_has_it() => ApprovedFile.MustBe("docs/configuration.md", Page());

    [Fact]
    public void Every_key_says_its_reason_and_every_number_its_range() =>
        Assert.All(SettingKeys.All, key =>
        {
            Assert.True(key.Reason.Length > 0, $"{key.Path} has no [Description]");
            Assert.True(key.Range is not null || !IsNumber(key), $"{key.Path} has no [Range]");
        });

    [Fact]
    public void The_example_on_the_page_can_be_loaded_as_it_stands()
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-page-").FullName;
        File.WriteAllText(Path.Combine(folder, "config.toml"), Page().Split("```toml\n")[1].Split("```")[0]);
        var settings = SettingsLoader.Load(folder, null, new Dictionary<string, string>(), []).Settings;
        Directory.Delete(folder, recursive: true);
        Assert.Equal(("/openlifter", true, "/bridge/openlifter.js"), (settings.Sites[0].Path, settings.Sites[0].Spa, settings.Sites[0].Inject[0]));
    }

    private static bool IsNumber(SettingKey key) => key.Property.PropertyType == typeof(int) || key.Property.PropertyType == typeof(long);

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Configuration

            Must match: the records in `src/Server/Hosting/Settings`, `src/Apps/Meets/MeetSettings.cs`, `src/Apps/Accounts/AccountSettings.cs` and `src/Core/Sessions/PasswordRequirements.cs`.
            This page is made from them; a test compares it, and `APPROVE=1 ./test` writes it anew.

            Later wins:

            1. the defaults below
            2. one file: `config.toml`, `config.yaml` or `config.json` in the working folder, or the one named by `--config FILE`; two of them at once are refused
            3. the environment: `ROLLCALL_SECTION__KEY`, such as `ROLLCALL_MEETS__MAX_ENTRIES=2000`; the prefix `OPENLIFTER_` is read as well, `ROLLCALL_` wins over it
            4. the command line: `--section.key value` or `--section.key=value`, such as `--meets.max_entries 2000`

            A key that does not exist, a value of the wrong type or out of its range stops the start with one line that says which, where it came from and
            what would be right (exit code 2). `rollcall config` prints what counts and where each value came from, secrets hidden.

            Lists: in a file a list; elsewhere one text with commas (`ROLLCALL_ORIGINS__ALLOWED=https://a.example,https://b.example`) or one element by its
            number (`ROLLCALL_SITES__0__DIR=build`, `--sites.0.dir build`). Where `NAME` stands, you choose the name: `[rooms.subtypes.poll]` in a file,
            `ROLLCALL_ROOMS__SUBTYPES__POLL__MIN_ROLE=moderator`, `--rooms.subtypes.poll.min_role moderator`. What Kubernetes sets by itself for a service called rollcall (`ROLLCALL_PORT...`,
            `ROLLCALL_SERVICE_...`) is passed over. The unit stands in a key's name: `_s` seconds, `_bytes`, `_days`.

            ```toml
            bind_addr = "127.0.0.1:3000"
            data_dir = "data"
            log_level = "info"

            [password_requirements]
            min_length = 10
            require_uppercase = true
            require_lowercase = true
            require_digit = true
            require_special = true

            [[sites]]
            path = "/openlifter"
            dir = "/srv/openlifter/build"
            spa = true
            inject = ["/bridge/openlifter.js"]
            ```

            The server listens on this machine only unless told otherwise. Before it listens for others, put a reverse proxy with TLS in front and name it in
            `trusted_proxies`. Log lines go to standard error; what a start prints goes to standard output.

            """);
        foreach (var section in SettingKeys.All.GroupBy(key => key.Path.Contains('.', StringComparison.Ordinal) ? key.Path[..key.Path.LastIndexOf('.')] : ""))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {(section.Key.Length == 0 ? "Top level" : $"`{section.Key}`")}\n\n| Key | Default | Unit | Allowed | Reason |\n|---|---|---|---|---|\n");
            foreach (var key in section)
                page.Append(CultureInfo.InvariantCulture, $"| `{key.Path[(key.Path.LastIndexOf('.') + 1)..]}` | `{SettingValues.Show(key.Default)}` | {key.Unit} | {Allowed(key)} | {key.Reason}{(key.Secret ? " (secret)" : "")} |\n");
        }

        return page.ToString();
    }

    private static string Allowed(SettingKey key)
    {
        var type = key.Property.PropertyType;
        return key.Range is { } range ? $"{Number(range.Minimum)}-{Number(range.Maximum)}"
            : type == typeof(bool) ? "true, false"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(SettingKeys.Name))
            : SettingKeys.ElementOf(type) is not null ? "list of texts"
            : "text";
    }

    private static string Number(object border) => Convert.ToInt64(border, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
