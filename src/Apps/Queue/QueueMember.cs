using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Queue;

/// <summary>In which form a connection hears the queue.</summary>
public enum QueueDialect
{
    /// <summary>WebSocket: one JSON object a frame.</summary>
    Frame,
    /// <summary>Server-sent events: the seven for everybody.</summary>
    Stream,
    /// <summary>Server-sent events: only what a wall screen shows.</summary>
    Display,
}

/// <summary>One connection's place in a queue. Made by the door; everything that changes belongs to the queue's loop.</summary>
/// <param name="outbox">What the connection is owed.</param>
/// <param name="dialect">In which form it hears.</param>
public sealed class QueueMember(Outbox outbox, QueueDialect dialect)
{
    /// <summary>What the connection is owed.</summary>
    public Outbox Outbox { get; } = outbox;

    /// <summary>In which form it hears.</summary>
    public QueueDialect Dialect { get; } = dialect;

    /// <summary>What it listens to.</summary>
    internal QueueTopics Topics { get; set; } = dialect == QueueDialect.Display ? QueueTopics.None : QueueTopics.Public;

    /// <summary>The places it watches, each with what it was last told.</summary>
    internal Dictionary<long, (string Status, int? Position)> Watched { get; } = [];

    /// <summary>When it last heard something.</summary>
    internal DateTimeOffset LastHeard { get; set; }

    /// <summary>When a WebSocket that asked for it hears the next sign of life.</summary>
    internal DateTimeOffset KeepaliveAt { get; set; }

    internal void Hear(SharedFrame frame, DateTimeOffset now)
    {
        LastHeard = now;
        Outbox.Post(frame);
    }

    internal void HearLatest(object slot, SharedFrame frame, DateTimeOffset now)
    {
        LastHeard = now;
        Outbox.PostLatest(slot, frame);
    }
}
