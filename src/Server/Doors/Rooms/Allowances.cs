namespace Rollcall.Server.Doors.Rooms;

/// <summary>So many at once and so many per second, counted by key: exact, with the wait until the next one. Any thread; a lock, as requests of one user
/// come on many, held for a few lines.</summary>
public sealed class Allowances<TKey>(double perSecond, int burst, TimeProvider time)
    where TKey : notnull
{
    private const int MostKeys = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<TKey, (double Tokens, long At)> buckets = [];

    /// <summary>Takes one: null if there was one, otherwise the wait for the next in milliseconds, rounded up.</summary>
    public int? Take(TKey key) => Ask(key, 1);

    /// <summary>Looks whether there is one, and takes none.</summary>
    public int? Look(TKey key) => Ask(key, 0);

    private int? Ask(TKey key, int take)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            var tokens = (double)burst;
            if (buckets.TryGetValue(key, out var kept))
                tokens = Math.Min(burst, kept.Tokens + (time.GetElapsedTime(kept.At, now).TotalSeconds * perSecond));
            else if (buckets.Count >= MostKeys)
                ForgetFull(now);
            if (tokens < 1)
            {
                buckets[key] = (tokens, now);
                return (int)Math.Ceiling(Math.Round((1 - tokens) / perSecond * 1_000, 6));
            }

            buckets[key] = (tokens - take, now);
            return null;
        }
    }

    /// <summary>Whoever has everything left is as if never seen.</summary>
    private void ForgetFull(long now)
    {
        foreach (var (key, (tokens, at)) in buckets)
        {
            if (tokens + (time.GetElapsedTime(at, now).TotalSeconds * perSecond) >= burst)
                buckets.Remove(key);
        }
    }
}
