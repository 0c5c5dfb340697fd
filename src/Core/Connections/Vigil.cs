using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>Looks after one connection's deadlines: handshake, silence, pings, writes that stand still, closes nobody answers.</summary>
/// <remarks><see cref="Look"/> is the heartbeat's. The read loop says what it knows by the three properties, which are single words and
/// may be seen one tick late.</remarks>
internal sealed class Vigil
{
    private static readonly object PingSlot = new();

    private readonly Stream line;
    private readonly Outbox outbox;
    private readonly ConnectionLimits limits;
    private readonly TimeProvider time;
    private readonly long openedAt;
    private readonly bool isOneWay;

    // The heartbeat's.
    private long pingDueFrom;
    private long pingedAt;
    private long waitingFrom;
    private long wroteAt;
    private long closingSince;
    private int writesSeen;

    /// <summary>Begins to look after a connection; <paramref name="isOneWay"/>: nothing is ever read from it.</summary>
    public Vigil(long id, Stream line, Outbox outbox, ConnectionLimits limits, TimeProvider time, bool isOneWay = false)
    {
        this.isOneWay = isOneWay;
        (this.line, this.outbox, this.limits, this.time) = (line, outbox, limits, time);
        openedAt = time.GetTimestamp();
        LifeAt = waitingFrom = openedAt;

        // Connections that came at the same moment, as after a restart, shall not be pinged at the same moment for ever: each begins at
        // another part of the interval. Multiples of the golden ratio spread evenly.
        var part = id * 0.6180339887498949 % 1;
        pingDueFrom = openedAt - (long)(part * limits.PingEvery.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Whether a session is attached.</summary>
    public bool IsSettled { get; set; }

    /// <summary>When the last byte came in.</summary>
    public long LifeAt { get; set; }

    /// <summary>Whether the read loop waits for the peer; false while it waits for us.</summary>
    public bool IsReading { get; set; } = true;

    public TimeSpan Age => time.GetElapsedTime(openedAt);

    /// <summary>Whether a ping was sent at that time, so far as can be told: pongs may also come unasked.</summary>
    public bool HasPinged(long at) => at > openedAt && at <= Volatile.Read(ref pingedAt);

    /// <summary>Does what is due.</summary>
    public void Look(long now, SharedFrame ping)
    {
        WatchWriting(now);
        if (outbox.Closing is { } closing)
        {
            WatchClose(now, closing);
        }
        else if (!IsSettled && !isOneWay && Since(openedAt, now) > limits.HandshakeTimeout)
        {
            outbox.Close(Closing.NotAuthenticated, dropOwed: false);
        }
        else if (IsReading && !isOneWay && (Since(LifeAt, now) > limits.SilenceLimit || IsUnanswered(now)))
        {
            outbox.Close(Closing.Timeout, dropOwed: true);
            closingSince = now;
        }
        else if (Since(pingDueFrom, now) >= limits.PingEvery)
        {
            pingDueFrom = now;
            Volatile.Write(ref pingedAt, now);
            outbox.PostLatest(PingSlot, ping);
        }
    }

    private bool IsUnanswered(long now) => pingedAt > LifeAt && Since(pingedAt, now) > limits.AnswerWithin;

    private void WatchWriting(long now)
    {
        var writes = outbox.Writer.Writes;
        if (writes != writesSeen)
        {
            wroteAt = now;

            // Who never answers is pinged only so that the line is not silent, and it was not.
            if (isOneWay) pingDueFrom = now;
        }

        if (!outbox.Writer.IsWaiting) waitingFrom = now;
        writesSeen = writes;
        if (Since(Math.Max(waitingFrom, wroteAt), now) <= limits.WriteStall) return;
        outbox.Close(Closing.Slow, dropOwed: true);
        line.Dispose();
    }

    private void WatchClose(long now, Closing closing)
    {
        if (closingSince == 0) closingSince = now;

        // Who said nothing for so long will not answer a close either: the frame has had a second to leave, that is all. Any other peer that still takes in
        // what it is owed gets it all, and the close after it. A slow one has as long as a write may stand still: much lies before the close, and to cut the
        // line throws away what the system still holds for it, the close with the rest.
        var since = Since(Math.Max(closingSince, wroteAt), now);
        var isOver = closing == Closing.Timeout ? now > closingSince
            : closing == Closing.Slow ? !outbox.Writer.IsWaiting && since > limits.WriteStall
            : since > limits.CloseGrace;
        if (isOver) line.Dispose();
    }

    private TimeSpan Since(long then, long now) => time.GetElapsedTime(then, now);
}
