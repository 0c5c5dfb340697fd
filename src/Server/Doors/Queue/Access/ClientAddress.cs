using System.Net;
using System.Net.Sockets;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Where a client is, as limits count it: an IPv4 address, or the /64 of an IPv6 address, as one household or machine has a whole one.</summary>
/// <param name="Key">What is counted by.</param>
/// <param name="IsLoopback">Whether it is this machine, which limits per address do not count.</param>
public sealed record ClientAddress(string Key, bool IsLoopback)
{
    private const int PrefixBytes = 8;
    private const int AddressBytes = 16;

    /// <summary>The address a request comes from; a trusted proxy's word has been taken by now.</summary>
    public static ClientAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress ?? IPAddress.None);

    /// <summary>The same of an address.</summary>
    public static ClientAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return new(address.ToString(), IPAddress.IsLoopback(address));
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(PrefixBytes, AddressBytes - PrefixBytes).Clear();
        return new($"{new IPAddress(bytes)}/64", false);
    }
}
