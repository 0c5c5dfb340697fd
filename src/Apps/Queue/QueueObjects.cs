using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>The objects of the queue's wire (specification 5.1), the same through every door. Each writes one JSON value; <c>Fields</c> writes the fields of an
/// object that is open already, so that a door can add its own.</summary>
public static class QueueObjects
{
    private const int NewestInSnapshot = 20;

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

    /// <summary>Frequency.</summary>
    public static void Frequency(Utf8JsonWriter json, Tuning frequency)
    {
        json.WriteStartObject();
        FrequencyFields(json, frequency);
        json.WriteEndObject();
    }

    /// <summary>The fields of Frequency.</summary>
    public static void FrequencyFields(Utf8JsonWriter json, Tuning frequency)
    {
        json.WriteString("frequency"u8, frequency.Text);
        json.WriteTime("last_updated"u8, frequency.At);
        if (frequency.Text is null)
            return;
        json.WriteNumberOrNull("frequency_mhz"u8, frequency.Mhz);
        json.WriteString("band"u8, frequency.AnyBand);
        json.WriteString("mode"u8, frequency.Mode);
    }

    /// <summary>Split; <paramref name="mhz"/> is the frequency its range hangs on.</summary>
    public static void Split(Utf8JsonWriter json, Split split, decimal? mhz)
    {
        json.WriteStartObject();
        SplitFields(json, split, mhz);
        json.WriteEndObject();
    }

    /// <summary>The fields of Split.</summary>
    public static void SplitFields(Utf8JsonWriter json, Split split, decimal? mhz)
    {
        json.WriteString("split"u8, split.Text);
        json.WriteTime("last_updated"u8, split.At);
        if (split.Text is null)
            return;
        if (SplitRanges.Of(split.Text, mhz) is not { } range)
        {
            json.WriteNull("range"u8);
            return;
        }

        json.WriteStartObject("range"u8);
        json.WriteNumber("low_mhz"u8, range.LowMhz);
        json.WriteNumber("high_mhz"u8, range.HighMhz);
        json.WriteEndObject();
    }

    /// <summary>WorkedCaller.</summary>
    public static void Worked(Utf8JsonWriter json, WorkedCaller worked)
    {
        json.WriteStartObject();
        json.WriteString("callsign"u8, worked.Callsign.Text);
        json.WriteString("name"u8, worked.Qrz.Name);
        json.WriteString("location"u8, worked.Qrz.Address);
        json.WriteString("country"u8, worked.Qrz.DxccName);
        json.WriteString("qrz_image"u8, worked.Qrz.Image);
        json.WritePropertyName("grid"u8);
        Grid(json, worked.Qrz);
        json.WriteTime("worked_timestamp"u8, worked.Last);
        json.WriteTime("first_worked"u8, worked.First);
        json.WriteNumber("times_worked"u8, worked.Times);
        json.WriteString("band"u8, worked.Band);
        json.WriteString("mode"u8, worked.Mode);
        json.WriteEndObject();
    }

    /// <summary>Worked callers as an array, newest first; answers how many.</summary>
    public static int WorkedList(Utf8JsonWriter json, QueueState queue, DateTimeOffset now)
    {
        var count = 0;
        json.WriteStartArray();
        foreach (var one in queue.WorkedView(now))
        {
            Worked(json, one);
            count++;
        }

        json.WriteEndArray();
        return count;
    }

