using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Apps.Queue;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A whole server for tests of queues, in this process, on a free port, its data in a folder of its own. It can be stopped and started again.
/// Two operators: anna of all queues, bert of <c>cw</c> only. Used by one test at a time.</summary>
internal sealed class QueueServer : IAsyncDisposable
{
    public const string Password = "correct horse";
    private const string Memory = "/dev/shm";

    private readonly string folder;
    private readonly RollcallSettings settings;
    private readonly TimeProvider time;
    private readonly StringWriter log = new();
    private readonly TextWriter synchronizedLog;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private RollcallServer? running;

    private QueueServer(RollcallSettings settings, TimeProvider time, string? dataFolder)
    {
        folder = dataFolder ?? Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"rollcall-queue-{Guid.NewGuid():N}");
        var roomy = settings.Limits with { ConnectionsPerSecond = 100_000, ConnectionBurst = 100_000 };
        (this.settings, this.time) = (settings with { DataDir = folder, BindAddr = "127.0.0.1:0", Metrics = new() { BindAddr = "" }, Limits = roomy }, time);
        synchronizedLog = TextWriter.Synchronized(log);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1:1/");

    public RollcallServer Running => running!;

    public string DataFolder => folder;

    /// <summary>Everything it logged so far.</summary>
    public string Log
    {
        get
        {
            lock (synchronizedLog)
                return log.ToString();
        }
    }

    public static QueueSettings Usual { get; } = new()
    {
        Title = "20 m SSB",
        Queues = [new() { Name = "main" }, new() { Name = "cw", Title = "CW" }],
        Operators = [new() { Name = "anna", Password = Password, Callsign = "EI0ABC" }, new() { Name = "bert", Password = Password, Queues = ["cw"] }],
    };

    public static AuthenticationHeaderValue Anna { get; } = Basic("anna", Password);

    public static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public static Task<QueueServer> StartAsync(Func<QueueSettings, QueueSettings>? queue = null, TimeProvider? time = null) =>
        StartAsync(new RollcallSettings { Queue = (queue ?? (same => same))(Usual) }, time);

    public static async Task<QueueServer> StartAsync(RollcallSettings settings, TimeProvider? time = null, string? dataFolder = null)
    {
        var server = new QueueServer(settings, time ?? TimeProvider.System, dataFolder);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        running = await RollcallServer.StartAsync(new ServerPlan(settings)
        {
            OperatorHasAccount = false,
            Time = time, LogWriter = synchronizedLog, LogIsTerminal = false, PasswordWork = new PasswordGateOptions { Cost = new(4, 1, 1) },
        }, CancellationToken.None);
        Address = running.BaseAddress;
    }

    public async Task StopAsync()
    {
        if (running is null)
            return;
        await running.StopAsync(TimeSpan.FromSeconds(10));
        running = null;
    }

    /// <summary>Stops it in good order and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Sends one request, with what a test wants to add to it.</summary>
    public async Task<QueueHttpAnswer> SendAsync(string method, string path, object? body = null, AuthenticationHeaderValue? as_ = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));
        if (body is not null)
            request.Content = body as HttpContent ?? new StringContent(body as string ?? ((JsonNode)body).ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Authorization = as_;
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var all = answer.Headers.Concat(answer.Content.Headers).ToDictionary(one => one.Key, one => string.Join(", ", one.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)answer.StatusCode, text, all);
    }

    public Task<QueueHttpAnswer> GetAsync(string path, AuthenticationHeaderValue? as_ = null) => SendAsync("GET", path, as_: as_);

    /// <summary>Does something as anna.</summary>
    public Task<QueueHttpAnswer> AsAnnaAsync(string method, string path, JsonNode? body = null) => SendAsync(method, path, body, Anna);

    /// <summary>Switches a queue on.</summary>
    public Task<QueueHttpAnswer> ActivateAsync(string prefix = "") => AsAnnaAsync("POST", $"{prefix}/api/admin/status", new JsonObject { ["active"] = true });

    public Task<QueueHttpAnswer> RegisterAsync(string callsign, string prefix = "") => SendAsync("POST", $"{prefix}/api/queue/register", new JsonObject { ["callsign"] = callsign });

    /// <summary>A WebSocket that has heard its welcome.</summary>
    public Task<QueueClient> ConnectAsync(string path = "/ws/connect", string headers = "") => QueueClient.ConnectAsync(new Uri(Address, path), headers);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
        await synchronizedLog.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
internal sealed record QueueHttpAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Status, sentence and code of a refusal.</summary>
    public (int Status, string Detail, string Code) Error => (Status, (string)Json["detail"]!, (string)Json["code"]!);
}
