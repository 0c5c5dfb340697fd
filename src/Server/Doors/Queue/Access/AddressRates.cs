namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>The rate of HTTP requests per address. An address that has rested is forgotten.</summary>
/// <remarks>Any thread; the lock is held for a look-up, and for a sweep when many addresses are known.</remarks>
internal sealed class AddressRates(int perSecond, int burst, TimeProvider time)
{
    private const int SweepFrom = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, RequestRate> rates = new(StringComparer.Ordinal);
    private int sweepAt = SweepFrom;

    /// <summary>Takes one request: null if it may be done, otherwise how long to wait. This machine's own are not counted.</summary>
    public TimeSpan? Take(ClientAddress address)
    {
        if (address.IsLoopback)
            return null;
        lock (gate)
        {
            if (!rates.TryGetValue(address.Key, out var rate))
            {
                Sweep();
                rates[address.Key] = rate = new(perSecond, burst, time);
            }

            return rate.Take();
        }
    }

    private void Sweep()
    {
        if (rates.Count < sweepAt)
            return;
        foreach (var (key, _) in rates.Where(one => one.Value.IsRested).ToList())
            rates.Remove(key);
        // So that a flood of addresses is not swept at each of its requests.
        sweepAt = Math.Max(SweepFrom, rates.Count * 2);
    }
}
