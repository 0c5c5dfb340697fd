using System.Runtime.InteropServices;
using Rollcall.Core.Connections;

namespace Rollcall.Server.Hosting;

/// <summary>So many at once and so many per second, counted by key. A key that has everything left is as if never seen, and forgotten when there are many.
/// Any thread; a lock, as requests of one user come on many, held for a look-up, and for a sweep when many keys are known.</summary>
public sealed class Allowances<TKey>(double perSecond, int burst, TimeProvider time)
    where TKey : notnull
{
    private const int SweepFrom = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<TKey, TokenBucket> buckets = [];
    private int sweepAt = SweepFrom;

    /// <summary>Takes one: null if there was one, otherwise the wait for the next in milliseconds, rounded up.</summary>
    public int? Take(TKey key)
    {
        lock (gate)
            return Milliseconds(Of(key).Take());
    }

    /// <summary>Looks whether there is one, and takes none.</summary>
    public int? Look(TKey key)
    {
        lock (gate)
            return Milliseconds(Of(key).Look());
    }

    private ref TokenBucket Of(TKey key)
    {
        if (buckets.Count >= sweepAt && !buckets.ContainsKey(key))
            Sweep();
        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out var isKnown);
        if (!isKnown)
            bucket = new(perSecond, burst, time);
        return ref bucket;
    }

    private void Sweep()
    {
        foreach (var (key, bucket) in buckets)
        {
            if (bucket.IsFull)
                buckets.Remove(key);
        }

        // So that a flood of keys is not swept at each of its requests.
        sweepAt = Math.Max(SweepFrom, buckets.Count * 2);
    }

    private static int? Milliseconds(TimeSpan? wait) => wait is { } time ? (int)Math.Ceiling(time.TotalMilliseconds) : null;
}
