using System.Text.Json;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Identity;

namespace Rollcall.Tests.Support.Accounts;

/// <summary>A server with accounts, cheap passwords and a clock that can be moved; it believes X-Forwarded-For, so that clients can come from anywhere.</summary>
internal sealed class AccountServer : IAsyncDisposable
{
    private readonly TestServer server;

    private AccountServer(TestServer server, TestClock? clock) => (this.server, Clock) = (server, clock);

    public TestServer Server => server;

    public TestClock? Clock { get; }

    public ServerParts Parts => server.Running.Parts;

    public Identities Identities => Parts.Identities!;

    public AccountBook Book => Identities.Book;

    public AccountsHouse House => Identities.House;

    /// <param name="accounts">What is set in the section accounts.</param>
    /// <param name="standing">Whether the clock stands still.</param>
    /// <param name="withOperator">Whether the operator has an account, as after a first start.</param>
    /// <param name="folder">The data folder, where it is to outlive the server.</param>
    public static async Task<AccountServer> StartAsync(Func<AccountSettings, AccountSettings>? accounts = null, bool standing = false, string? folder = null, ScryptCost? cost = null,
        Func<RollcallSettings, RollcallSettings>? settings = null, TestClock? clock = null, bool withOperator = false)
    {
        clock ??= standing ? new TestClock() : null;
        var running = await TestServer.StartAsync(
            given =>
            {
                var with = given with { Accounts = (accounts ?? (one => one))(new()), TrustedProxies = ["127.0.0.1"] };
                with = folder is null ? with : with with { DataDir = folder };
                return (settings ?? (one => one))(with);
            },
            plan: plan => plan with { PasswordWork = plan.PasswordWork with { Cost = cost ?? new(4, 8, 1) }, Time = clock ?? plan.Time, OperatorHasAccount = withOperator });
        return new(running, clock);
    }

    /// <summary>What the operator orders on the command line.</summary>
    public async Task<AccountReport> OrderAsync(AccountOrder order) => (AccountReport)await Parts.Control["accounts"](JsonSerializer.SerializeToElement(order));

    /// <summary>Adds an account; its password is <c>password of</c> and the handle.</summary>
    public async Task AddAsync(string handle, string role = "member")
    {
        if ((await OrderAsync(new("user add", handle, role, PasswordOf(handle)))).Refusal is { } refusal)
            throw new InvalidOperationException(refusal);
    }

    public static string PasswordOf(string handle) => $"password of {handle}";

    /// <summary>Asks over HTTP.</summary>
    public Task<HttpSaid> AskAsync(string method, string path, object? body = null, string? token = null, string? cookie = null, string from = "198.51.100.1",
        params (string Name, string Value)[] headers) =>
        HttpSaid.AskAsync(server.Http, method, path, body, token, cookie, from, headers);

    /// <summary>Logs in, and answers what was said.</summary>
    public Task<HttpSaid> LogInAsync(string handle, string uuid = "uuid-0001", string? password = null, string from = "198.51.100.1", string? name = null) =>
        AskAsync("POST", "/v1/auth/login", new { user_handle = handle, password = password ?? PasswordOf(handle), device_uuid = uuid, device_type = "web", device_name = name }, from: from);

    /// <summary>Logs in, and answers the token.</summary>
    public async Task<string> TokenAsync(string handle, string uuid = "uuid-0001", string from = "198.51.100.1")
    {
        var said = await LogInAsync(handle, uuid, from: from);
        return said.Status == 201 ? said.Body.GetProperty("token").GetString()! : throw new InvalidOperationException($"{said.Status} {said.Text}");
    }

    /// <summary>Waits until the book is so; it is looked at after every event.</summary>
    public async Task UntilAsync(Func<AccountBook, bool> isSo)
    {
        var so = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        House.Happened += Look;
        Look(null);
        await so.Task.WaitAsync(TimeSpan.FromSeconds(20));
        House.Happened -= Look;

        void Look(AccountEvent? happened)
        {
            if (isSo(Book))
                so.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
