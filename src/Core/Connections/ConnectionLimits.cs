namespace Rollcall.Core.Connections;

/// <summary>How much one connection may ask of us, and how long we wait for it. One object is shared by all connections of a door.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Bytes of one message, the sum of its fragments; beyond it 1009. The door may raise it for one connection.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024;

    /// <summary>Messages (and pings, which cost us an answer) per second in the long run; beyond it 4002.</summary>
    public double MessagesPerSecond { get; init; } = 50;

    /// <summary>Messages that may come at once before <see cref="MessagesPerSecond"/> counts: a desk that was away sends what it holds.</summary>
    public int Burst { get; init; } = 200;

    /// <summary>Bytes a connection may be owed; beyond it 4001. A single larger frame still passes when nothing else is owed.</summary>
    public int OutboxBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a connection may stay without a session (see <see cref="Connection.Settle"/>); after it 4500.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the server pings.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing at all may come in; after it 4004 and the line is cut. Must be longer than <see cref="PingEvery"/>.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How long a ping may stay without any sign of life; after it 4004 and the line is cut. Null: only <see cref="SilenceLimit"/> counts.
    /// Must be shorter than <see cref="PingEvery"/>.</summary>
    public TimeSpan? AnswerWithin { get; init; }

    /// <summary>Whether binary messages are passed over, as life and towards the rate; otherwise they close with 1003.</summary>
    public bool IgnoresBinary { get; init; }

    /// <summary>How long a write may stand still; after it the line is cut and counts as closed 4001. Tells a dead reader from a slow one
    /// before its outbox is full.</summary>
    public TimeSpan WriteStall { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the peer has to answer our close; after it the line is cut.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(3);
}
