using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Demo.Queue;

/// <summary>Two stations wait for their turn; the operator works the first one.</summary>
internal sealed class CallbackPhase(QueueStage stage) : Phase("queue", "Callers wait in a radio operator's queue")
{
    public override async Task PlayAsync(Narrator tell, CancellationToken cancel)
    {
        var (_, refused) = await stage.AskAsync(HttpMethod.Post, "/api/queue/register", Call("W1AW"), cancel);
        tell.Check(stage.First, $"calls too early: {(string?)refused!["code"]}", "inactive", (string?)refused["code"]);
        var (_, active) = await stage.AskAsync(HttpMethod.Post, "/api/admin/status", new() { ["active"] = true }, cancel, asOperator: true);
        tell.Check(stage.Operator, $"opens the queue: active {(bool?)active!["status"]?["active"]}", expected: true, (bool?)active["status"]?["active"]);
        await stage.AskAsync(HttpMethod.Post, "/api/admin/frequency", new() { ["frequency"] = "14.205", ["mode"] = "SSB" }, cancel, asOperator: true);

        using var page = await stage.ListenAsync(cancel);
        var connected = await stage.HearAsync(page, 1, cancel);
        tell.Check(stage.Page, $"listens: {connected}", "connected", connected);
        await RegisterAsync(tell, stage.First, "W1AW", 1, cancel);
        stage.Ticket = await RegisterAsync(tell, stage.Second, "k1abc", 2, cancel);
        var (status, twice) = await stage.AskAsync(HttpMethod.Post, "/api/queue/register", Call("K1ABC/P"), cancel);
        tell.Check(stage.Second, $"calls again as {"K1ABC/P"}: {status} {(string?)twice!["code"]}", (400, "already_queued"), (status, (string?)twice["code"]));
        await stage.HearAsync(page, 2, cancel);

        var (_, current) = await stage.AskAsync(HttpMethod.Post, "/api/admin/queue/next", null, cancel, asOperator: true);
        tell.Check(stage.Operator, $"works {(string?)current!["callsign"]}", "W1AW", (string?)current["callsign"]);
        var (_, done) = await stage.AskAsync(HttpMethod.Post, "/api/admin/qso/complete", null, cancel, asOperator: true);
        tell.Check(stage.Operator, $"completes: {(string?)done!["message"]}", "QSO with W1AW completed successfully and added to worked callers", (string?)done["message"]);
        var names = await stage.HearAsync(page, 4, cancel);
        tell.Check(stage.Page, $"hears in order: {names}", "current_qso, queue_update, worked_callers_update, current_qso", names);
    }

    private static JsonObject Call(string callsign) => new() { ["callsign"] = callsign };

    private async Task<string> RegisterAsync(Narrator tell, Who who, string callsign, int place, CancellationToken cancel)
    {
        var (_, told) = await stage.AskAsync(HttpMethod.Post, "/api/queue/register", Call(callsign), cancel);
        var position = (int?)told!["entry"]?["position"];
        tell.Check(who, $"registers as {callsign}: place {position}", place, position);
        return (string?)told["ticket"] ?? "";
    }
}
