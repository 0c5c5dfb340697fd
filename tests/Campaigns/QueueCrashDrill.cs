using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>A server process on the real disk and one queue that operator and callers keep busy through both doors, listened to on a socket and a stream. Driven by one task;
/// whoever acts is a task of its own, whose answers are gathered under a lock.</summary>
internal sealed class QueueCrashDrill(int seed) : IDisposable
{
    private static readonly string[] Settings =
        ["--queue.admin_username", "anna", "--queue.admin_password", QueueServer.Password, "--queue.max_size", "50", "--queue.replay_events", "100000", "--queue.requests_per_second", "10000", "--queue.request_burst", "100000",
         "--queue.outbox_bytes", "67108864", "--queue.worked_ttl_hours", "8760"];

    private readonly Random chance = new(seed);
    private readonly TemporaryFolder folder = new();
    private readonly Lock gate = new();
    private readonly HttpClient http = new();
    private RollcallProcess? server;
    private Uri address = new("http://127.0.0.1:1/");
    private long acknowledged;

    // By number: everything that anybody was told so far, whatever became of the process that told it.
    private readonly SortedDictionary<long, string> told = [];
    private string epoch = "";
    private int callers;

    public int Kills { get; private set; }

    public int Answered { get; private set; }

    public int Events => told.Count;

    public async Task BeginAsync()
    {
        await StartAsync();
        await PostAsync("/api/admin/status", new() { ["active"] = true });
        await PostAsync("/api/admin/banned-callsigns", new() { ["callsign"] = "M0BAD" });
    }

    /// <summary>Load, a kill in the middle of it, a start, and a look at what came back.</summary>
    public async Task RoundAsync()
    {
        using var socket = await QueueClient.ConnectAsync(new Uri(address, "/ws/connect"));
        using var page = await StreamClient.ListenAsync(new Uri(address, "/api/events/stream"));
        var connected = (await page.HearAsync())!;
        epoch = (string)connected.Json!["epoch"]!;
        var began = (long)connected.Json["seq"]!;
        var (bySocket, byPage) = (new SortedDictionary<long, string>(), new List<StreamBlock>());
        Task[] acting =
            [UntilItBreaksAsync(RegisterAsync), UntilItBreaksAsync(RegisterAsync), UntilItBreaksAsync(OperateAsync), UntilItBreaksAsync(OperateAsync)];
        Task[] listening = [UntilItBreaksAsync(async () => Note(bySocket, await socket.HearEventAsync())), UntilItBreaksAsync(async () => byPage.Add((await page.HearAsync()) ?? throw new IOException("it ended")))];
        await Task.Delay(chance.Next(100, 600));
        server!.KillHard();
        await server.EndAsync();
        Kills++;
        await Task.WhenAll([.. acting, .. listening]);
        foreach (var (seq, text) in bySocket)
            told[seq] = text;
        var verified = await RollcallProcess.RunAsync(folder.Path, "verify");
        Assert.True(verified.Code == 0, $"seed {seed}, kill {Kills}: {verified.Output}{verified.Errors}");
        server.Dispose();
        await StartAsync();
        await CheckAsync(began, byPage);
    }

    public void Dispose()
    {
        server?.Dispose();
        http.Dispose();
        folder.Dispose();
    }

