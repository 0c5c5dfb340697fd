using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Rollcall.Core.Measuring;

/// <summary>What the server counts about itself, under the names Prometheus shows. Labels are bounded: never an id, a name or an address.
/// Any thread may call it; a call costs tens of nanoseconds, so hot paths count per flush or per round rather than per message.</summary>
public sealed class Measures : IDisposable
{
    private readonly Counter<long> connections;
    private readonly UpDownCounter<long> active;
    private readonly Counter<long> rejected;
    private readonly Counter<long> closed;
    private readonly Counter<long> bytesIn;
    private readonly Counter<long> bytesOut;
    private readonly Histogram<double> outbox;
    private readonly Counter<long> slow;
    private readonly Counter<long> deliveries;
    private readonly Histogram<double> delivery;
    private readonly Histogram<double> handler;
    private readonly UpDownCounter<long> channels;
    private readonly Histogram<double> roundLetters;
    private readonly Histogram<double> append;
    private readonly Counter<long> replays;
    private readonly ConcurrentDictionary<string, Func<int>> present = new(StringComparer.Ordinal);
    private readonly Histogram<double> flush;
    private readonly Counter<long> bytesWritten;
    private readonly Counter<long> tornTails;
    private readonly Counter<long> authAttempts;
    private readonly Counter<long> authThrottled;

    /// <summary>Makes the instruments on a meter of their own.</summary>
    public Measures()
    {
        Meter = new Meter("Rollcall");
        connections = Meter.CreateCounter<long>("ws_connection_total", null, "WebSocket connections accepted, by application (ws.connection).");
        active = Meter.CreateUpDownCounter<long>("ws_active", null, "WebSocket connections open now, by application (ws.active).");
        rejected = Meter.CreateCounter<long>("ws_rejected_total", null, "WebSocket connections refused before they were accepted, by reason.");
        closed = Meter.CreateCounter<long>("ws_closed_total", null, "WebSocket connections closed, by close code.");
        bytesIn = Meter.CreateCounter<long>("ws_bytes_in_total", "By", "Bytes received on WebSocket connections.");
        bytesOut = Meter.CreateCounter<long>("ws_bytes_out_total", "By", "Bytes sent on WebSocket connections.");
        outbox = Histogram("ws_outbox_bytes", "By", "The most a connection was owed when it was written to, per pass over all that had to be.", Buckets.Bytes);
        slow = Meter.CreateCounter<long>("ws_slow_total", null, "Connections closed because they did not read fast enough.");
        deliveries = Meter.CreateCounter<long>("delivery_total", null, "Messages written to connections.");
        delivery = Histogram("delivery_seconds", "s", "Time from accepting a command to having written what came of it to connections, per pass over all that had to be.", Buckets.Seconds);
        handler = Histogram("handler_duration_ms", "ms", "Time to handle a message, by application and message (handler.duration_ms).", Buckets.Milliseconds);
        channels = Meter.CreateUpDownCounter<long>("channel_active", null, "Channels in memory, by kind.");
        roundLetters = Histogram("channel_round_letters", null, "Letters that one round of a channel took in.", Buckets.Counts);
        append = Histogram("channel_append_seconds", "s", "Time of a round's append, as its channel waits for it.", Buckets.Seconds);
        replays = Meter.CreateCounter<long>("replay_total", null, "Catch-ups after an absence, by outcome: complete, snapshot, not_recovered.");
        Meter.CreateObservableGauge("presence_members", () => present.Select(one => new Measurement<int>(one.Value(), new KeyValuePair<string, object?>("kind", one.Key))), null, "Those present in channels now, by kind.");
        flush = Histogram("store_flush_seconds", "s", "Time of writing a round to its log and flushing it to the disk.", Buckets.Seconds);
        bytesWritten = Meter.CreateCounter<long>("store_bytes_written_total", "By", "Bytes appended to logs.");
        tornTails = Meter.CreateCounter<long>("store_torn_tail_total", null, "Logs whose torn last line was cut off when they were opened.");
        authAttempts = Meter.CreateCounter<long>("auth_attempt_total", null, "Attempts to prove who one is, by kind and outcome.");
        authThrottled = Meter.CreateCounter<long>("auth_throttled_total", null, "Attempts refused unseen after too many failures.");
    }

