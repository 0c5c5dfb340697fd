using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>A connection to a room of a whole server, as a client has one.</summary>
internal sealed class RoomLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Where requests over HTTP say they are from; only a server that trusts this machine as a proxy believes it.
    private const string From = "198.51.100.1";

    private readonly ClientWebSocket socket = new();
    private byte[] buffer = new byte[4_096];

    private RoomLine() => socket.Options.SetRequestHeader("X-Forwarded-For", From);

    public WebSocketCloseStatus? CloseCode => socket.CloseStatus;

    public string? CloseReason => socket.CloseStatusDescription;

    public string? Subprotocol => socket.SubProtocol;

    /// <summary>Connects.</summary>
    /// <param name="path">Below the server's address, such as <c>/ws/lobby?history=0</c>.</param>
    public static async Task<RoomLine> ConnectAsync(Uri server, string path, string? token = null, string? cookie = null, string? origin = null, params string[] subprotocols)
    {
        var line = new RoomLine();
        if (token is not null)
            line.socket.Options.SetRequestHeader("Authorization", token);
        if (cookie is not null)
            line.socket.Options.SetRequestHeader("Cookie", $"session_token={cookie}");
        if (origin is not null)
            line.socket.Options.SetRequestHeader("Origin", origin);
        foreach (var one in subprotocols)
            line.socket.Options.AddSubProtocol(one);
        using var patience = new CancellationTokenSource(Patience);
        await line.socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), patience.Token);
        return line;
    }

    /// <summary>Connects, or answers after what time it was told to try again.</summary>
    public static async Task<(RoomLine? Line, TimeSpan Wait)> TryConnectAsync(Uri server, string path, string token)
    {
        var line = new RoomLine();
        line.socket.Options.SetRequestHeader("Authorization", token);
        line.socket.Options.CollectHttpResponseDetails = true;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await line.socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), patience.Token);
            return (line, TimeSpan.Zero);
        }
        catch (WebSocketException) when (line.socket.HttpResponseHeaders is { } headers)
        {
            line.Dispose();
            return (null, TimeSpan.FromSeconds(int.Parse(headers["Retry-After"].Single(), System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    public async Task SayAsync(string message)
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
    }

    public Task SayAsync(object message) => SayAsync(JsonSerializer.Serialize(message));

    /// <summary>Says something in chat.</summary>
    public Task PostAsync(string text, string id) => SayAsync(new { type = "chat", data = new { text }, client_msg_id = id });

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<JsonElement?> HearAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
                return JsonDocument.Parse(buffer.AsMemory(0, length)).RootElement.Clone();
        }
    }

    /// <summary>The next message of a name (<c>chat</c>, or the event); others are passed over.</summary>
    public async Task<JsonElement> HearAsync(string name)
    {
        while (await HearAsync() is { } message)
        {
            if (Guest.NameOf(message) == name)
                return message;
        }

        throw new InvalidOperationException($"closed with {CloseCode} {CloseReason} before '{name}' came");
    }

    /// <summary>Listens until the server closes; answers the code.</summary>
    public async Task<int> ClosedAsync()
    {
        while (await HearAsync() is not null)
        {
            // Whatever it still has to say.
        }

        return (int)CloseCode!.Value;
    }

    public async Task SayGoodbyeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    public void Dispose() => socket.Dispose();
}
