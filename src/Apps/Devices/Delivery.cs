namespace Rollcall.Apps.Devices;

/// <summary>Up to which event everything by others is known to have reached a device (specification 7.4). One for each connection; owned by the loop of the
/// user's channel. Too low is harmless, too high is not: a push counts only when a ping sent after it was answered, or the connection was closed in good order.</summary>
/// <param name="began">The head when the connection began to hear pushes.</param>
/// <param name="known">What was known before; never below the last event by others if nothing was missed.</param>
internal sealed class Delivery(long began, long known)
{
    /// <summary>More are told together: later than need be, never sooner.</summary>
    private const int MostWaiting = 64;

    private readonly List<(long Seq, long At)> waiting = [];

    /// <summary>What is known now.</summary>
    public long Known { get; private set; } = known;

    /// <summary>Whether pushes wait for a sign that they arrived.</summary>
    public bool IsWaiting => waiting.Count > 0;

    /// <summary>An event was put into the outbox.</summary>
    /// <param name="seq">Which.</param>
    /// <param name="at">A timestamp taken afterwards.</param>
    public void Pushed(long seq, long at)
    {
        if (waiting.Count == MostWaiting)
            waiting.RemoveAt(waiting.Count - 1);
        waiting.Add((seq, at));
    }

    /// <summary>A ping was answered; true if more is known now.</summary>
    public bool Answered(long pingedAt)
    {
        var arrived = waiting.TakeWhile(push => push.At <= pingedAt).ToList();
        waiting.RemoveRange(0, arrived.Count);
        return arrived.Count > 0 && Arrived(arrived[^1].Seq);
    }

    /// <summary>The connection was closed in good order, so that all of it arrived; true if more is known now.</summary>
    public bool Closed() => waiting.Count > 0 && Arrived(waiting[^1].Seq);

    /// <summary>The device was given everything up to an event, by state or events; true if more is known now.</summary>
    public bool Returned(long through)
    {
        if (through <= Known)
            return false;
        Known = through;
        return true;
    }

    // Pushes begin where the connection began: they close no gap before that.
    private bool Arrived(long seq)
    {
        if (Known < began || seq <= Known)
            return false;
        Known = seq;
        return true;
    }
}
