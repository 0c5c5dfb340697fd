using System.Diagnostics.Metrics;

namespace Rollcall.Apps.Rooms;

/// <summary>What is counted about rooms, under the names Prometheus shows. No label is an id. Any thread may call it.</summary>
public sealed class RoomMeasures
{
    private readonly Counter<long> messages;
    private readonly Counter<long> errors;
    private readonly Counter<long> refusals;
    private readonly Counter<long> recoveries;
    private readonly Counter<long> dropped;
    private readonly Counter<long> duplicates;
    private readonly Histogram<double> roundTrip;

    /// <summary>Makes the instruments on the server's meter.</summary>
    public RoomMeasures(Meter meter)
    {
        messages = meter.CreateCounter<long>("room_message_total", null, "Messages of rooms, by direction: in (from clients), out (to clients).");
        errors = meter.CreateCounter<long>("room_error_total", null, "Errors told on room connections, by code.");
        refusals = meter.CreateCounter<long>("room_refused_total", null, "Room connections refused, by code.");
        recoveries = meter.CreateCounter<long>("room_recovery_total", null, "Connections that came back with a position, by outcome: recovered, or why not.");
        dropped = meter.CreateCounter<long>("room_signal_dropped_total", null, "Presence and typing not told to connections that read too slowly.");
        duplicates = meter.CreateCounter<long>("room_duplicate_total", null, "Messages answered again because they were done already.");
        roundTrip = meter.CreateHistogram<double>("room_ping_seconds", null, "Round trip of a ping.");
    }

    /// <summary>Shows how many rooms are open and how many users are present in them, looked at when figures are fetched.</summary>
    public static void Watch(Meter meter, Func<int> rooms, Func<int> users)
    {
        meter.CreateObservableGauge("room_open", rooms, null, "Rooms that are open.");
        meter.CreateObservableGauge("room_user_present", users, null, "Users present, counted in each of their rooms.");
    }

    /// <summary>A message came in.</summary>
    public void In() => messages.Add(1, new KeyValuePair<string, object?>("direction", "in"));

    /// <summary>An entry went out to so many.</summary>
    public void Out(int members) => messages.Add(members, new KeyValuePair<string, object?>("direction", "out"));

    /// <summary>An <c>error</c> was told.</summary>
    public void Error(string code) => errors.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A connection was refused.</summary>
    public void Refused(string code) => refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A connection came back with a position.</summary>
    public void Recovered(string? reason) => recoveries.Add(1, new KeyValuePair<string, object?>("outcome", reason ?? "recovered"));

    /// <summary>A signal was not told.</summary>
    public void Dropped() => dropped.Add(1);

    /// <summary>Something was answered again.</summary>
    public void Duplicate() => duplicates.Add(1);

    /// <summary>A ping was answered.</summary>
    public void RoundTrip(TimeSpan took) => roundTrip.Record(took.TotalSeconds);
}
