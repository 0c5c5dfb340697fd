using System.Diagnostics.Metrics;

namespace Rollcall.Core.Measuring;

/// <summary>What the server counts about itself, under the names Prometheus shows. Labels are bounded: never an id, a name or an address.
/// Any thread may call it; a call costs tens of nanoseconds, so hot paths count per flush or per round rather than per message.</summary>
public sealed class Measures : IDisposable
{
    private readonly Counter<long> _connections;
    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _bytesIn;
    private readonly Counter<long> _bytesOut;
    private readonly Histogram<double> _outbox;
    private readonly Counter<long> _slow;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _delivery;
    private readonly Histogram<double> _handler;
    private readonly UpDownCounter<long> _channels;
    private readonly Histogram<double> _roundLetters;
    private readonly Histogram<double> _append;
    private readonly Counter<long> _replays;
    private readonly UpDownCounter<long> _presence;
    private readonly Histogram<double> _flush;
    private readonly Counter<long> _bytesWritten;
    private readonly Counter<long> _tornTails;
    private readonly Counter<long> _authAttempts;
    private readonly Counter<long> _authThrottled;

    /// <summary>Makes the instruments on a meter of their own.</summary>
    public Measures()
    {
        Meter = new Meter("Rollcall");
        _connections = Meter.CreateCounter<long>("ws_connection_total", null, "WebSocket connections accepted, by application (ws.connection).");
        _active = Meter.CreateUpDownCounter<long>("ws_active", null, "WebSocket connections open now, by application (ws.active).");
        _rejected = Meter.CreateCounter<long>("ws_rejected_total", null, "WebSocket connections refused before they were accepted, by reason.");
        _closed = Meter.CreateCounter<long>("ws_closed_total", null, "WebSocket connections closed, by close code.");
        _bytesIn = Meter.CreateCounter<long>("ws_bytes_in_total", "By", "Bytes received on WebSocket connections.");
        _bytesOut = Meter.CreateCounter<long>("ws_bytes_out_total", "By", "Bytes sent on WebSocket connections.");
        _outbox = Histogram("ws_outbox_bytes", "By", "The most a connection was owed when it was written to, per pass over all that had to be.", Buckets.Bytes);
        _slow = Meter.CreateCounter<long>("ws_slow_total", null, "Connections closed because they did not read fast enough.");
        _deliveries = Meter.CreateCounter<long>("delivery_total", null, "Messages written to connections.");
        _delivery = Histogram("delivery_seconds", "s", "Time from accepting a command to having written what came of it to connections, per pass over all that had to be.", Buckets.Seconds);
        _handler = Histogram("handler_duration_ms", "ms", "Time to handle a message, by application and message (handler.duration_ms).", Buckets.Milliseconds);
        _channels = Meter.CreateUpDownCounter<long>("channel_active", null, "Channels in memory, by kind.");
        _roundLetters = Histogram("channel_round_letters", null, "Letters that one round of a channel took in.", Buckets.Counts);
        _append = Histogram("channel_append_seconds", "s", "Time of a round's append, as its channel waits for it.", Buckets.Seconds);
        _replays = Meter.CreateCounter<long>("replay_total", null, "Catch-ups after an absence, by outcome: complete, snapshot, not_recovered.");
        _presence = Meter.CreateUpDownCounter<long>("presence_members", null, "Those present in channels now, by kind.");
        _flush = Histogram("store_flush_seconds", "s", "Time of writing a round to its log and flushing it to the disk.", Buckets.Seconds);
        _bytesWritten = Meter.CreateCounter<long>("store_bytes_written_total", "By", "Bytes appended to logs.");
        _tornTails = Meter.CreateCounter<long>("store_torn_tail_total", null, "Logs whose torn last line was cut off when they were opened.");
        _authAttempts = Meter.CreateCounter<long>("auth_attempt_total", null, "Attempts to prove who one is, by kind and outcome.");
        _authThrottled = Meter.CreateCounter<long>("auth_throttled_total", null, "Attempts refused unseen after too many failures.");
    }

