using System.Net;
using System.Text.Json;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_version_is_a_single_line()
    {
        var (code, output, _) = await Run("--version");
        Assert.Equal((0, ProductVersion.Text + "\n"), (code, output));
    }

    [Theory]
    [InlineData("--help", "verify")]
    [InlineData("serve --help", "--config")]
    [InlineData("config --help", "--json")]
    [InlineData("verify --help", "--json")]
    [InlineData("user hash --help", "password")]
    public async Task Every_verb_explains_itself(string arguments, string mentions)
    {
        var (code, output, errors) = await Run(arguments);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(mentions, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("surve", "rollcall: surve: not understood")]
    [InlineData("--meets.max_entires 5", "rollcall: meets.max_entires (command line --meets.max_entires) is not a key; did you mean meets.max_entries?")]
    [InlineData("config --meets.max_entries 0", "rollcall: meets.max_entries = \"0\" (command line --meets.max_entries): must be")]
    [InlineData("--data_dir /dev/null/data", "rollcall: data_dir = \"/dev/null/data\": ")]
    [InlineData("--sites.0.dir nowhere", "rollcall: sites.0.dir = \"nowhere\": there is no such folder")]
    [InlineData("--config none.toml", "rollcall: --config none.toml: there is no such file")]
    public async Task What_cannot_be_ends_with_2_and_one_clear_line(string arguments, string line)
    {
        var (code, output, errors) = await Run(arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(line, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_that_needs_another_word_ends_with_2() => Assert.Equal(2, (await Run("user")).Code);

    [Fact]
    public async Task The_configuration_is_printed_with_origins_and_without_secrets()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "config.toml"), "[meets]\ncreate_key = \"chalk\"\nmax_entries = 7\n");
        var (code, json, _) = await Run("config --json --log_level debug");
        Assert.Equal(0, code);
        Assert.DoesNotContain("chalk", json, StringComparison.Ordinal);
        var values = JsonDocument.Parse(json).RootElement.EnumerateArray().ToDictionary(v => v.GetProperty("key").GetString()!);
        Assert.Equal(
            ("(hidden)", "config.toml line 2", 7, "debug", "command line --log_level", "default"),
            (values["meets.create_key"].GetProperty("value").GetString(), values["meets.create_key"].GetProperty("origin").GetString(), values["meets.max_entries"].GetProperty("value").GetInt32(),
                values["log_level"].GetProperty("value").GetString(), values["log_level"].GetProperty("origin").GetString(), values["data_dir"].GetProperty("origin").GetString()));

        var (_, lines, _) = await Run("config");
        Assert.Contains("meets.create_key = \"(hidden)\"  # config.toml line 2\n", lines, StringComparison.Ordinal);
        Assert.Contains("meets.max_entries = 7  # config.toml line 3\n", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_from_a_pipe_becomes_a_hash_that_knows_it()
    {
        var (code, output, _) = await RollcallProcess.RunAsync(_folder, "user hash", "Chalk-and-Ammonia-7\n");
        Assert.Equal(0, code);
        Assert.True(PasswordHash.TryParse(output.Trim(), out var hash));
        Assert.True(hash.Matches("Chalk-and-Ammonia-7"));
        Assert.Equal(2, (await RollcallProcess.RunAsync(_folder, "user hash", "")).Code);
    }

    [Fact]
    public async Task A_server_prints_where_it_is_logs_JSON_beside_it_and_ends_with_0_when_asked()
    {
        using var server = RollcallProcess.Serve(_folder);
        using var http = new HttpClient { BaseAddress = await server.AddressAsync() };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
        server.Terminate();
        Assert.Equal(0, await server.EndAsync());
        Assert.Contains("  operator name operator, password ", server.Output, StringComparison.Ordinal);
        var events = server.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString());
        Assert.Equal(["Started", "Stopping", "Stopped"], events);

        using var again = RollcallProcess.Serve(_folder);
        await again.AddressAsync();
        again.Terminate();
        Assert.Equal(0, await again.EndAsync());
        Assert.DoesNotContain("password", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_folder_has_one_process_and_a_killed_one_leaves_it_free()
    {
        using var first = RollcallProcess.Serve(_folder);
        await first.AddressAsync();
        var (code, _, errors) = await Run("--bind_addr 127.0.0.1:0 --metrics.bind_addr=");
        Assert.Equal(2, code);
        Assert.StartsWith("rollcall: data_dir = \"data\": ", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        first.KillHard();
        await first.EndAsync();
        using var second = RollcallProcess.Serve(_folder);
        await second.AddressAsync();
    }

    [Fact]
    public async Task Verify_is_content_with_whole_logs_and_ends_with_1_at_damage()
    {
        Assert.Equal(2, (await Run("verify")).Code);
        var meet = Directory.CreateDirectory(Path.Combine(_folder, "data", "current-meets", "482913057")).FullName;
        var (code, output, _) = await Run("verify");
        Assert.Equal((0, "all logs are well\n"), (code, output));
        await File.WriteAllTextAsync(Path.Combine(meet, "updates.log"), "00000000 {\"seq\":1}\n00000000 {\"seq\":2}\n");
        (code, output, _) = await Run("verify --json");
        Assert.Equal(1, code);
        var finding = JsonDocument.Parse(output).RootElement[0];
        Assert.Equal(("damage", "meet:482913057", 1), (finding.GetProperty("weight").GetString(), finding.GetProperty("channel").GetString(), finding.GetProperty("line").GetInt32()));
    }

    private Task<(int Code, string Output, string Errors)> Run(string arguments) => RollcallProcess.RunAsync(_folder, arguments);
}
