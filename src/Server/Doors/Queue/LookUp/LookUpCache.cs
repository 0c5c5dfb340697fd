namespace Rollcall.Server.Doors.Queue.LookUp;

/// <summary>What was looked up lately, by base call: good ones for a day, unknown ones for an hour, failures for five minutes. The oldest goes when
/// there are too many.</summary>
/// <remarks>Any thread; the lock is held for a look-up in a dictionary.</remarks>
public sealed class LookUpCache(int most, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> kept = new(StringComparer.Ordinal);
    private readonly LinkedList<Kept> byAge = new();

    /// <summary>How many are kept, over ones included.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return kept.Count;
        }
    }

    /// <summary>What is known of a call; null where nothing is, or not any more.</summary>
    public LookUpResult? Find(string call)
    {
        lock (gate)
            return kept.TryGetValue(call, out var node) && time.GetUtcNow() < node.Value.Until ? node.Value.Result : null;
    }

    /// <summary>Keeps a result in the place of an older one.</summary>
    public void Keep(string call, LookUpResult result)
    {
        lock (gate)
        {
            if (kept.Remove(call, out var older))
                byAge.Remove(older);
            kept[call] = byAge.AddLast(new Kept(call, result, time.GetUtcNow() + DurationOf(result)));
            if (kept.Count <= most)
                return;
            kept.Remove(byAge.First!.Value.Call);
            byAge.RemoveFirst();
        }
    }

    private static TimeSpan DurationOf(LookUpResult result) => result switch
    {
        LookUpResult.Found => TimeSpan.FromHours(24),
        LookUpResult.NotFound => TimeSpan.FromHours(1),
        _ => TimeSpan.FromMinutes(5),
    };

    private sealed record Kept(string Call, LookUpResult Result, DateTimeOffset Until);
}
