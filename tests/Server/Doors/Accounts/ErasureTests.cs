using System.Text;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Accounts;

public sealed class ErasureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // devices P29
    [Fact]
    public async Task After_a_removal_nothing_of_the_user_is_on_the_disk_everybody_else_is_and_the_id_is_not_given_again()
    {
        string token;
        await using (var server = await AccountServer.StartAsync(folder: folder.Path))
        {
            await server.AddAsync("ada");
            await server.AddAsync("Wilhelmina");
            token = await server.TokenAsync("ada");
            await server.LogInAsync("Wilhelmina", "uuid-of-wilhelmina", name: "Telephone W");
            var traces = new[] { "Wilhelmina", "uuid-of-wilhelmina", "Telephone W", server.Book.Users[2].PasswordHash, server.Book.Sessions[2].TokenHash };
            await server.OrderAsync(new("token add", "Wilhelmina", Label: "label of W"));
            Assert.All(traces, trace => Assert.Contains(trace, OnDisk(), StringComparison.Ordinal));

            Assert.Null((await server.OrderAsync(new("user remove", "wilhelmina"))).Refusal);
            Assert.All([.. traces, "label of W"], trace => Assert.DoesNotContain(trace, OnDisk(), StringComparison.Ordinal));
            Assert.Equal(200, (await server.AskAsync("GET", "/v1/auth/session", token: token)).Status);
        }

        await using var again = await AccountServer.StartAsync(folder: folder.Path);
        Assert.Equal(200, (await again.AskAsync("GET", "/v1/auth/session", token: token)).Status);
        await again.AddAsync("Wilhelmina");
        Assert.Equal(3, again.Book.UserByHandle("Wilhelmina")!.Id);
        Assert.Equal(201, (await again.LogInAsync("Wilhelmina")).Status);
        Assert.True(again.Book.Devices.ContainsKey(3));
    }

    // devices P29
    [Fact]
    public async Task A_log_of_a_user_who_is_no_more_is_erased_at_the_next_start()
    {
        var options = new FileStoreOptions(folder.Path, new Dictionary<string, KindFolders> { ["user"] = new("users", null, "events.log", "secret.json") });
        await using (var server = await AccountServer.StartAsync(folder: folder.Path))
            await server.AddAsync("ada");
        await using (var store = FileStore.Open(options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance))
        {
            foreach (var id in new[] { "1", "2" })
            {
                await using var log = (await store.OpenAsync(ChannelName.Of("user", id), create: true, default))!;
                await log.AppendAsync(new Append(0, [new(1, "e", DateTimeOffset.UnixEpoch, null, "appended", "{}"u8.ToArray())], 0, null), default);
            }
        }

        await using var again = await AccountServer.StartAsync(folder: folder.Path);
        Assert.Equal(["1"], Directory.GetDirectories(Path.Combine(folder.Path, "users")).Select(Path.GetFileName));
    }

    // devices P25
    [Fact]
    public async Task No_token_and_no_password_is_found_in_the_store_the_log_figures_errors_or_another_users_answers()
    {
        using var logs = new TemporaryFolder();
        var logFile = Path.Combine(logs.Path, "rollcall.log");
        string[] secrets = ["password of ada", "Canary-New-1", "Canary-Wrong-2"];
        var heard = new StringBuilder();
        await using (var server = await AccountServer.StartAsync(
            one => one with { LogInsPerMinute = 5 }, folder: folder.Path, settings: one => one with { LogLevel = LogThreshold.Trace, Log = new() { File = logFile } }))
        {
            await server.AddAsync("ada");
            await server.AddAsync("root", "admin");
            var (ada, root) = (await server.TokenAsync("ada"), await server.TokenAsync("root", from: "192.0.2.7"));
            var application = (await server.OrderAsync(new("token add", "ada", Label: "x"))).Token!;
            secrets = [.. secrets, ada, root, application];
            foreach (var said in new[]
            {
                await server.LogInAsync("ada", password: "Canary-Wrong-2"), await server.LogInAsync("Canary-Wrong-2"),
                await server.AskAsync("POST", "/v1/auth/login", "{\"password\":\"Canary-Wrong-2\""), await server.AskAsync("GET", $"/v1/{application}?token={ada}"),
                await server.AskAsync("POST", "/v1/auth/password", new { current_password = "password of ada", new_password = "Canary-New-1" }, ada, from: "192.0.2.8"),
                await server.AskAsync("PATCH", "/v1/user/devices/1", new { device_name = 5, password = "Canary-New-1" }, ada), await server.AskAsync("GET", "/v1/user/devices", token: ada),
                await server.AskAsync("GET", "/v1/auth/session", token: application + "x"), await server.AskAsync("GET", "/v1/admin/users", token: root),
                await server.AskAsync("GET", "/admin/status", token: root), await server.AskAsync("GET", "/metrics"), await server.AskAsync("GET", "/health"),
                await server.LogInAsync("ada"), await server.LogInAsync("ada"), await server.LogInAsync("ada"), await server.LogInAsync("ada"),
            })
                heard.Append(said.Text).AppendJoin('\n', said.Headers.Where(one => one.Key != "Set-Cookie"));
            heard.Append(server.Server.Log);
        }

        foreach (var file in Directory.EnumerateFiles(logs.Path))
            heard.Append(await File.ReadAllTextAsync(file));
        heard.Append(OnDisk());
        Assert.Contains("account_login_throttled", heard.ToString(), StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, heard.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_full_disk_changes_are_503_sessions_are_still_known_and_all_goes_on_when_there_is_room()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("a small file system can only be mounted by root on Linux");
        using var small = await SmallDisk.MountAsync("1m");
        await using var server = await AccountServer.StartAsync(one => one with { LogInsPerMinute = 1_000 }, folder: small.File("data"));
        await server.AddAsync("ada");
        var token = await server.TokenAsync("ada");
        await small.FillAsync();
        // What is left of the log's last page is used up first.
        var said = await RenameAsync(0);
        for (var i = 1; said.Status == 200; i++)
            said = await RenameAsync(i);
        Assert.Equal(("503 storage_unavailable", true), (said.Word, said.Headers.ContainsKey("Retry-After")));
        Assert.Equal("503 storage_unavailable", (await server.LogInAsync("ada", "uuid-0002", name: new string('x', 100))).Word);
        Assert.Equal("200", (await server.AskAsync("GET", "/v1/auth/session", token: token)).Word);
        Assert.Equal("200", (await server.AskAsync("GET", "/v1/user/devices", token: token)).Word);
        small.Empty();
        Assert.Equal("204", (await server.AskAsync("DELETE", "/v1/user/devices/1", token: token)).Word);

        Task<HttpSaid> RenameAsync(int i) => server.AskAsync("PATCH", "/v1/user/devices/1", new { device_name = $"{new string('x', 90)}{i}" }, token);
    }

    private string OnDisk() =>
        string.Concat(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            .Select(File.ReadAllText));
}
