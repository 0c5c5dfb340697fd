using System.Net.Sockets;
using System.Text.Json;

namespace Rollcall.Server.Hosting.Control;

/// <summary>Asks a running server through its control socket.</summary>
internal static class ControlLine
{
    /// <summary>The answer; null where no server listens on that data folder.</summary>
    public static async Task<TAnswer?> AskAsync<TOrder, TAnswer>(string dataFolder, string verb, TOrder order)
        where TAnswer : class
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlSocket.PathIn(dataFolder)));
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return null;
        }

        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(new { verb, order }), (byte)'\n']);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() is { } line ? JsonSerializer.Deserialize<TAnswer>(line) : null;
    }
}
