using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Simulate.Clients;

/// <summary>Somebody at the queue's WebSocket: the first one is the operator, who works one caller after another; the other writers register callers; all hear all events for
/// everybody.</summary>
internal sealed class QueueClient(int number, SimulationScene scene) : SimulatedClient(number, scene)
{
    private const string Subscribing = "subscribe";
    private const string LoggingIn = "auth";
    private const string Opening = "open";

    private string epoch = "";
    private long seq;
    private long missedTo;
    private bool isBack;
    private bool isSubscribed;

    private bool IsOperator => Number == 0;

    /// <inheritdoc/>
    protected override (string Path, string? Token) Address => ("/ws/connect", null);

    /// <inheritdoc/>
    protected override void Greet()
    {
        // The server speaks first.
    }

    /// <inheritdoc/>
    protected override byte[] Make(long operation)
    {
        var request = Request(Name(operation), IsOperator ? "admin.next_qso" : "queue.register", IsOperator ? [] : new() { ["callsign"] = CallsignOf(operation) });
        request["idempotency_key"] = string.Create(CultureInfo.InvariantCulture, $"simulated-{Scene.Mark}-{Number}-{operation}");
        return Bytes(request);
    }

    /// <inheritdoc/>
    protected override void Take(string text)
    {
        using var document = JsonDocument.Parse(text);
        var frame = document.RootElement;
        switch (frame.GetProperty("type").GetString())
        {
            case "event" when frame.GetProperty("event").GetString() == "connected":
                TakeWelcome(frame.GetProperty("data"));
                break;
            case "event" when frame.TryGetProperty("seq", out var place):
                // What comes before the answer to the subscription is no position to come back from: what was missed may still be on its way.
                if (isSubscribed)
                    seq = Math.Max(seq, place.GetInt64());
                Hear(IdOf(frame.GetProperty("epoch").GetString()!, place.GetInt64()), live: place.GetInt64() > missedTo);
                break;
            case "response":
                TakeResponse(frame, text);
                break;
            case "error" when OperationOf(frame) is { } operation:
                Refuse(operation, frame.GetProperty("error_code").GetString()!);
                break;
        }
    }

    private void TakeWelcome(JsonElement welcome)
    {
        var (life, head) = (welcome.GetProperty("epoch").GetString()!, welcome.GetProperty("seq").GetInt64());
        isBack = epoch.Length > 0;
        if (!isBack)
            (epoch, seq) = (life, head);
        (missedTo, isSubscribed) = (head, false);
        if (IsOperator)
            Say(Bytes(new() { ["type"] = "auth", ["id"] = LoggingIn, ["data"] = new JsonObject { ["username"] = Scene.Plan.Operator, ["password"] = Scene.Plan.OperatorPassword } }));
        else
            Subscribe();
    }

    private void Subscribe() => Say(Bytes(Request(Subscribing, "events.subscribe", isBack ? new() { ["since"] = seq, ["epoch"] = epoch } : [])));

    private void TakeResponse(JsonElement frame, string text)
    {
        var done = frame.GetProperty("success").GetBoolean();
        switch (frame.GetProperty("id").ValueKind == JsonValueKind.String ? frame.GetProperty("id").GetString() : null)
        {
            case LoggingIn or Opening or Subscribing when !done:
                TurnedAway(text);
                break;
            case LoggingIn:
                Say(Bytes(Request(Opening, "admin.set_system_status", new() { ["active"] = true })));
                break;
            case Opening:
                Subscribe();
                break;
            case Subscribing:
                TakeSubscribed(frame.GetProperty("data"));
                break;
            case not null when OperationOf(frame) is { } operation && !done:
                Refuse(operation, frame.GetProperty("error_code").GetString()!);
                break;
            case not null when OperationOf(frame) is { } operation:
                TakeDone(operation, frame.TryGetProperty("seq", out var place) && place.ValueKind == JsonValueKind.Number ? place.GetInt64() : null);
                break;
        }
    }

    // What changed nothing is answered, and nobody is to hear of it.
    private void TakeDone(long operation, long? place)
    {
        if (place is { } at)
            Acknowledge(operation, IdOf(epoch, at), epoch, at);
        else
            Refuse(operation, "nothing_changed");
    }

    private void TakeSubscribed(JsonElement told)
    {
        var (life, head) = (told.GetProperty("epoch").GetString()!, told.GetProperty("seq").GetInt64());
        if (isBack && !told.GetProperty("recovered").GetBoolean())
            Scene.Ledger.StartOver(Number, life, head);
        (seq, epoch, isSubscribed) = (head, life, true);
        Arrived();
    }

    private static JsonObject Request(string id, string operation, JsonObject data) => new() { ["type"] = "request", ["id"] = id, ["operation"] = operation, ["data"] = data };

    private static byte[] Bytes(JsonObject frame) => Encoding.UTF8.GetBytes(frame.ToJsonString());

    private static string IdOf(string life, long place) => string.Create(CultureInfo.InvariantCulture, $"{life}-{place}");

    private static string Name(long operation) => string.Create(CultureInfo.InvariantCulture, $"op-{operation}");

    private static long? OperationOf(JsonElement frame) =>
        frame.GetProperty("id") is { ValueKind: JsonValueKind.String } id && id.GetString()!.Split('-') is ["op", var operation] && long.TryParse(operation, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Such as KA3BCD: another one for every operation of every client, and for every simulation.
    private string CallsignOf(long operation)
    {
        var rest = (uint)Scene.Plan.Seed + (uint)(Number * 10_007) + (uint)operation;
        var letters = new char[4];
        for (var at = 0; at < letters.Length; at++)
            (letters[at], rest) = ((char)('A' + (rest % 26)), rest / 26);
        return $"K{letters[3]}{rest % 10}{letters[2]}{letters[1]}{letters[0]}";
    }
}
