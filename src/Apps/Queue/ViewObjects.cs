using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>The objects of the queue's wire that show it as a whole: to passers-by, and to those who begin to follow it.</summary>
public static class ViewObjects
{
    private const int NewestInSnapshot = 20;

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
        SettingObjects.SystemStatus(json, queue);
        json.WriteBoolean("paused"u8, queue.Paused.On);
        json.WritePropertyName("current_qso"u8);
        QueueObjects.Qso(json, queue.Current);
        json.WritePropertyName("queue"u8);
        QueueObjects.QueueList(json, queue, now);
        json.WritePropertyName("frequency"u8);
        SettingObjects.Frequency(json, queue.Frequency);
        json.WritePropertyName("split"u8);
        SettingObjects.Split(json, queue.Split, queue.Frequency.Mhz);
        json.WriteStartObject("worked_callers"u8);
        json.WriteStartArray("worked_callers"u8);
        foreach (var worked in queue.WorkedView(now).Take(NewestInSnapshot))
            WorkedObjects.Worked(json, worked);
        json.WriteEndArray();
        json.WriteNumber("total"u8, WorkedObjects.WorkedTotal(queue, now));
        json.WriteEndObject();
        json.WriteNumberOrNull("average_seconds"u8, Average(queue));
        if (operatorName is null)
            json.WriteNull("operator"u8);
        else
            Operator(json, queue, operatorName, now);
        json.WriteEndObject();
    }

    private static void Operator(Utf8JsonWriter json, QueueState queue, string name, DateTimeOffset now)
    {
        json.WriteStartObject("operator"u8);
        json.WriteString("name"u8, name);
        json.WriteBoolean("logger_integration"u8, queue.Logger.On);
        json.WritePropertyName("rate_limit"u8);
        SettingObjects.Cooldown(json, queue.Cooldown);
        json.WriteNumber("banned_total"u8, queue.Bans.Count);
        json.WriteString("can_undo"u8, queue.CanUndo(now)?.Action);
        json.WriteEndObject();
    }

    private static decimal? Average(QueueState queue) =>
        Estimates.AverageSeconds(queue.Starts) is { } average ? Math.Round((decimal)average, MidpointRounding.AwayFromZero) : null;
}
