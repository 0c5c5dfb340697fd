using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Rollcall.Server.Hosting;

/// <summary>How Kestrel is set up for many long-lived connections that mostly listen.</summary>
public static class KestrelTuning
{
    /// <summary>Sets up the server. Upgraded connections have no minimum data rate of their own: the heartbeat looks after them.</summary>
    public static void Tune(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.ConfigureEndpointDefaults(endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            endpoint.Use(DirectOutput.Use);
        });
    }

    /// <summary>Sets up its sockets.</summary>
    public static void Tune(SocketTransportOptions options)
    {
        // An update shall leave now and not wait for the acknowledgement of the one before.
        options.NoDelay = true;
        options.UnsafePreferInlineScheduling = true;
    }
}
