using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Rollcall.Bench.Meets;

/// <summary>One WebSocket to the server that says and hears whole messages. Owned by the task that uses it.</summary>
internal sealed class MeetLine : IDisposable
{
    private readonly ClientWebSocket socket = new();
    private byte[] received = new byte[64 * 1024];

    /// <summary>Why the server closed it; null while it is open.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    /// <summary>Connects. With <paramref name="receiveBuffer"/> the system keeps no more than about so many bytes for a reader that does not read.</summary>
    public async Task OpenAsync(int port, int? receiveBuffer = null)
    {
        using var handler = new SocketsHttpHandler();
        handler.ConnectCallback = async (context, cancel) =>
        {
            var connecting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (receiveBuffer is { } size)
                connecting.ReceiveBufferSize = size;
            await connecting.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(connecting, ownsSocket: true);
        };
        using var http = new HttpMessageInvoker(handler, disposeHandler: false);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws"), http, CancellationToken.None);
    }

    /// <summary>Says one message.</summary>
    public Task SayAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message, valid until the next call; empty when the server has closed.</summary>
    public async Task<ReadOnlyMemory<byte>> HearAsync()
    {
        var length = 0;
        while (true)
        {
            if (length == received.Length)
                Array.Resize(ref received, 2 * length);
            var part = await socket.ReceiveAsync(received.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return default;
            if (part.EndOfMessage)
                return received.AsMemory(0, length);
        }
    }

    public void Dispose() => socket.Dispose();
}
