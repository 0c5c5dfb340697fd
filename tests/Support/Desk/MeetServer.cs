using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Tests.Support;

/// <summary>A whole server for tests of meets, in this process, on a free port, its data in a folder of its own in memory where there is one. It can be stopped, robbed of
/// data, and started again. Used by one test at a time.</summary>
internal sealed class MeetServer : IAsyncDisposable
{
    private const string Memory = "/dev/shm";

    private readonly string folder;
    private readonly RollcallSettings settings;
    private readonly TimeProvider time;
    private readonly StringWriter log = new();
    private readonly TextWriter synchronizedLog;
    private RollcallServer? running;
    private Uri address = new("http://127.0.0.1:1/");

    private MeetServer(RollcallSettings settings, TimeProvider time, string? dataFolder)
    {
        folder = dataFolder ?? Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"rollcall-test-{Guid.NewGuid():N}");
        var limits = settings.Limits with { ConnectionsPerSecond = 100_000, ConnectionBurst = 100_000 };
        (this.settings, this.time) = (settings with { DataDir = folder, BindAddr = "127.0.0.1:0", Metrics = new() { BindAddr = "" }, Limits = limits }, time);
        synchronizedLog = TextWriter.Synchronized(log);
    }

    /// <summary>What a password costs: next to nothing, unless a test is about just that.</summary>
    public ScryptCost PasswordCost { get; init; } = new(4, 1, 1);

    /// <summary>Where it answers, or answered last.</summary>
    public Uri Address => address;

    /// <summary>Everything it logged so far, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (synchronizedLog)
                return log.ToString();
        }
    }

    public string DataFolder => folder;

    public string MeetsFolder => Path.Combine(folder, "current-meets");

    public static Task<MeetServer> StartAsync(Func<MeetSettings, MeetSettings>? meets = null, TimeProvider? time = null) =>
        StartAsync(new RollcallSettings { Meets = (meets ?? (same => same))(Roomy) }, time);

    public static async Task<MeetServer> StartAsync(RollcallSettings settings, TimeProvider? time = null, ScryptCost? passwordCost = null, string? dataFolder = null)
    {
        var server = new MeetServer(settings, time ?? TimeProvider.System, dataFolder) { PasswordCost = passwordCost ?? new(4, 1, 1) };
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The defaults, but for limits that a test run's one address would soon meet.</summary>
    public static MeetSettings Roomy { get; } = new() { CreatesPerHour = 100_000, MessagesPerSecond = 10_000, MessageBurst = 100_000, RecoveryWindowS = 0, MaxCurrentMeets = 100_000, MaxConnectionsPerAddress = 10_000 };

    public async Task StartAgainAsync()
    {
        var plan = new ServerPlan(settings)
        {
            OperatorHasAccount = false,
            Time = time, LogWriter = synchronizedLog, LogIsTerminal = false,
            PasswordWork = new PasswordGateOptions { Cost = PasswordCost },
        };
        running = await RollcallServer.StartAsync(plan, CancellationToken.None);
        address = running.BaseAddress;
    }

    /// <summary>Stops it in good order.</summary>
    public async Task StopAsync()
    {
        if (running is null)
            return;
        await running.StopAsync(TimeSpan.FromSeconds(10));
        running = null;
    }

    /// <summary>Stops it, does something to its data, and starts it again.</summary>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await StopAsync();
        meanwhile?.Invoke();
        await StartAgainAsync();
    }

    /// <summary>The folder of a current meet; the id in any writing.</summary>
    public string FolderOf(string meetId) => Path.Combine(MeetsFolder, Digits(meetId));

    public string FinishedFolderOf(string meetId) => Path.Combine(folder, "finished-meets", Digits(meetId));

    /// <summary>Loses a meet's log, but not what is beside it. The server must be stopped.</summary>
    public void LoseLog(string meetId)
    {
        foreach (var file in Directory.GetFiles(FolderOf(meetId)).Where(file => Path.GetFileName(file) != "auth.json"))
            File.Delete(file);
    }

    /// <summary>Loses all of a meet. The server must be stopped.</summary>
    public void LoseMeet(string meetId) => Directory.Delete(FolderOf(meetId), recursive: true);

    /// <summary>What its log says of a meet, line by line, each found good.</summary>
    public IReadOnlyList<JsonObject> LogOf(string meetId) => MeetLogFile.Read(FolderOf(meetId));

    /// <summary>How many connections with a session or a view token are in a meet, after the last round.</summary>
    public async Task UntilGoneAsync(string meetId, int left)
    {
        // The end of a line reaches a meet by itself; nothing tells of it but the meet.
        for (var patience = 0; patience < 2_000; patience++)
        {
            if (running!.Parts.StatusSections.Single(one => one.Name == "meets").Tell() is { } status && Members(status) == left)
                return;
            await Task.Delay(10);
        }

        throw new TimeoutException($"{meetId} never had {left} members");

        static int Members(object status) => (int)status.GetType().GetProperty("Members")!.GetValue(status)!;
    }

    public async Task<string> GetAsync(string path, string? token = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(request);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
        await synchronizedLog.DisposeAsync();
    }

    private static string Digits(string meetId) => string.Concat(meetId.Where(char.IsAsciiDigit));
}
