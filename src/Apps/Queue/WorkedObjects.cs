using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>The objects of the queue's wire that tell who was worked; written as <see cref="QueueObjects"/> are.</summary>
public static class WorkedObjects
{
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
        QueueObjects.Grid(json, worked.Qrz);
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
        QueueObjects.Qrz(json, worked.Qrz);
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

    /// <summary>How many worked callers are in view.</summary>
    public static int WorkedTotal(QueueState queue, DateTimeOffset now) => queue.Contacts.CountInView(now - TimeSpan.FromHours(queue.WorkedTtlHours));
}
