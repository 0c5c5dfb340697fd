using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>The rate of HTTP requests per address. Any thread.</summary>
internal sealed class AddressRates(int perSecond, int burst, TimeProvider time)
{
    private readonly Allowances<string> addresses = new(perSecond, burst, time);

    /// <summary>Takes one request: null if it may be done, otherwise how long to wait. This machine's own are not counted.</summary>
    public TimeSpan? Take(ClientAddress address) =>
        !address.IsLoopback && addresses.Take(address.Key) is { } wait ? TimeSpan.FromMilliseconds(wait) : null;
}
