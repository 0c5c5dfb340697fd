using System.Net;
using System.Net.Sockets;

namespace Rollcall.Server.Identity;

/// <summary>What a client address is counted by: itself, or for IPv6 its /64, as one subscriber has a whole one.</summary>
public static class AddressKey
{
    /// <summary>The key of an address as text; what is no address counts as itself.</summary>
    public static string Of(string address)
    {
        if (!IPAddress.TryParse(address, out var ip))
            return address;
        if (ip.IsIPv4MappedToIPv6)
            ip = ip.MapToIPv4();
        return ip.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(ip.GetAddressBytes(), 0, 8) : ip.ToString();
    }
}
