using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Queue;

/// <summary>The server is killed; the queue is as it was, the page hears what it missed, and what was sent twice is done once.</summary>
internal sealed class CallerReturnsPhase(QueueStage stage) : Phase("queue_crash", "The server is killed and nobody loses the place")
{
    private const int KilledBySignal9 = 128 + 9;
    private const string Key = "demo-0001-registration";

    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (_, first) = await stage.AskAsync(HttpMethod.Post, "/api/queue/register", new() { ["callsign"] = "G3XYZ" }, cancel, key: Key);
        var code = await stage.Server.KillAsync();
        tell.Check(Who.Server, $"is killed, exit code {code}", KilledBySignal9, code);
        await stage.Server.StartAsync(cancel);

        var (_, list) = await stage.AskAsync(HttpMethod.Get, "/api/queue/list", null, cancel);
        var waiting = string.Join(", ", list!["queue"]!.AsArray().Select(one => (string?)one!["callsign"]));
        tell.Check(Who.Server, $"is back; waiting: {waiting}", "K1ABC, G3XYZ", waiting);
        var (_, again) = await stage.AskAsync(HttpMethod.Post, "/api/queue/register", new() { ["callsign"] = "G3XYZ" }, cancel, key: Key);
        tell.Check(new Who("G3XYZ", stage.First.Colour), $"sends the registration again: the same ticket {Short(again)}", (string?)first!["ticket"], (string?)again!["ticket"]);

        using var page = await stage.ListenAsync(cancel);
        var names = await stage.HearAsync(page, 2, cancel);
        tell.Check(stage.Page, $"comes back: {names}, number {(long?)JsonNode.Parse(stage.Heard[^1].Data)!["seq"]}", "connected, queue_update", names);
        var (_, left) = await stage.AskAsync(HttpMethod.Get, "/api/public/worked-callers", null, cancel);
        tell.Check(stage.Operator, $"finds {(int?)left!["total"]} contact in the log", 1, (int?)left["total"]);
    }

    private static string Short(JsonNode? told) => $"{((string?)told?["ticket"] ?? "").Split('.')[0]}...";
}
