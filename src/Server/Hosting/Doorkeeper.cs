using System.Collections.Concurrent;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>Counts who is connected, so that connections beyond a limit are refused early and cheaply, before the upgrade. Any thread.</summary>
public sealed class Doorkeeper(LimitSettings limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> perAddress = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TokenBucket opening = new(limits.ConnectionsPerSecond, limits.ConnectionBurst, time);
    private int total;

    /// <summary>Lets a connection in: dispose of the answer when it is over. Null where it has to come back later; <paramref name="refusal"/> says why.</summary>
    public IDisposable? Admit(string address, int mostPerAddress, out ErrorAnswer? refusal)
    {
        refusal = null;
        if (Interlocked.Increment(ref total) > limits.MaxConnections)
        {
            Interlocked.Decrement(ref total);
            refusal = new(StatusCodes.Status503ServiceUnavailable, "retry_later", "The server has as many connections as it can take.");
            return null;
        }

        var isTooMany = perAddress.AddOrUpdate(address, 1, (_, count) => count + 1) > mostPerAddress;
        var wait = isTooMany ? null : TakeToken();
        if (isTooMany || wait is not null)
        {
            Leave(address);
            refusal = isTooMany ? new(StatusCodes.Status429TooManyRequests, "throttled", "Too many connections from this address.")
                : new(StatusCodes.Status503ServiceUnavailable, "retry_later", "Too many connections are being opened at once.") { RetryAfterMs = wait };
            return null;
        }

        return new Place(this, address);
    }

    private void Leave(string address)
    {
        Interlocked.Decrement(ref total);
        // Two threads may both see the last one go; then the entry is simply gone.
        if (perAddress.AddOrUpdate(address, 0, (_, count) => count - 1) <= 0)
            perAddress.TryRemove(new(address, 0));
    }

    /// <summary>Takes one of the connections that may be opened now; the wait for the next, in milliseconds, where there is none.</summary>
    private int? TakeToken()
    {
        lock (gate)
        {
            return opening.Take() is { } wait ? (int)Math.Ceiling(wait.TotalMilliseconds) : null;
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
