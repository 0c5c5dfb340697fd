using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rollcall.Server.Hosting;

/// <summary>Where to listen: an address and a port, written <c>127.0.0.1:3000</c>, <c>[::1]:3000</c>, <c>localhost:3000</c> or <c>*:3000</c> (all addresses).</summary>
/// <param name="Address">The address of this machine.</param>
/// <param name="Port">0-65535; 0 takes a free one.</param>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, out ListenAddress address)
    {
        address = new ListenAddress(IPAddress.None, 0);
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        var host = text[..colon];
        var ip = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            ['[', .., ']'] => IPAddress.TryParse(host[1..^1], out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6 ? v6 : null,
            _ => IPAddress.TryParse(host, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork ? v4 : null,
        };
        if (ip is not null)
            address = new ListenAddress(ip, port);
        return ip is not null;
    }

    /// <summary>Reads the written form of a setting that has been checked.</summary>
    public static ListenAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address and port");
}
