using System.Text.Json;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public sealed class AccountVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_verb_does_the_same_whether_the_server_runs_or_not(bool running)
    {
        using var server = running ? RollcallProcess.Serve(folder.Path) : null;
        if (server is not null)
            await server.AddressAsync();

        Assert.Equal((0, "ada is added as admin.\n", ""), await RunAsync("user add ada --role admin --password-stdin", "password of ada\n"));
        Assert.Equal((1, "", "rollcall: Somebody has the handle 'ADA' already.\n"), await RunAsync("user add ADA --password-stdin", "password of ada\n"));
        Assert.Equal((1, "", "rollcall: A password needs at least 8 characters.\n"), await RunAsync("user add bob --password-stdin", "short\n"));
        Assert.Equal(0, (await RunAsync("user add bob --password-stdin", "password of bob\n")).Code);

        var added = await RunAsync("token add bob --label nightly");
        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", added.Output);
        var token = added.Output.Trim();
        Assert.DoesNotContain(token, added.Errors, StringComparison.Ordinal);
        var tokens = await RunAsync("token list bob");
        Assert.Matches("(?m)^1 +nightly +2", tokens.Output);
        Assert.DoesNotContain(token, tokens.Output, StringComparison.Ordinal);

        var users = JsonDocument.Parse((await RunAsync("user list --json")).Output).RootElement;
        // The server's first start has made the operator.
        string[] made = running ? ["operator admin 0"] : [];
        Assert.Equal([.. made, "ada admin 0", "bob member 1"], users.EnumerateArray().Select(user => $"{user.GetProperty("user_handle")} {user.GetProperty("role")} {user.GetProperty("sessions")}"));

        Assert.Equal(0, (await RunAsync("user role bob admin")).Code);
        Assert.Equal(0, (await RunAsync("user passwd bob --password-stdin", "another password\n")).Code);
        Assert.Equal("[]\n", (await RunAsync("token list bob --json")).Output);
        Assert.Equal(0, (await RunAsync("token add bob --label again")).Code);
        Assert.Equal((1, "", "rollcall: There is no application token 1.\n"), await RunAsync("token revoke 1"));
        Assert.Equal((0, "Token 2 is revoked.\n", ""), await RunAsync("token revoke 2"));
        Assert.Equal(0, (await RunAsync("user logout bob")).Code);
        Assert.Equal(2, (await RunAsync("user remove bob")).Code);
        Assert.Equal(0, (await RunAsync("user remove bob --yes")).Code);
        Assert.Equal((1, "", "rollcall: There is no account 'bob'.\n"), await RunAsync("user logout bob"));
        Assert.Equal((0, made.Length + 1), ((await RunAsync("verify")).Code, JsonDocument.Parse((await RunAsync("user list --json")).Output).RootElement.GetArrayLength()));
    }

    [Theory]
    [InlineData("user add")]
    [InlineData("user add ada --role king --password-stdin")]
    [InlineData("user add ada")]
    [InlineData("user role ada king")]
    [InlineData("token add ada")]
    [InlineData("token revoke x")]
    [InlineData("user list --no.such.key 1")]
    public async Task Bad_usage_is_code_2(string arguments) => Assert.Equal(2, (await RunAsync(arguments, "password of ada\n")).Code);

    [Fact]
    public async Task What_is_no_id_of_a_token_is_told_in_words()
    {
        var (code, _, errors) = await RunAsync("token revoke nightly");
        Assert.Equal(2, code);
        Assert.StartsWith("'nightly' is no id of a token: a number, as 'rollcall token list' shows it.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_control_socket_can_be_opened_by_its_own_user_only_and_is_gone_after_a_stop()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var server = RollcallProcess.Serve(folder.Path);
        await server.AddressAsync();
        var socket = folder.File("data", "control.sock");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("data", "accounts")));
        server.Terminate();
        Assert.Equal(0, await server.EndAsync());
        Assert.False(File.Exists(socket));
    }

    // devices P5
    [Fact]
    public async Task A_session_and_a_password_survive_kill_9_and_what_was_closed_stays_closed()
    {
        string kept, closed;
        using (var server = RollcallProcess.Serve(folder.Path))
        {
            var address = await server.AddressAsync();
            using var http = new HttpClient { BaseAddress = address };
            await RunAsync("user add ada --password-stdin", "password of ada\n");
            (kept, closed) = (await TokenAsync(http, "uuid-0001"), await TokenAsync(http, "uuid-0002"));
            Assert.Equal(200, (await HttpSaid.AskAsync(http, "POST", "/v1/auth/logout", token: closed)).Status);
            server.KillHard();
            await server.EndAsync();
        }

        Assert.True(File.Exists(folder.File("data", "control.sock")));
        using var again = RollcallProcess.Serve(folder.Path);
        using var later = new HttpClient { BaseAddress = await again.AddressAsync() };
        Assert.Equal("200", (await HttpSaid.AskAsync(later, "GET", "/v1/auth/session", token: kept)).Word);
        Assert.Equal("401 invalid_token", (await HttpSaid.AskAsync(later, "GET", "/v1/auth/session", token: closed)).Word);
        await TokenAsync(later, "uuid-0001");
        // The socket a killed server left is replaced.
        Assert.Equal(0, (await RunAsync("user logout ada")).Code);
        Assert.Equal("401 invalid_token", (await HttpSaid.AskAsync(later, "GET", "/v1/auth/session", token: kept)).Word);
    }

    private static async Task<string> TokenAsync(HttpClient http, string uuid)
    {
        var said = await HttpSaid.AskAsync(http, "POST", "/v1/auth/login", new { user_handle = "ada", password = "password of ada", device_uuid = uuid, device_type = "web" });
        Assert.Equal(201, said.Status);
        return said.Body.GetProperty("token").GetString()!;
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string arguments, string? input = null) => RollcallProcess.RunAsync(folder.Path, arguments, input);
}
