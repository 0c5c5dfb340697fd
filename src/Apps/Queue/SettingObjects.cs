using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>The objects of the queue's wire that tell what operators have set; written as <see cref="QueueObjects"/> are.</summary>
public static class SettingObjects
{
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

    /// <summary><c>{"active":..,"last_updated":..}</c>.</summary>
    public static void SystemStatus(Utf8JsonWriter json, QueueState queue)
    {
        json.WriteStartObject();
        json.WriteBoolean("active"u8, queue.Active.On);
        json.WriteTime("last_updated"u8, queue.Active.At);
        json.WriteEndObject();
    }

    /// <summary>The cool-down.</summary>
    public static void Cooldown(Utf8JsonWriter json, Cooldown cooldown)
    {
        json.WriteStartObject();
        json.WriteNumber("time_period_minutes"u8, cooldown.Minutes);
        json.WriteBoolean("enabled"u8, cooldown.Enabled);
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
}
