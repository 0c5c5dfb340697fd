using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support;

/// <summary>A server of meets that acknowledges every update and tells everybody of it, but for one update that it does not tell the last who came: what a server may never do.</summary>
internal sealed class ForgetfulServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<WebSocket> _members = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _forgetsOnce;
    private long _seq;

    public ForgetfulServer(bool forgets)
    {
        _forgetsOnce = forgets;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Close();
        _turn.Dispose();
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = ServeAsync((await context.AcceptWebSocketAsync(null)).WebSocket);
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(WebSocket socket)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: WebSocketMessageType.Text } came)
            {
                await _turn.WaitAsync();
                await AnswerAsync(socket, JsonSerializer.Deserialize<JsonObject>(buffer.AsSpan(0, came.Count))!);
                _turn.Release();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or ObjectDisposedException)
        {
            // The simulation is over.
        }
    }

    private async Task AnswerAsync(WebSocket socket, JsonObject message)
    {
        // A display speaks flat; what is told is canonical, which it reads as well.
        var name = (string?)message["type"] ?? ((string)message["msgType"]!).Replace("_", "", StringComparison.Ordinal);
        switch (name.ToUpperInvariant())
        {
            case "CREATEMEET" or "JOINMEET":
                _members.Add(socket);
                await SayAsync(socket, _members.Count == 1 ? "MeetCreated" : "MeetJoined", new() { ["meetId"] = "482-913-057", ["sessionToken"] = "s1", ["epoch"] = "e1" });
                break;
            case "CLIENTPULL":
                await SayAsync(socket, "ServerPull", new() { ["epoch"] = "e1", ["updatesRelayed"] = new JsonArray(), ["more"] = false, ["lastServerSeq"] = _seq });
                break;
            case "UPDATEINIT":
                await UpdateAsync(socket, message["payload"]!["updates"]![0]!);
                break;
        }
    }

    private async Task UpdateAsync(WebSocket author, JsonNode update)
    {
        var seq = ++_seq;
        await SayAsync(author, "UpdateAck", new() { ["updateAcks"] = new JsonArray(new JsonObject { ["localSeqNum"] = (long)update["localSeqNum"]!, ["serverSeqNum"] = seq }), ["lastServerSeq"] = seq });
        var forgotten = _forgetsOnce && author != _members[^1] ? _members[^1] : null;
        _forgetsOnce &= forgotten is null;
        foreach (var member in _members.Where(member => member != author && member != forgotten))
            await SayAsync(member, "UpdateRelay", new() { ["epoch"] = "e1", ["updatesRelayed"] = new JsonArray(new JsonObject { ["updateKey"] = (string)update["updateKey"]! }), ["lastServerSeq"] = seq });
    }

    private static Task SayAsync(WebSocket socket, string type, JsonObject payload) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["payload"] = payload }.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
