using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Server.CommandLine.Simulate.Clients;

/// <summary>Somebody in the room; several share an account. All hear all, their own as well.</summary>
internal sealed class RoomClient(int number, SimulationScene scene) : SimulatedClient(number, scene)
{
    private string connectionId = "";
    private string epoch = "";
    private long seq;
    private long missedTo;

    /// <inheritdoc/>
    protected override (string Path, string? Token) Address
    {
        get
        {
            var from = epoch.Length == 0 ? "history=0" : string.Create(CultureInfo.InvariantCulture, $"history=0&since={seq}&epoch={epoch}&replaces={connectionId}");
            return ($"/ws/{Scene.Place}?{from}", Scene.Tokens[Number % Scene.Tokens.Count]);
        }
    }

    /// <inheritdoc/>
    protected override void Greet()
    {
        // The server speaks first.
    }

    /// <inheritdoc/>
    protected override byte[] Make(long operation) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "chat", ["data"] = new JsonObject { ["text"] = string.Create(CultureInfo.InvariantCulture, $"message {operation} of {Number}") }, ["client_msg_id"] = IdOf(operation),
    }.ToJsonString());

    /// <inheritdoc/>
    protected override void Take(string text)
    {
        using var document = JsonDocument.Parse(text);
        var (message, data) = (document.RootElement, document.RootElement.GetProperty("data"));
        if (message.TryGetProperty("seq", out var place))
        {
            seq = place.GetInt64();
            Hear(message.GetProperty("id").GetString()!, live: seq > missedTo);
            return;
        }

        switch (data.TryGetProperty("event", out var name) ? name.GetString() : null)
        {
            case "hello":
                TakeHello(data);
                break;
            case "ack" when OperationOf(message) is { } operation:
                Acknowledge(operation, data.GetProperty("id").GetString(), data.GetProperty("epoch").GetString()!, data.GetProperty("seq").GetInt64());
                break;
            case "error" when OperationOf(message) is { } operation:
                Refuse(operation, data.GetProperty("code").GetString()!);
                break;
        }
    }

    private void TakeHello(JsonElement hello)
    {
        connectionId = hello.GetProperty("connection_id").GetString()!;
        var position = hello.GetProperty("position");
        var (life, head) = (position.GetProperty("epoch").GetString()!, position.GetProperty("seq").GetInt64());
        var isBack = epoch.Length > 0;
        if (isBack && !hello.GetProperty("recovery").GetProperty("recovered").GetBoolean())
            Scene.Ledger.StartOver(Number, life, head);
        else if (isBack)
            missedTo = hello.GetProperty("recovery").GetProperty("to").GetInt64();
        if (!isBack || life != epoch || !hello.GetProperty("recovery").GetProperty("recovered").GetBoolean())
            (epoch, seq) = (life, head);
        Arrived();
    }

    private string IdOf(long operation) => string.Create(CultureInfo.InvariantCulture, $"sim-{Scene.Mark}-{Number}-{operation}");

    private static long? OperationOf(JsonElement message) =>
        message.TryGetProperty("client_msg_id", out var id) && id.GetString()!.Split('-') is [.., var operation] && long.TryParse(operation, CultureInfo.InvariantCulture, out var number) ? number : null;
}
