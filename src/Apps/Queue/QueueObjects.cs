using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>The objects of the queue's wire (specification 5.1), the same through every door: who waits and who is worked now. Each writes one JSON value;
/// <c>Fields</c> writes the fields of an object that is open already, so that a door can add its own.</summary>
public static class QueueObjects
{
    /// <summary>Entry.</summary>
    public static void Entry(Utf8JsonWriter json, QueueEntry entry, int position, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("callsign"u8, entry.Callsign.Text);
        json.WriteTime("timestamp"u8, entry.RegisteredAt);
        json.WriteNumber("position"u8, position);
        json.WriteNumber("time_in_queue"u8, Tenths(now - entry.RegisteredAt));
        json.WriteNumber("skips"u8, entry.Skips);
        json.WritePropertyName("qrz"u8);
        Qrz(json, entry.Qrz);
        json.WriteEndObject();
    }

    /// <summary>All entries, as an array.</summary>
    public static void Entries(Utf8JsonWriter json, QueueState queue, DateTimeOffset now)
    {
        json.WriteStartArray();
        for (var i = 0; i < queue.Entries.Count; i++)
            Entry(json, queue.Entries[i], i + 1, now);
        json.WriteEndArray();
    }

    /// <summary>What <c>queue_update</c> and <c>queue.list</c> tell.</summary>
    public static void QueueList(Utf8JsonWriter json, QueueState queue, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WritePropertyName("queue"u8);
        Entries(json, queue, now);
        json.WriteNumber("total"u8, queue.Entries.Count);
        json.WriteNumber("max_size"u8, queue.Terms.MaxSize);
        json.WriteBoolean("system_active"u8, queue.Active.On);
        json.WriteEndObject();
    }

    /// <summary>Qrz.</summary>
    public static void Qrz(Utf8JsonWriter json, Qrz qrz)
    {
        json.WriteStartObject();
        json.WriteString("callsign"u8, qrz.Callsign);
        json.WriteString("name"u8, qrz.Name);
        json.WriteString("address"u8, qrz.Address);
        json.WriteString("dxcc_name"u8, qrz.DxccName);
        json.WriteString("image"u8, qrz.Image);
        json.WriteString("error"u8, qrz.Error);
        json.WritePropertyName("grid"u8);
        Grid(json, qrz);
        json.WriteString("url"u8, qrz.Url);
        json.WriteEndObject();
    }

    /// <summary>QSO, or null.</summary>
    public static void Qso(Utf8JsonWriter json, Qso? qso)
    {
        if (qso is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        QsoFields(json, qso);
        json.WriteEndObject();
    }

    /// <summary>The fields of QSO.</summary>
    public static void QsoFields(Utf8JsonWriter json, Qso qso)
    {
        json.WriteString("callsign"u8, qso.Callsign.Text);
        json.WriteTime("timestamp"u8, qso.StartedAt);
        json.WritePropertyName("qrz"u8);
        Qrz(json, qso.Qrz);
        json.WriteStartObject("metadata"u8);
        json.WriteString("source"u8, qso.Metadata.Source);
        if (qso.Metadata.OriginalPosition is { } position)
            json.WriteNumber("original_position"u8, position);
        if (qso.Metadata.Logging is { } logging)
        {
            json.WriteBoolean("logging_initiated"u8, true);
            json.WriteString("started_via"u8, "logging_software");
            json.WriteNumberOrNull("frequency_mhz"u8, logging.FrequencyMhz);
            json.WriteString("mode"u8, logging.Mode);
            json.WriteString("triggered_by"u8, logging.TriggeredBy);
            json.WriteString("logging_source"u8, logging.Source);
        }

        json.WriteEndObject();
    }

    /// <summary>Caller.</summary>
    public static void Caller(Utf8JsonWriter json, QueueState queue, Caller caller)
    {
        json.WriteStartObject();
        json.WriteString("queue"u8, queue.Name);
        json.WriteString("callsign"u8, caller.Callsign.Text);
        json.WriteString("status"u8, caller.Status);
        json.WriteNumberOrNull("position"u8, caller.Position);
        json.WriteNumberOrNull("ahead"u8, caller.Position - 1);
        json.WriteNumberOrNull("eta_seconds"u8, caller.EtaSeconds);
        json.WriteTime("registered_at"u8, caller.RegisteredAt);
        json.WriteBoolean("system_active"u8, queue.Active.On);
        json.WriteBoolean("paused"u8, queue.Paused.On);
        json.WriteEndObject();
    }

    internal static void Grid(Utf8JsonWriter json, Qrz qrz)
    {
        json.WriteStartObject();
        json.WriteNumberOrNull("lat"u8, qrz.Lat);
        json.WriteNumberOrNull("long"u8, qrz.Lon);
        json.WriteString("grid"u8, qrz.Grid);
        json.WriteEndObject();
    }

    private static decimal Tenths(TimeSpan time) => Math.Round(Math.Max(0, (decimal)time.TotalMilliseconds) / 1_000, 1, MidpointRounding.AwayFromZero) + 0.0m;
}
