using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>The addresses the server listens on, and a clear line where one cannot be had.</summary>
internal static class Listeners
{
    /// <summary>A mark on connections that came in by <c>metrics.bind_addr</c>, where nothing but figures is served.</summary>
    public sealed class MetricsOnly;

    public static void Open(KestrelServerOptions kestrel, RollcallSettings settings)
    {
        foreach (var (key, address) in Addresses(settings))
        {
            kestrel.Listen(address.Address, address.Port, listen =>
            {
                if (key == "metrics.bind_addr")
                {
                    listen.Use(next => connection =>
                    {
                        connection.Features.Set(new MetricsOnly());
                        return next(connection);
                    });
                }
            });
        }
    }

    /// <summary>Says which address could not be had, and why; asks the operating system for each once more, as the failure does not tell.</summary>
    public static StartRefusedException Refused(RollcallSettings settings, Exception failure)
    {
        foreach (var (key, address) in Addresses(settings).Where(a => a.Address.Port > 0))
        {
            try
            {
                using var socket = new Socket(address.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(address.Address, address.Port));
            }
            catch (SocketException e)
            {
                var shown = new IPEndPoint(address.Address, address.Port);
                return new StartRefusedException(e.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse => $"{key} = \"{shown}\": port {address.Port} is in use by another program; stop that one or set {key} to another port",
                    SocketError.AccessDenied => $"{key} = \"{shown}\": this user may not listen on port {address.Port}; set {key} to a port from 1024 on",
                    SocketError.AddressNotAvailable => $"{key} = \"{shown}\": this machine has no such address; set {key} to one it has, or to 0.0.0.0 for all",
                    _ => $"{key} = \"{shown}\": cannot listen there ({e.Message}); set {key} to another address",
                });
            }
        }

        return new StartRefusedException($"bind_addr = \"{settings.BindAddr}\": cannot listen there ({failure.Message})");
    }

    private static IEnumerable<(string Key, ListenAddress Address)> Addresses(RollcallSettings settings)
    {
        yield return ("bind_addr", ListenAddress.Parse(settings.BindAddr));
        if (settings.Metrics.BindAddr.Length > 0)
            yield return ("metrics.bind_addr", ListenAddress.Parse(settings.Metrics.BindAddr));
        // Clients of earlier servers look for the WebSocket at a port of its own.
        var main = ListenAddress.Parse(settings.BindAddr);
        if (settings.Queue.WebsocketPort > 0 && settings.Queue.WebsocketPort != main.Port)
            yield return ("queue.websocket_port", main with { Port = settings.Queue.WebsocketPort });
    }
}