    /// <summary>Where further parts of the server hang their own instruments.</summary>
    public Meter Meter { get; }

    /// <summary>A connection was accepted.</summary>
    /// <param name="application">Such as <c>meets</c>.</param>
    public void ConnectionOpened(string application)
    {
        _connections.Add(1, new KeyValuePair<string, object?>("application", application));
        _active.Add(1, new KeyValuePair<string, object?>("application", application));
    }

    /// <summary>An accepted connection is over.</summary>
    /// <param name="application">As when it was opened.</param>
    /// <param name="code">The close code; 1006 where it just broke off.</param>
    public void ConnectionClosed(string application, int code)
    {
        _active.Add(-1, new KeyValuePair<string, object?>("application", application));
        _closed.Add(1, new KeyValuePair<string, object?>("code", code is >= 1000 and < 5000 ? code : 1006));
    }

    /// <summary>A connection was refused before it was accepted.</summary>
    /// <param name="reason">One of few words, such as <c>full</c>, <c>rate</c>, <c>origin</c>.</param>
    public void ConnectionRejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Bytes came in.</summary>
    public void Received(long bytes) => _bytesIn.Add(bytes);

    /// <summary>Connections were written to, in one pass over all that had to be.</summary>
    /// <param name="messages">How many messages that was.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="owed">The most that one of them was owed when writing to it began.</param>
    public void Flushed(long messages, long bytes, long owed)
    {
        _deliveries.Add(messages);
        _bytesOut.Add(bytes);
        _outbox.Record(owed);
    }

    /// <summary>A connection was closed because it did not read fast enough.</summary>
    public void Slow() => _slow.Add(1);

    /// <summary>How long something accepted took until it was written to connections.</summary>
    public void Delivered(TimeSpan since) => _delivery.Record(since.TotalSeconds);

    /// <summary>How long handling a message took.</summary>
    /// <param name="application">Such as <c>meets</c>.</param>
    /// <param name="message">Its type; one of the protocol's names.</param>
    /// <param name="took">From the whole message to its letter being taken.</param>
    public void Handled(string application, string message, TimeSpan took) =>
        _handler.Record(took.TotalMilliseconds, new KeyValuePair<string, object?>("application", application), new KeyValuePair<string, object?>("message", message));

    /// <summary>A channel came into memory (1) or left it (-1).</summary>
    public void Channels(string kind, int change) => _channels.Add(change, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>A round was done.</summary>
    public void Round(int letters) => _roundLetters.Record(letters);

    /// <summary>A round's append returned.</summary>
    public void Appended(TimeSpan took) => _append.Record(took.TotalSeconds);

    /// <summary>Somebody caught up.</summary>
    /// <param name="outcome"><c>complete</c>, <c>snapshot</c> or <c>not_recovered</c>.</param>
    public void Replayed(string outcome) => _replays.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>So many more (or fewer) are present in channels of a kind.</summary>
    public void Present(string kind, int change) => _presence.Add(change, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Bytes of a log are on the disk.</summary>
    public void StoreFlushed(TimeSpan took, long bytes)
    {
        _flush.Record(took.TotalSeconds);
        _bytesWritten.Add(bytes);
    }

    /// <summary>A torn last line was cut off.</summary>
    public void TornTail() => _tornTails.Add(1);

    /// <summary>Somebody tried to prove who they are.</summary>
    /// <param name="kind">Such as <c>meet_join</c>, <c>admin</c>.</param>
    /// <param name="outcome"><c>ok</c>, <c>failed</c>, <c>throttled</c> or <c>busy</c>.</param>
    public void AuthAttempt(string kind, string outcome)
    {
        _authAttempts.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
        if (outcome == "throttled")
            _authThrottled.Add(1);
    }

    /// <summary>Ends the meter.</summary>
    public void Dispose() => Meter.Dispose();

    private Histogram<double> Histogram(string name, string? unit, string description, double[] borders) =>
        Meter.CreateHistogram(name, unit, description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = borders });
}