    /// <summary>One of <c>previous_qsos</c>.</summary>
    public static void PreviousQso(Utf8JsonWriter json, WorkedCaller worked)
    {
        json.WriteStartObject();
        json.WriteString("callsign"u8, worked.Callsign.Text);
        json.WriteTime("timestamp"u8, worked.Last);
        json.WritePropertyName("qrz"u8);
        Qrz(json, worked.Qrz);
        json.WriteStartObject("metadata"u8);
        json.WriteString("source"u8, worked.Source);
        json.WriteNumber("times_worked"u8, worked.Times);
        json.WriteTime("first_worked"u8, worked.First);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Contact.</summary>
    public static void Contact(Utf8JsonWriter json, Contact contact)
    {
        json.WriteStartObject();
        json.WriteNumber("contact_id"u8, contact.ContactId);
        json.WriteString("callsign"u8, contact.Callsign.Text);
        json.WriteTime("time_on"u8, contact.TimeOn);
        json.WriteTime("time_off"u8, contact.TimeOff);
        json.WriteNumberOrNull("frequency_mhz"u8, contact.FrequencyMhz);
        json.WriteNumberOrNull("freq_rx_mhz"u8, contact.FreqRxMhz);
        json.WriteString("band"u8, contact.Band);
        json.WriteString("mode"u8, contact.Mode);
        json.WriteString("rst_sent"u8, contact.RstSent);
        json.WriteString("rst_rcvd"u8, contact.RstRcvd);
        json.WriteString("comment"u8, contact.Comment);
        json.WriteString("name"u8, contact.Qrz.Name);
        json.WriteString("qth"u8, contact.Qrz.Qth);
        json.WriteString("grid"u8, contact.Qrz.Grid);
        json.WriteString("country"u8, contact.Qrz.DxccName);
        json.WriteString("operator"u8, contact.Operator);
        json.WriteString("source"u8, contact.Source);
        json.WriteNumberOrNull("wait_seconds"u8, contact.WaitSeconds);
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

    /// <summary>The ban list with its total, as operators hear it; fields of an object that is open.</summary>
    public static void BansFields(Utf8JsonWriter json, QueueState queue)
    {
        json.WriteStartArray("banned_callsigns"u8);
        foreach (var ban in queue.Bans.Values)
        {
            json.WriteStartObject();
            json.WriteString("callsign"u8, ban.Callsign.Text);
            json.WriteString("reason"u8, ban.Reason);
            json.WriteString("banned_by"u8, ban.By);
            json.WriteTime("banned_timestamp"u8, ban.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, queue.Bans.Count);
    }

    /// <summary>The cool-down.</summary>
    public static void Cooldown(Utf8JsonWriter json, Cooldown cooldown)
    {
        json.WriteStartObject();
        json.WriteNumber("time_period_minutes"u8, cooldown.Minutes);
        json.WriteBoolean("enabled"u8, cooldown.Enabled);
        json.WriteEndObject();
    }

    /// <summary><c>{"active":..,"last_updated":..}</c>.</summary>
    public static void SystemStatus(Utf8JsonWriter json, QueueState queue)
    {
        json.WriteStartObject();
        json.WriteBoolean("active"u8, queue.Active.On);
        json.WriteTime("last_updated"u8, queue.Active.At);
        json.WriteEndObject();
    }

    /// <summary>Display.</summary>
    public static void Display(Utf8JsonWriter json, QueueState queue, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("queue"u8, queue.Name);
        json.WriteString("title"u8, queue.Terms.Title);
        json.WriteBoolean("on_air"u8, queue.Active.On);
        json.WriteBoolean("paused"u8, queue.Paused.On);
        json.WriteString("frequency"u8, queue.Frequency.Text);
        json.WriteNumberOrNull("frequency_mhz"u8, queue.Frequency.Mhz);
        json.WriteString("band"u8, queue.Frequency.AnyBand);
        json.WriteString("mode"u8, queue.Frequency.Mode);
        json.WriteString("split"u8, queue.Split.Text);
        if (queue.Current is { } current)
        {
            json.WriteStartObject("current"u8);
            json.WriteString("callsign"u8, current.Callsign.Text);
            json.WriteString("name"u8, current.Qrz.Name);
            json.WriteString("country"u8, current.Qrz.DxccName);
            json.WriteTime("since"u8, current.StartedAt);
            json.WriteEndObject();
        }
        else
            json.WriteNull("current"u8);

        json.WriteStartArray("next"u8);
        foreach (var entry in queue.Entries.Take(10))
            json.WriteStringValue(entry.Callsign.Text);
        json.WriteEndArray();
        json.WriteNumber("waiting"u8, queue.Entries.Count);
        json.WriteNumber("max_size"u8, queue.Terms.MaxSize);
        json.WriteNumber("worked_last_hour"u8, queue.Contacts.CountSince(now - TimeSpan.FromHours(1)));
        json.WriteNumberOrNull("average_seconds"u8, Average(queue));
        json.WriteTime("server_time"u8, now);
        json.WriteString("epoch"u8, queue.Epoch);
        json.WriteNumber("seq"u8, queue.Head);
        json.WriteEndObject();
    }

    /// <summary>Snapshot; with what only operators may see where <paramref name="operatorName"/> is not null.</summary>
    public static void Snapshot(Utf8JsonWriter json, QueueState queue, string? operatorName, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("queue_name"u8, queue.Name);
        json.WriteString("title"u8, queue.Terms.Title);
        json.WriteString("epoch"u8, queue.Epoch);
        json.WriteNumber("seq"u8, queue.Head);
        json.WriteTime("server_time"u8, now);
        json.WritePropertyName("system_status"u8);
        SystemStatus(json, queue);
        json.WriteBoolean("paused"u8, queue.Paused.On);
        json.WritePropertyName("current_qso"u8);
        Qso(json, queue.Current);
        json.WritePropertyName("queue"u8);
        QueueList(json, queue, now);
        json.WritePropertyName("frequency"u8);
        Frequency(json, queue.Frequency);
        json.WritePropertyName("split"u8);
        Split(json, queue.Split, queue.Frequency.Mhz);
        json.WriteStartObject("worked_callers"u8);
        json.WriteStartArray("worked_callers"u8);
        foreach (var worked in queue.WorkedView(now).Take(NewestInSnapshot))
            Worked(json, worked);
        json.WriteEndArray();
        json.WriteNumber("total"u8, WorkedTotal(queue, now));
        json.WriteEndObject();
        json.WriteNumberOrNull("average_seconds"u8, Average(queue));
        if (operatorName is null)
            json.WriteNull("operator"u8);
        else
            Operator(json, queue, operatorName, now);
        json.WriteEndObject();
    }

    /// <summary>How many worked callers are in view.</summary>
    public static int WorkedTotal(QueueState queue, DateTimeOffset now) => queue.Contacts.CountInView(now - TimeSpan.FromHours(queue.WorkedTtlHours));

    private static void Operator(Utf8JsonWriter json, QueueState queue, string name, DateTimeOffset now)
    {
        json.WriteStartObject("operator"u8);
        json.WriteString("name"u8, name);
        json.WriteBoolean("logger_integration"u8, queue.Logger.On);
        json.WritePropertyName("rate_limit"u8);
        Cooldown(json, queue.Cooldown);
        json.WriteNumber("banned_total"u8, queue.Bans.Count);
        json.WriteString("can_undo"u8, queue.CanUndo(now)?.Action);
        json.WriteEndObject();
    }

    private static void Grid(Utf8JsonWriter json, Qrz qrz)
    {
        json.WriteStartObject();
        json.WriteNumberOrNull("lat"u8, qrz.Lat);
        json.WriteNumberOrNull("long"u8, qrz.Lon);
        json.WriteString("grid"u8, qrz.Grid);
        json.WriteEndObject();
    }

    private static decimal? Average(QueueState queue) =>
        Estimates.AverageSeconds(queue.Starts) is { } average ? Math.Round((decimal)average, MidpointRounding.AwayFromZero) : null;

    private static decimal Tenths(TimeSpan time) => Math.Round(Math.Max(0, (decimal)time.TotalMilliseconds) / 1_000, 1, MidpointRounding.AwayFromZero) + 0.0m;
}
