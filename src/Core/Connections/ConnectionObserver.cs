namespace Rollcall.Core.Connections;

/// <summary>Hears what happens on connections, for metrics. Every method may be called from any thread and must be quick: the ones on the
/// way out come once per pass of a pump, never per message.</summary>
public abstract class ConnectionObserver
{
    /// <summary>An observer that keeps nothing.</summary>
    public static ConnectionObserver None { get; } = new Nobody();

    /// <summary>A connection began.</summary>
    public virtual void Opened() { }

    /// <summary>A connection is over; a slow one shows by 4001 from the server.</summary>
    public virtual void Ended(Ending ending) { }

    /// <summary>Bytes came in.</summary>
    public virtual void Read(int bytes) { }

    /// <summary>A message was dealt with as far as its connection goes.</summary>
    /// <param name="message">What it was: <see cref="IConversation.LastHeard"/>.</param>
    /// <param name="since">When it was whole; a timestamp of the <see cref="TimeProvider"/>.</param>
    public virtual void Heard(string message, long since) { }

    /// <summary>One pass of a pump handed frames to lines.</summary>
    /// <param name="frames">Frames on all of them.</param>
    /// <param name="bytes">Bytes on all of them.</param>
    /// <param name="owed">The most that one outbox held when its write began.</param>
    /// <param name="oldest">The earliest <see cref="SharedFrame.AcceptedAt"/> of the frames; 0 where none had one.</param>
    public virtual void Flushed(int frames, long bytes, long owed, long oldest) { }

    private sealed class Nobody : ConnectionObserver;
}
