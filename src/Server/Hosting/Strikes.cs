namespace Rollcall.Server.Hosting;

/// <summary>Counts offences of one connection within a moving window. A lock, as the read loop and a channel's loop both count; held for a few lines.</summary>
public sealed class Strikes(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<long> when = new();

    /// <summary>Counts one; true if that was one too many.</summary>
    public bool Strike()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            while (when.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) > window)
                when.Dequeue();
            when.Enqueue(now);
            return when.Count >= limit;
        }
    }
}