    /// <summary>Where further parts of the server hang their own instruments.</summary>
    public Meter Meter { get; }

    /// <summary>A connection was accepted.</summary>
    /// <param name="application">Such as <c>meets</c>.</param>
    public void ConnectionOpened(string application)
    {
        connections.Add(1, new KeyValuePair<string, object?>("application", application));
        active.Add(1, new KeyValuePair<string, object?>("application", application));
    }

    /// <summary>An accepted connection is over.</summary>
    /// <param name="application">As when it was opened.</param>
    /// <param name="code">The close code; 1006 where it just broke off.</param>
    public void ConnectionClosed(string application, int code)
    {
        active.Add(-1, new KeyValuePair<string, object?>("application", application));
        closed.Add(1, new KeyValuePair<string, object?>("code", code is >= 1000 and < 5000 ? code : 1006));
    }

    /// <summary>A connection was refused before it was accepted.</summary>
    /// <param name="reason">One of few words, such as <c>full</c>, <c>rate</c>, <c>origin</c>.</param>
    public void ConnectionRejected(string reason) => rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Bytes came in.</summary>
    public void Received(long bytes) => bytesIn.Add(bytes);

    /// <summary>Connections were written to, in one pass over all that had to be.</summary>
    /// <param name="messages">How many messages that was.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="owed">The most that one of them was owed when writing to it began.</param>
    public void Flushed(long messages, long bytes, long owed)
    {
        deliveries.Add(messages);
        bytesOut.Add(bytes);
        outbox.Record(owed);
    }

    /// <summary>A connection was closed because it did not read fast enough.</summary>
    public void Slow() => slow.Add(1);

    /// <summary>How long something accepted took until it was written to connections.</summary>
    public void Delivered(TimeSpan since) => delivery.Record(since.TotalSeconds);

    /// <summary>How long handling a message took.</summary>
    /// <param name="application">Such as <c>meets</c>.</param>
    /// <param name="message">Its type; one of the protocol's names.</param>
    /// <param name="took">From the whole message until the next one may come: its letter is taken, or it is answered.</param>
    public void Handled(string application, string message, TimeSpan took) =>
        handler.Record(took.TotalMilliseconds, new KeyValuePair<string, object?>("application", application), new KeyValuePair<string, object?>("message", message));

    /// <summary>A channel came into memory (1) or left it (-1).</summary>
    public void Channels(string kind, int change) => channels.Add(change, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>A round was done.</summary>
    public void Round(int letters) => roundLetters.Record(letters);

    /// <summary>A round's append returned.</summary>
    public void Appended(TimeSpan took) => append.Record(took.TotalSeconds);

    /// <summary>Somebody caught up.</summary>
    /// <param name="outcome"><c>complete</c>, <c>snapshot</c> or <c>not_recovered</c>.</param>
    public void Replayed(string outcome) => replays.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Shows how many are present in channels of a kind, looked at when figures are fetched.</summary>
    public void WatchPresence(string kind, Func<int> count) => present[kind] = count;

    /// <summary>Bytes of a log are on the disk.</summary>
    public void StoreFlushed(TimeSpan took, long bytes)
    {
        flush.Record(took.TotalSeconds);
        bytesWritten.Add(bytes);
    }

    /// <summary>A torn last line was cut off.</summary>
    public void TornTail() => tornTails.Add(1);

    /// <summary>Somebody tried to prove who they are.</summary>
    /// <param name="kind">Such as <c>meet_join</c>, <c>admin</c>.</param>
    /// <param name="outcome"><c>ok</c>, <c>failed</c>, <c>throttled</c> or <c>busy</c>.</param>
    public void AuthAttempt(string kind, string outcome)
    {
        authAttempts.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
        if (outcome == "throttled")
            authThrottled.Add(1);
    }

    /// <summary>Ends the meter.</summary>
    public void Dispose() => Meter.Dispose();

    private Histogram<double> Histogram(string name, string? unit, string description, double[] borders) =>
        Meter.CreateHistogram(name, unit, description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = borders });
}
