using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Rollcall.Tests.Support;

/// <summary>A WebSocket to a server: a loop reads whole messages, another writes what is to be said. It can be cut at any moment.
/// <c>Say</c> and <c>Cut</c> may be called from any thread; what is heard goes to <paramref name="heard"/> from the reading loop, the end of the line as null.</summary>
internal sealed class Line(Transcript transcript, Action<string?> heard) : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource cut = new();
    private readonly Channel<(WebSocketMessageType Kind, byte[] Bytes)> saying = Channel.CreateUnbounded<(WebSocketMessageType, byte[])>();
    private Task loops = Task.CompletedTask;

    /// <summary>Whether nothing more will be heard; true before <c>heard</c> is told so.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The code the server closed with; 0 where it did not say one.</summary>
    public int CloseCode { get; private set; }

    /// <summary>The reason the server closed with.</summary>
    public string CloseReason { get; private set; } = "";

    /// <summary>Opens it. Throws <see cref="WebSocketException"/> where there is no server, or it refuses.</summary>
    public async Task OpenAsync(Uri server)
    {
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/ws" }.Uri;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(address, patience.Token);
        transcript.Add("--", "connected");
        loops = Task.WhenAll(Task.Run(ReadAsync), Task.Run(WriteAsync));
    }

    public void Say(string text)
    {
        transcript.Add(">>", text);
        saying.Writer.TryWrite((WebSocketMessageType.Text, Encoding.UTF8.GetBytes(text)));
    }

    public void SayBytes(byte[] bytes, bool isText)
    {
        transcript.Add(">>", $"({bytes.Length} bytes, {(isText ? "text" : "binary")})");
        saying.Writer.TryWrite((isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, bytes));
    }

    /// <summary>Ends the line without a word, as when a cable is pulled: what was not sent or heard yet never will be.</summary>
    public void Cut()
    {
        if (cut.IsCancellationRequested)
            return;
        transcript.Add("--", "line cut");
        cut.Cancel();
        socket.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await loops;
        socket.Dispose();
        cut.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16_384];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cut.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                message.SetLength(0);
                if (cut.IsCancellationRequested)
                    break;
                transcript.Add("<<", text);
                heard(text);
            }

            (CloseCode, CloseReason) = ((int?)socket.CloseStatus ?? 0, socket.CloseStatusDescription ?? "");
            transcript.Add("--", $"closed by the server: {CloseCode} {CloseReason}");
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            transcript.Add("--", "line gone");
        }

        saying.Writer.TryComplete();
        HasEnded = true;
        heard(null);
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var (kind, bytes) in saying.Reader.ReadAllAsync(cut.Token))
                await socket.SendAsync(bytes.AsMemory(), kind, endOfMessage: true, cut.Token);
            if (socket.State == WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, null, cut.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading loop says so.
        }
    }
}
