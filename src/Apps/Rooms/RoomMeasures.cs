using System.Diagnostics.Metrics;
using Rollcall.Core.Measuring;

namespace Rollcall.Apps.Rooms;

/// <summary>What is counted about rooms, under the names Prometheus shows. No label is an id. Any thread may call it.</summary>
public sealed class RoomMeasures
{
    private readonly Measures all;
    private readonly Counter<long> messages;
    private readonly Counter<long> errors;
    private readonly Counter<long> refusals;
    private readonly Counter<long> recoveries;
    private readonly Counter<long> dropped;
    private readonly Counter<long> duplicates;
    private readonly Histogram<double> roundTrip;

    /// <summary>Makes the instruments beside those of the whole server.</summary>
    public RoomMeasures(Measures all)
    {
        this.all = all;
        var meter = all.Meter;
        messages = meter.CreateCounter<long>("room_message_total", null, "Messages of rooms, by direction: in (from clients), out (to clients).");
        errors = meter.CreateCounter<long>("room_error_total", null, "Errors told on room connections, by code.");
        refusals = meter.CreateCounter<long>("room_refused_total", null, "Room connections refused, by code.");
        recoveries = meter.CreateCounter<long>("room_recovery_total", null, "Connections that came back with a position, by outcome: recovered, or why not.");
        dropped = meter.CreateCounter<long>("room_signal_dropped_total", null, "Presence and typing not told to connections that read too slowly.");
        duplicates = meter.CreateCounter<long>("room_duplicate_total", null, "Messages answered again because they were done already.");
        roundTrip = meter.CreateHistogram(
            "room_ping_seconds", "s", "Round trip of a ping.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.Seconds });
    }

    /// <summary>Shows how many rooms are open and how many users are present in them, looked at when figures are fetched.</summary>
    public void Watch(Func<int> rooms, Func<int> users)
    {
        all.Meter.CreateObservableGauge("room_open", rooms, null, "Rooms that are open.");
        all.Meter.CreateObservableGauge("room_user_present", users, null, "Users present, counted in each of their rooms.");
        all.WatchPresence("room", users);
    }

    /// <summary>A message came in.</summary>
    public void In() => messages.Add(1, new KeyValuePair<string, object?>("direction", "in"));

    /// <summary>An entry went out to so many.</summary>
    public void Out(int members) => messages.Add(members, new KeyValuePair<string, object?>("direction", "out"));

    /// <summary>An <c>error</c> was told.</summary>
    public void Error(string code) => errors.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A connection was refused.</summary>
    /// <param name="code">Why.</param>
    /// <param name="isTold">Whether it was accepted to be told so, and then closed.</param>
    public void Refused(string code, bool isTold)
    {
        refusals.Add(1, new KeyValuePair<string, object?>("code", code));
        if (!isTold)
            all.ConnectionRejected(code);
    }

    /// <summary>A connection came back with a position.</summary>
    public void Recovered(string? reason)
    {
        recoveries.Add(1, new KeyValuePair<string, object?>("outcome", reason ?? "recovered"));
        all.Replayed(reason is null ? "complete" : "not_recovered");
    }

    /// <summary>A signal was not told.</summary>
    public void Dropped() => dropped.Add(1);

    /// <summary>Something was answered again.</summary>
    public void Duplicate() => duplicates.Add(1);

    /// <summary>A ping was answered.</summary>
    public void RoundTrip(TimeSpan took) => roundTrip.Record(took.TotalSeconds);
}
