using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>Looks after one connection's deadlines: handshake, silence, pings, writes that stand still, closes nobody answers.</summary>
/// <remarks><see cref="Look"/> is the heartbeat's. The read loop says what it knows by the three properties, which are single words and
/// may be seen one tick late.</remarks>
internal sealed class Vigil
{
    private static readonly object PingSlot = new();

    private readonly Stream _line;
    private readonly Outbox _outbox;
    private readonly ConnectionLimits _limits;
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private readonly bool _isOneWay;

    // The heartbeat's.
    private long _pingDueFrom;
    private long _pingedAt;
    private long _waitingFrom;
    private long _wroteAt;
    private long _closingSince;
    private int _writesSeen;

    /// <summary>Begins to look after a connection; <paramref name="isOneWay"/>: nothing is ever read from it.</summary>
    public Vigil(long id, Stream line, Outbox outbox, ConnectionLimits limits, TimeProvider time, bool isOneWay = false)
    {
        _isOneWay = isOneWay;
        (_line, _outbox, _limits, _time) = (line, outbox, limits, time);
        _openedAt = time.GetTimestamp();
        LifeAt = _waitingFrom = _openedAt;

        // Connections that came at the same moment, as after a restart, shall not be pinged at the same moment for ever: each begins at
        // another part of the interval. Multiples of the golden ratio spread evenly.
        var part = id * 0.6180339887498949 % 1;
        _pingDueFrom = _openedAt - (long)(part * limits.PingEvery.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Whether a session is attached.</summary>
    public bool IsSettled { get; set; }

    /// <summary>When the last byte came in.</summary>
    public long LifeAt { get; set; }

    /// <summary>Whether the read loop waits for the peer; false while it waits for us.</summary>
    public bool IsReading { get; set; } = true;

    public TimeSpan Age => _time.GetElapsedTime(_openedAt);

    /// <summary>Whether a ping was sent at that time, so far as can be told: pongs may also come unasked.</summary>
    public bool HasPinged(long at) => at > _openedAt && at <= Volatile.Read(ref _pingedAt);

    /// <summary>Does what is due.</summary>
    public void Look(long now, SharedFrame ping)
    {
        WatchWriting(now);
        if (_outbox.Closing is { } closing)
        {
            WatchClose(now, closing);
        }
        else if (!IsSettled && !_isOneWay && Since(_openedAt, now) > _limits.HandshakeTimeout)
        {
            _outbox.Close(Closing.NotAuthenticated, dropOwed: false);
        }
        else if (IsReading && !_isOneWay && (Since(LifeAt, now) > _limits.SilenceLimit || IsUnanswered(now)))
        {
            _outbox.Close(Closing.Timeout, dropOwed: true);
            _closingSince = now;
        }
        else if (Since(_pingDueFrom, now) >= _limits.PingEvery)
        {
            _pingDueFrom = now;
            Volatile.Write(ref _pingedAt, now);
            _outbox.PostLatest(PingSlot, ping);
        }
    }

    private bool IsUnanswered(long now) => _pingedAt > LifeAt && Since(_pingedAt, now) > _limits.AnswerWithin;

    private void WatchWriting(long now)
    {
        var writes = _outbox.Writer.Writes;
        if (writes != _writesSeen)
        {
            _wroteAt = now;

            // Who never answers is pinged only so that the line is not silent, and it was not.
            if (_isOneWay) _pingDueFrom = now;
        }

        if (!_outbox.Writer.IsWaiting) _waitingFrom = now;
        _writesSeen = writes;
        if (Since(Math.Max(_waitingFrom, _wroteAt), now) <= _limits.WriteStall) return;
        _outbox.Close(Closing.Slow, dropOwed: true);
        _line.Dispose();
    }

    private void WatchClose(long now, Closing closing)
    {
        if (_closingSince == 0) _closingSince = now;

        // Who said nothing for so long will not answer a close either: the frame has had a second to leave, that is all. Any other peer that still takes in
        // what it is owed gets it all, and the close after it. A slow one has as long as a write may stand still: much lies before the close, and to cut the
        // line throws away what the system still holds for it, the close with the rest.
        var since = Since(Math.Max(_closingSince, _wroteAt), now);
        var isOver = closing == Closing.Timeout ? now > _closingSince
            : closing == Closing.Slow ? !_outbox.Writer.IsWaiting && since > _limits.WriteStall
            : since > _limits.CloseGrace;
        if (isOver) _line.Dispose();
    }

    private TimeSpan Since(long then, long now) => _time.GetElapsedTime(then, now);
}