    /// <summary>What came back is at least what was answered, folds from the events that were told, and whoever was there gets what is missing.</summary>
    private async Task CheckAsync(long began, List<StreamBlock> byPage)
    {
        using var back = await QueueClient.ConnectAsync(new Uri(address, "/ws/connect"));
        var head = (long)back.Welcome["data"]!["seq"]!;
        Assert.Equal(epoch, (string?)back.Welcome["data"]!["epoch"]);
        Assert.True(head >= acknowledged, $"seed {seed}, kill {Kills}: {acknowledged} was answered, the log ends at {head}");

        // From a place by chance, most of them between two events of one command, a client hears on the socket what it would have heard: the same bytes where it did.
        // Not from later than anybody heard: what lies between would be known to none.
        var heardUntil = Math.Max(began, told.Keys.LastOrDefault());
        var since = began + chance.NextInt64(heardUntil - began + 1);
        var answer = (await back.AskAsync("events.subscribe", new() { ["since"] = since, ["epoch"] = epoch }))["data"]!;
        Assert.True((bool)answer["recovered"]!, $"seed {seed}, kill {Kills}: from {since} to {head} only the state");
        var missed = new SortedDictionary<long, string>();
        for (var i = 0; i < (int)answer["replayed"]!; i++)
            Note(missed, await back.HearEventAsync());
        Assert.Equal((int)answer["replayed"]!, missed.Count);
        foreach (var (seq, text) in told.Where(one => one.Key > since))
            Assert.True(missed.TryGetValue(seq, out var again) && again == text, $"seed {seed}, kill {Kills}: event {seq} was told as {text}, and comes back as {missed.GetValueOrDefault(seq)}");
        foreach (var (seq, text) in missed)
            told[seq] = text;

        // The same by the other door, from the last event that the page heard.
        var last = byPage.LastOrDefault(one => one.Id is not null)?.Id ?? $"{epoch}-{began}";
        using var page = await StreamClient.ListenAsync(new Uri(address, "/api/events/stream"), last);
        Assert.Null((await page.HearAsync())!.Id);
        await PostAsync("/api/admin/frequency", new() { ["frequency"] = $"14.{Kills}" });
        var heard = new List<StreamBlock>();
        do
            heard.Add((await page.HearAsync())!);
        while (heard[^1].Event != "frequency_update" || (string?)heard[^1].Json!["data"]?["frequency"] != $"14.{Kills}");
        var from = long.Parse(last[(last.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
        Assert.All(heard, one => Assert.True((long)one.Json!["seq"]! > from));
        Assert.Equal(heard.Select(one => (long)one.Json!["seq"]!).Order(), heard.Select(one => (long)one.Json!["seq"]!));
        foreach (var one in heard.Where(one => missed.ContainsKey((long)one.Json!["seq"]!)))
            Assert.Equal(JsonNode.Parse(missed[(long)one.Json!["seq"]!])!["data"]?.ToJsonString(), one.Json!["data"]?.ToJsonString());
        Assert.Superset(missed.Keys.Where(seq => seq > Math.Max(from, since)).ToHashSet(), heard.Select(one => (long)one.Json!["seq"]!).ToHashSet());
        acknowledged = Math.Max(acknowledged, (long)heard[^1].Json!["seq"]!);
        await CheckStateAsync();
    }

    private async Task CheckStateAsync()
    {
        var snapshot = await GetAsync("/api/public/snapshot");
        Assert.True((bool)snapshot["system_status"]!["active"]!);
        foreach (var (name, field, inner) in new[] { ("queue_update", "queue", "queue"), ("current_qso", "current_qso", null), ("split_update", "split", "split"), ("queue_pause_update", "paused", "paused") })
        {
            // The newest that was told of it is what is there; an event that nobody heard must not have been answered, and would have been heard when coming back.
            if (told.Values.LastOrDefault(one => one.Contains($"\"event\":\"{name}\"", StringComparison.Ordinal)) is not { } newest)
                continue;
            var (said, there) = (JsonNode.Parse(newest)!["data"], snapshot[field]);
            if (field == "queue")
                Assert.Equal(Calls(said!), Calls(there!));
            else if (field == "current_qso")
                Assert.Equal(((string?)said?["callsign"], (string?)said?["timestamp"]), ((string?)there?["callsign"], (string?)there?["timestamp"]));
            else
                Assert.Equal((inner is null ? said : said![inner])?.ToJsonString(), (field == "split" ? there!["split"] : there)?.ToJsonString());
        }

        Assert.Equal(Enumerable.Range(1, snapshot["queue"]!["queue"]!.AsArray().Count), snapshot["queue"]!["queue"]!.AsArray().Select(one => (int)one!["position"]!));
        Assert.Equal("M0BAD", (string?)(await GetAsync("/api/admin/banned-callsigns"))["banned_callsigns"]![0]!["callsign"]);
        var log = await GetAsync("/api/admin/log?limit=1000");
        var worked = (await GetAsync("/api/public/worked-callers"))["worked_callers"]!.AsArray();
        Assert.Equal((int)log["total"]!, worked.Sum(one => (int)one!["times_worked"]!));

        static string Calls(JsonNode list) => string.Join(' ', list["queue"]!.AsArray().Select(one => $"{one!["callsign"]} {one["timestamp"]} {one["skips"]}"));
    }

    private async Task RegisterAsync()
    {
        var n = Interlocked.Increment(ref callers);
        if (await PostAsync("/api/queue/register", new() { ["callsign"] = $"K{n % 10}{(char)('A' + n / 10 % 26)}{(char)('A' + n / 260 % 26)}" }) is not { } registered)
            return;
        // A ticket begins with the number of the registration's event.
        var entry = long.Parse(((string)registered["ticket"]!).Split('.')[0], CultureInfo.InvariantCulture);
        lock (gate)
            acknowledged = Math.Max(acknowledged, entry);
    }

    private Task OperateAsync() => Chance(8) switch
    {
        0 or 1 => PostAsync("/api/admin/queue/next"),
        2 => PostAsync("/api/admin/qso/complete"),
        3 => PostAsync("/api/admin/queue/skip"),
        4 => PostAsync("/api/admin/undo"),
        5 => PostAsync("/api/admin/split", new() { ["split"] = $"up {Chance(20)}" }),
        6 => PostAsync("/api/admin/queue-pause", new() { ["paused"] = Chance(4) == 0 }),
        _ => PostAsync("/api/admin/frequency", new() { ["frequency"] = $"14.{200 + Chance(100)}" }),
    };

    private int Chance(int below)
    {
        lock (gate)
            return chance.Next(below);
    }

    private async Task<JsonNode?> PostAsync(string path, JsonObject? body = null)
    {
        using var content = new StringContent((body ?? []).ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(address, path), content);
        Assert.True((int)answer.StatusCode is 200 or 400 or 404 or 409 or 503, $"{path}: {answer.StatusCode}");
        if (!answer.IsSuccessStatusCode)
            return null;
        var text = await answer.Content.ReadAsStringAsync();
        lock (gate)
            Answered++;
        return JsonNode.Parse(text);
    }

    private async Task<JsonObject> GetAsync(string path) => JsonNode.Parse(await http.GetStringAsync(new Uri(address, path)))!.AsObject();

    private void Note(SortedDictionary<long, string> heard, JsonObject one)
    {
        // What is heard is durable: whatever has such a number must be there after the kill.
        var seq = (long)one["seq"]!;
        Assert.True(heard.TryAdd(seq, one.ToJsonString()), $"seed {seed}: event {seq} came twice");
        lock (gate)
            acknowledged = Math.Max(acknowledged, seq);
    }

    private static async Task UntilItBreaksAsync(Func<Task> act)
    {
        try
        {
            while (true)
                await act();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or SocketException)
        {
            // The process was killed.
        }
    }

    private async Task StartAsync()
    {
        server = RollcallProcess.Serve(folder.Path, Settings);
        address = await server.AddressAsync();
        http.DefaultRequestHeaders.Authorization = QueueServer.Anna;
    }
}
