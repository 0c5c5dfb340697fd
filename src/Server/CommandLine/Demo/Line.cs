using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary>One WebSocket to the server. A loop of its own reads it and lays what came in order into a queue, so that one who does not
/// look yet is not a slow one; one caller sends.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>(new() { SingleReader = true, SingleWriter = true });
    private Task reading = Task.CompletedTask;

    /// <summary>What is left to be heard, in order; completed when the line is gone.</summary>
    public ChannelReader<string> Heard => heard.Reader;

    /// <summary>How the line ended: the close code, or null if it broke (or still holds).</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Opens a line to a path, such as <c>/ws</c>, perhaps with a query; with a token, as whoever it belongs to.</summary>
    public static async Task<Line> OpenAsync(Uri server, string path, string? token, CancellationToken cancel)
    {
        var line = new Line();
        if (token is not null)
            line.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        try
        {
            await line.socket.ConnectAsync(new Uri(new UriBuilder(server) { Scheme = "ws" }.Uri, path), cancel);
        }
        catch (WebSocketException failed)
        {
            line.socket.Dispose();
            throw new PlayBrokenException($"a WebSocket at {server}", failed.GetBaseException().Message);
        }

        line.reading = line.ReadAsync();
        return line;
    }

    /// <summary>Sends a text; false if the line is gone.</summary>
    public async Task<bool> SendAsync(byte[] text, CancellationToken cancel)
    {
        try
        {
            await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancel);
            return true;
        }
        catch (Exception gone) when (IsLoss(gone) && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Pulls the plug: nothing is said to the other side.</summary>
    public async Task CutAsync()
    {
        socket.Abort();
        await reading;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        socket.Dispose();
    }

    private async Task ReadAsync()
    {
        var text = new ArrayBufferWriter<byte>(4096);
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(text.GetMemory(4096), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    // The other side waits for this before it lets the line go.
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    break;
                }

                text.Advance(part.Count);
                if (!part.EndOfMessage)
                    continue;
                heard.Writer.TryWrite(Encoding.UTF8.GetString(text.WrittenSpan));
                text.ResetWrittenCount();
            }
        }
        catch (Exception gone) when (IsLoss(gone))
        {
            // A line that broke is a part of the play; whoever waits for more is told that there is no more.
        }

        heard.Writer.Complete();
    }

    // A socket that ended while it was used says so in any of these ways.
    private static bool IsLoss(Exception failure) =>
        failure is WebSocketException or IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}
