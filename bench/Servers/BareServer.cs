using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Rollcall.Core.Connections;

namespace Rollcall.Bench.Servers;

/// <summary>The least a broadcast can cost: a loop of <see cref="Socket.Send(ReadOnlySpan{byte})"/> with the bytes ready.</summary>
internal sealed class BareServer : IBroadcastServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly ConcurrentQueue<Socket> _sockets = new();
    private readonly SharedFrame _frame = SharedFrame.Text(Encoding.ASCII.GetBytes(Update.Text));

    public BareServer()
    {
        _listener.Start(backlog: 1024);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Task BroadcastAsync(int updates)
    {
        for (var i = 0; i < updates; i++)
        {
            foreach (var socket in _sockets) socket.Send(_frame.Bytes.Span);
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var socket in _sockets) socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        var request = new byte[4096];
        while (true)
        {
            // Blocking calls only, so that the sockets stay in the blocking mode in which sending is cheapest.
            var socket = await Task.Run(_listener.AcceptSocket);
            socket.NoDelay = true;
            _ = socket.Receive(request);
            socket.Send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"u8);
            _sockets.Enqueue(socket);
        }
    }
}
