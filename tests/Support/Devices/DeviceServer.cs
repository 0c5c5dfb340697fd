using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Core.Sessions;
using Rollcall.Server.Doors.Devices;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Identity;
using Xunit;

namespace Rollcall.Tests.Support.Devices;

/// <summary>Somebody logged in on a device.</summary>
internal sealed record LoggedIn(string Token, long UserId, long DeviceId);

/// <summary>A whole server for tests of devices, in this process, its data in a folder of its own; everybody may register and passwords cost nothing. It can be
/// stopped and started again. Used by one test at a time.</summary>
internal sealed class DeviceServer : IAsyncDisposable
{
    private const string Memory = "/dev/shm";
    private const string Password = "Chalk-and-Ammonia-7";

    private readonly string folder = Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"rollcall-test-{Guid.NewGuid():N}");
    private readonly Func<ServerPlan, ServerPlan> plan;
    private readonly RollcallSettings settings;
    private readonly StringWriter log = new();

    private DeviceServer(Func<RollcallSettings, RollcallSettings> settings, Func<ServerPlan, ServerPlan> plan)
    {
        this.plan = plan;
        this.settings = settings(new RollcallSettings
        {
            DataDir = folder, BindAddr = "127.0.0.1:0", Metrics = new() { BindAddr = "" },
            Limits = new() { ConnectionsPerSecond = 100_000, ConnectionBurst = 100_000 },
            Accounts = new() { OpenRegistration = true, RegistrationsPerHour = 100_000, LogInsPerMinute = 100_000 },
            Devices = new() { AppendBurst = 100_000, AppendsPerSecond = 10_000, MaxConnectionsPerAddress = 100_000 },
        });
    }

    public RollcallServer Running { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public DeviceHouse House => Running.Parts.Owned.OfType<DeviceHouse>().Single();

    public Uri Address => Running.BaseAddress;

    /// <summary>Everything it logged so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    public static async Task<DeviceServer> StartAsync(Func<RollcallSettings, RollcallSettings>? settings = null, Func<ServerPlan, ServerPlan>? plan = null)
    {
        var server = new DeviceServer(settings ?? (same => same), plan ?? (same => same));
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        var made = new ServerPlan(settings) { LogWriter = TextWriter.Synchronized(log), LogIsTerminal = false, OperatorHasAccount = false, PasswordWork = new() { Cost = new ScryptCost(4, 1, 1) } };
        Running = await RollcallServer.StartAsync(plan(made), CancellationToken.None);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await Running.StopAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>Registers a user on a first device.</summary>
    public Task<LoggedIn> RegisterAsync(string handle, string device = "device-0") => EnterAsync("register", handle, device);

    /// <summary>Logs a user in on a device.</summary>
    public Task<LoggedIn> LogInAsync(string handle, string device) => EnterAsync("login", handle, device);

    /// <summary>What the operator orders on the command line.</summary>
    public async Task<AccountReport> OrderAsync(AccountOrder order) => (AccountReport)await Running.Parts.Control["accounts"](JsonSerializer.SerializeToElement(order));

    /// <summary>Asks over HTTP as somebody; answers status and body.</summary>
    public async Task<(int Status, JsonObject Body)> AskAsync(LoggedIn? who, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (who is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who.Token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public Task<(int Status, JsonObject Body)> GetAsync(LoggedIn who, string path) => AskAsync(who, HttpMethod.Get, path);

    /// <summary>Appends, and answers what came.</summary>
    public Task<(int Status, JsonObject Body)> AppendAsync(LoggedIn who, string type = "note", string payload = "{}", string? id = null) =>
        AskAsync(who, HttpMethod.Post, "/v1/sync/events", $$"""{"type":"{{type}}","payload":{{payload}}{{(id is null ? "" : $",\"client_event_id\":\"{id}\"")}}}""");

    /// <summary>Appends, and answers the number.</summary>
    public async Task<long> AppendedAsync(LoggedIn who, string type = "note", string payload = "{}", string? id = null)
    {
        var (status, body) = await AppendAsync(who, type, payload, id);
        Assert.True(status is (int)HttpStatusCode.Created or (int)HttpStatusCode.OK, $"{status} {body.ToJsonString()}");
        return (long)body["event"]!["seq"]!;
    }

    /// <summary>The numbers of all events that are kept, page by page.</summary>
    public async Task<List<long>> AllEventsAsync(LoggedIn who)
    {
        var (cursor, held, more) = (0L, new List<long>(), true);
        while (more)
        {
            var (_, page) = await GetAsync(who, $"/v1/sync/events?since={cursor}");
            held.AddRange(page["events"]!.AsArray().Select(one => (long)one!["seq"]!));
            (cursor, more) = ((long)page["current_seq"]!, (bool)page["more"]!);
        }

        return held;
    }

    /// <summary>The devices of a user, and whether each is online.</summary>
    public async Task<List<(long Id, bool Online)>> DevicesAsync(LoggedIn who) =>
        [.. (await GetAsync(who, "/v1/user/devices")).Body["devices"]!.AsArray().Select(one => ((long)one!["id"]!, (bool)one["online"]!))];

    /// <summary>Opens a socket that has heard <c>connected</c>.</summary>
    public async Task<DeviceClient> ConnectAsync(LoggedIn who)
    {
        var client = await DeviceClient.OpenAsync(Address, who.Token);
        Assert.Equal("connected", client.Connected.Type);
        return client;
    }

    /// <summary>Everything that lies in its data folder, as text.</summary>
    public string OnDisk() => string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllText));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<LoggedIn> EnterAsync(string verb, string handle, string device)
    {
        var (status, body) = await AskAsync(null, HttpMethod.Post, $"/v1/auth/{verb}",
            $$"""{"user_handle":"{{handle}}","password":"{{Password}}","device_uuid":"{{device}}","device_type":"web","device_name":"{{device}}"}""");
        Assert.True(status == 201, $"{status} {body.ToJsonString()}");
        return new((string)body["token"]!, (long)body["user_id"]!, (long)body["device_id"]!);
    }
}
