namespace Rollcall.Core.Connections;

/// <summary>Hears what happens on connections, for metrics. Every method may be called from any thread and must be quick: the ones on the
/// hot path come once per read or flush, never per message.</summary>
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

    /// <summary>One flush was handed to the line.</summary>
    /// <param name="frames">Frames in it.</param>
    /// <param name="bytes">Bytes in it.</param>
    /// <param name="owed">Bytes the outbox held when the flush began, these included.</param>
    /// <param name="oldest">The earliest <see cref="SharedFrame.AcceptedAt"/> of its frames; 0 where none had one.</param>
    public virtual void Flushed(int frames, int bytes, long owed, long oldest) { }

    private sealed class Nobody : ConnectionObserver;
}
