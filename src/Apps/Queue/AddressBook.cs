namespace Rollcall.Apps.Queue;

/// <summary>How often each address has tried to register, and which places are its own: in memory only. Owned by the loop of the queue.</summary>
internal sealed class AddressBook(int attemptsAllowed, int waitingAllowed)
{
    /// <summary>What to say where a place must become free first, of which nobody knows when.</summary>
    private const int SecondsUntilFree = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Queue<DateTimeOffset>> attempts = [];
    private readonly Dictionary<long, string> waiting = [];
    private DateTimeOffset sweptAt;

    /// <summary>Notes an attempt of valid form; answers how many seconds the address must wait, null where it need not.</summary>
    public int? Attempt(string address, QueueState queue, DateTimeOffset now)
    {
        Sweep(queue, now);
        if (!attempts.TryGetValue(address, out var times))
            attempts[address] = times = [];
        while (times.TryPeek(out var oldest) && now - oldest >= Window)
            times.Dequeue();
        if (times.Count >= attemptsAllowed)
            return (int)Math.Ceiling((times.Peek() + Window - now).TotalSeconds);
        times.Enqueue(now);
        var holds = waiting.Count(one => one.Value == address && queue.PositionOf(one.Key) is not null);
        return waitingAllowed > 0 && holds >= waitingAllowed ? SecondsUntilFree : null;
    }

    /// <summary>Notes whose a place is.</summary>
    public void Holds(string address, long entryId) => waiting[entryId] = address;

    private void Sweep(QueueState queue, DateTimeOffset now)
    {
        if (now - sweptAt < Window)
            return;
        sweptAt = now;
        foreach (var (address, times) in attempts.Where(one => one.Value.All(time => now - time >= Window)).ToList())
            attempts.Remove(address);
        // A place that an undo may give back is still known as current or ended.
        foreach (var entryId in waiting.Keys.Where(id => Callers.StatusOf(queue, id) is null).ToList())
            waiting.Remove(entryId);
    }
}
