using Rollcall.Core.Connections;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>Counts who is connected, so that connections beyond a limit are refused early and cheaply, before the upgrade. Any thread.</summary>
public sealed class Doorkeeper(LimitSettings limits, TimeProvider time)
{
    private readonly Lock gate = new(); // held for a look-up
    private readonly Dictionary<string, int> perAddress = new(StringComparer.Ordinal);
    private TokenBucket opening = new(limits.ConnectionsPerSecond, limits.ConnectionBurst, time);
    private int total;

    /// <summary>Lets a connection in: dispose of the answer when it is over. Null where it has to come back later; <paramref name="refusal"/> says why. What is
    /// wrong with the server is told before what is wrong with the address, and an address that is refused takes nothing of what the server has for others.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="mostPerAddress">How many that address may have.</param>
    /// <param name="refusal">Null where it is let in.</param>
    /// <param name="arrive">Takes one of those that may come from there now; else answers the wait, in milliseconds.</param>
    public IDisposable? Admit(string address, int mostPerAddress, out ErrorAnswer? refusal, Func<int?>? arrive = null)
    {
        lock (gate)
        {
            if (total >= limits.MaxConnections)
                refusal = new(StatusCodes.Status503ServiceUnavailable, "retry_later", "The server has as many connections as it can take.");
            else if (opening.Look() is { } wait)
                refusal = new(StatusCodes.Status503ServiceUnavailable, "retry_later", "Too many connections are being opened at once.") { RetryAfterMs = (int)Math.Ceiling(wait.TotalMilliseconds) };
            else if (perAddress.GetValueOrDefault(address) >= mostPerAddress)
                refusal = new(StatusCodes.Status429TooManyRequests, "throttled", "Too many connections from this address.");
            else if (arrive?.Invoke() is { } soon)
                refusal = new(StatusCodes.Status429TooManyRequests, "throttled", "Too many connections are being opened from this address.") { RetryAfterMs = soon };
            else
                refusal = null;
            if (refusal is not null)
                return null;
            opening.Take();
            total++;
            perAddress[address] = perAddress.GetValueOrDefault(address) + 1;
        }

        return new Place(this, address);
    }

    private void Leave(string address)
    {
        lock (gate)
        {
            total--;
            if (--perAddress[address] == 0)
                perAddress.Remove(address);
        }
    }

    private sealed class Place(Doorkeeper keeper, string address) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                keeper.Leave(address);
        }
    }
}
