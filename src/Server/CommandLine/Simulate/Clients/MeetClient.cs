using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Server.CommandLine.Demo.Meets;

namespace Rollcall.Server.CommandLine.Simulate.Clients;

/// <summary>A desk, or a display that only listens. Every update has a key of its own, so that none can take another's place and all must be heard. The first one makes the meet.</summary>
internal sealed class MeetClient(int number, SimulationScene scene) : SimulatedClient(number, scene)
{
    private const string Password = MeetStage.Password;

    private string token = "";
    private string epoch = "";
    private long cursor;
    private bool isPulling;

    // A display in the flat spelling, a desk in the canonical one: both are in use.
    private Spelling Spelling => Writes ? Spelling.Canonical : Spelling.Flat;

    /// <inheritdoc/>
    protected override (string Path, string? Token) Address => ("/ws", null);

    /// <inheritdoc/>
    protected override void Greet()
    {
        if (token.Length > 0)
            Pull();
        else if (Number == 0)
            Say("CreateMeet", new()
            {
                ["thisLocationName"] = NameOf(0), ["password"] = Password, ["watch"] = new JsonArray("updates"),
                ["locations"] = new JsonArray([.. Enumerable.Range(0, Scene.Plan.Writers).Select(desk => new JsonObject { ["locationName"] = NameOf(desk), ["priority"] = 1 })]),
            });
        else if (Writes)
            Say("JoinMeet", new() { ["meetId"] = Scene.Place, ["password"] = Password, ["locationName"] = NameOf(Number), ["watch"] = new JsonArray("updates") });
        else
            Say("JoinMeet", new() { ["meetId"] = Scene.Place, ["password"] = Password, ["readOnly"] = true });
    }

    /// <inheritdoc/>
    protected override byte[] Make(long operation) => Message.Write("UpdateInit", new()
    {
        ["sessionToken"] = token, ["epoch"] = epoch,
        ["updates"] = new JsonArray(new JsonObject { ["updateKey"] = KeyOf(operation), ["updateValue"] = operation, ["localSeqNum"] = operation, ["afterServerSeqNum"] = cursor }),
    }, Spelling);

    /// <inheritdoc/>
    protected override void Take(string text)
    {
        var message = Message.Read(text);
        switch (message.Name)
        {
            case "MeetCreated" or "MeetJoined":
                (token, epoch) = (message["sessionToken"].GetString()!, message["epoch"].GetString()!);
                if (Number == 0)
                    Scene.Place = message["meetId"].GetString()!;
                Pull();
                break;
            case "JoinRejected" or "RequestRejected":
                TurnedAway(text);
                break;
            case "ServerPull":
                TakePage(message);
                break;
            case "UpdateRelay":
                TakeItems(message, live: true);
                break;
            case "UpdateAck":
                foreach (var ack in message["updateAcks"].EnumerateArray())
                    TakeAnswer(ack.GetProperty("localSeqNum").GetInt64(), ack.GetProperty("serverSeqNum").GetInt64());
                break;
            case "UpdateRejected":
                foreach (var refused in message["updatesRejected"].EnumerateArray())
                    Refuse(refused.GetProperty("localSeqNum").GetInt64(), refused.GetProperty("code").GetString()!);
                break;
        }

        if (message.Name is "UpdateAck" or "UpdateRejected" or "ServerPull" or "UpdateRelay" && message["lastServerSeq"] is { ValueKind: JsonValueKind.Number } now)
            cursor = now.GetInt64();
        if (isPulling && message.Name == "ServerPull")
            Pull();
    }

    private void TakePage(Message page)
    {
        TakeItems(page, live: false);
        isPulling = page["more"].GetBoolean();
        if (!isPulling)
            Arrived();
    }

    private void TakeItems(Message message, bool live)
    {
        epoch = message["epoch"].GetString()!;
        foreach (var item in message["updatesRelayed"].EnumerateArray())
            Hear(item.GetProperty("updateKey").GetString()!, live);
    }

    // An author is told of its own update by the answer alone.
    private void TakeAnswer(long operation, long seq)
    {
        Hear(KeyOf(operation), live: true);
        Acknowledge(operation, KeyOf(operation), epoch, seq);
    }

    private void Pull() => Say("ClientPull", new() { ["sessionToken"] = token, ["epoch"] = epoch, ["lastServerSeq"] = cursor, ["watch"] = new JsonArray("updates") });

    private void Say(string name, JsonObject fields) => Say(Message.Write(name, fields, Spelling));

    private string KeyOf(long operation) => string.Create(CultureInfo.InvariantCulture, $"meet.simulated_{Number}_{operation}");

    private static string NameOf(int desk) => string.Create(CultureInfo.InvariantCulture, $"Desk {desk + 1}");
}
