namespace Rollcall.Core.Sessions;

/// <summary>Slows down guessing. An attempt counts as failed from the moment it begins, until <see cref="Succeed"/> or <see cref="Withdraw"/> says
/// otherwise, so that a hundred attempts at the same moment are no way round it.</summary>
/// <remarks>May be called from any thread; the lock is held for a look-up. The memory is bounded: when there are too many keys the one that was
/// quiet longest goes, blocked ones last.</remarks>
/// <typeparam name="TKey">What is counted by: an address, a name, an address and a meet.</typeparam>
public sealed class Throttle<TKey>(ThrottleRule rule, int mostKeys, TimeProvider time) where TKey : notnull
{
    // How far the search for one that is not blocked goes before the quietest is taken after all.
    private const int SecondChances = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Record>> records = [];
    private readonly LinkedList<Record> byQuiet = new();

    /// <summary>How many keys are held in memory.</summary>
    public int Count
    {
        get
        {
            lock (gate) return records.Count;
        }
    }

    /// <summary>Begins an attempt: null if it may go on, otherwise how long to wait; then it does not count.</summary>
    public TimeSpan? Begin(TKey key)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (WaitOf(key, now) is { } wait) return wait;
            Touch(key, now).Begin(rule, now);
            return null;
        }
    }

    /// <summary>How long an attempt would have to wait; null if it would be let through. Counts nothing.</summary>
    public TimeSpan? RetryAfter(TKey key)
    {
        lock (gate) return WaitOf(key, time.GetUtcNow());
    }

    /// <summary>Counts a failure that was let through although the key is blocked, such as that of somebody known to belong here.</summary>
    public void Fail(TKey key)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            Touch(key, now).Begin(rule, now);
        }
    }

    /// <summary>The attempt was right: all is forgiven.</summary>
    public void Succeed(TKey key)
    {
        lock (gate)
        {
            if (records.Remove(key, out var node)) byQuiet.Remove(node);
        }
    }

    /// <summary>The attempt was neither right nor wrong (nobody looked), or does not count: it is taken back.</summary>
    public void Withdraw(TKey key)
    {
        lock (gate)
        {
            if (records.TryGetValue(key, out var node)) node.Value.History.TakeBack();
        }
    }

    private TimeSpan? WaitOf(TKey key, DateTimeOffset now)
    {
        if (!records.TryGetValue(key, out var node)) return null;
        if (!node.Value.History.IsOver(rule, now)) return node.Value.History.WaitAt(rule, now);
        records.Remove(key);
        byQuiet.Remove(node);
        return null;
    }

    private AttemptHistory Touch(TKey key, DateTimeOffset now)
    {
        if (records.TryGetValue(key, out var node)) byQuiet.Remove(node);
        else
        {
            if (records.Count >= mostKeys) Evict(now);
            records[key] = node = new LinkedListNode<Record>(new Record(key, new AttemptHistory()));
        }
        byQuiet.AddLast(node);
        return node.Value.History;
    }

    private void Evict(DateTimeOffset now)
    {
        for (var chance = 0; chance < SecondChances && byQuiet.First!.Value.History.WaitAt(rule, now) is not null; chance++)
        {
            var blocked = byQuiet.First;
            byQuiet.RemoveFirst();
            byQuiet.AddLast(blocked);
        }
        records.Remove(byQuiet.First!.Value.Key);
        byQuiet.RemoveFirst();
    }

    private sealed record Record(TKey Key, AttemptHistory History);
}
