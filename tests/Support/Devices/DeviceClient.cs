using Xunit;

namespace Rollcall.Tests.Support.Devices;

/// <summary>A device at the other end of a real socket: answers pings, and keeps what it hears in order.</summary>
internal sealed class DeviceClient : IDisposable
{
    private const string Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private DeviceClient(TestSocket socket, Told connected) => (Socket, Connected) = (socket, connected);

    public TestSocket Socket { get; }

    /// <summary>The first thing it heard.</summary>
    public Told Connected { get; }

    public string ConnectionId => (string)Connected["connection_id"]!;

    /// <summary>Asks for the socket with these header lines; answers the status line's code.</summary>
    public static async Task<int> StatusAsync(Uri server, string headers)
    {
        var address = new Uri(server, "/v1/ws");
        using var socket = await TestSocket.OpenAsync(address);
        var answer = await socket.RequestAsync(address, Upgrade + headers);
        return int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a socket and hears the first message.</summary>
    public static async Task<DeviceClient> OpenAsync(Uri server, string token, int? receiveBuffer = null)
    {
        var address = new Uri(server, "/v1/ws");
        var socket = await TestSocket.OpenAsync(address, receiveBuffer);
        var answer = await socket.RequestAsync(address, $"{Upgrade}Authorization: Bearer {token}\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", answer, StringComparison.OrdinalIgnoreCase);
        return new(socket, await NextAsync(socket));
    }

    public Task SayAsync(string type, string payload = "null") => Socket.SendTextAsync($"{{\"type\":\"{type}\",\"payload\":{payload}}}");

    public Task<Told> NextAsync() => NextAsync(Socket);

    /// <summary>The next message of a type; others are passed over.</summary>
    public async Task<Told> NextAsync(string type)
    {
        while (true)
        {
            if (await NextAsync() is var told && told.Type == type)
                return told;
        }
    }

    /// <summary>All that was heard until a pong that was asked for now.</summary>
    public async Task<List<Told>> FlushAsync()
    {
        await SayAsync("ping");
        var told = new List<Told>();
        while (await NextAsync() is { Type: not "pong" } next)
            told.Add(next);
        return told;
    }

    public Task HelloAsync() => SayAsync("playback.hello", """{"device_name":"A player","device_type":"web","features":["command_result","handover"]}""");

    /// <summary>Closes in good order.</summary>
    public async Task CloseAsync()
    {
        await Socket.SendCloseAsync(1000);
        await Socket.HearCloseAsync();
        Socket.Dispose();
    }

    /// <summary>How the server closed; answers its close.</summary>
    public async Task<(int Code, string Reason)> ClosedAsync()
    {
        var close = await Socket.HearCloseAsync();
        await Socket.SendAsync(TestSocket.Close, close.Payload);
        return (close.CloseCode, close.CloseReason);
    }

    public void Dispose() => Socket.Dispose();

    private static async Task<Told> NextAsync(TestSocket socket)
    {
        while (true)
        {
            var frame = await socket.HearAsync();
            if (frame.Opcode == TestSocket.Ping)
            {
                await socket.SendAsync(TestSocket.Pong, frame.Payload);
                continue;
            }

            Assert.True(frame.Opcode == TestSocket.Text, $"frame {frame.Opcode}: {frame.CloseCode} {frame.CloseReason}");
            return Told.Of(frame.Text);
        }
    }
}
