using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Text;
using static Rollcall.Server.Doors.Queue.Operations.OperationTable;
using static Rollcall.Server.Doors.Queue.Operations.OperatorOperations;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What operators set: on and off, frequency, split, logging programs, pause, cool-down, bans.</summary>
internal static class SettingOperations
{
    private const int LongestFrequency = 64;
    private const int LongestMode = 16;
    private const int LongestReason = 200;
    private const int MostMinutes = 10_080;

    public static ImmutableArray<QueueOperation> All { get; } =
    [
        Tell("admin.get_system_status", "/api/admin/status", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("active"u8, sight.Queue.Active.On);
            Since(json, sight.Queue.Active);
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.set_system_status", "/api/admin/status", (input, asker) => new QueueCommand.SetActive(asker.By, input.Flag("active")), SystemStatus),
        Post("admin.set_frequency", "/api/admin/frequency", (input, asker) => new QueueCommand.SetFrequency(
            asker.By, input.Text("frequency", LongestFrequency, Least(asker), trimmed: true), input.OptionalText("band", LongestMode, 1, trimmed: true), input.OptionalText("mode", LongestMode, 1, trimmed: true)), FrequencySet),
        Change("admin.delete_frequency", "DELETE", "/api/admin/frequency", (_, asker) => new QueueCommand.ClearFrequency(asker.By), (json, told) =>
        {
            var cleared = told.As<QueueAnswer.FrequencyIs>();
            json.WriteStartObject();
            json.WriteString("message"u8, "Frequency cleared successfully");
            json.WriteStartObject("frequency_data"u8);
            SettingObjects.FrequencyFields(json, cleared.Frequency);
            json.WriteString("updated_by"u8, cleared.Frequency.By);
            json.WriteBoolean("cleared"u8, cleared.Cleared);
            json.WriteEndObject();
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.set_split", "/api/admin/split", (input, asker) => new QueueCommand.SetSplit(asker.By, input.Text("split", LongestFrequency, Least(asker), trimmed: true)), SplitSet),
        Change("admin.delete_split", "DELETE", "/api/admin/split", (_, asker) => new QueueCommand.ClearSplit(asker.By), (json, told) =>
        {
            var cleared = told.As<QueueAnswer.SplitIs>();
            json.WriteStartObject();
            json.WriteString("message"u8, "Split cleared");
            json.WriteStartObject("split_data"u8);
            SettingObjects.SplitFields(json, cleared.Split, cleared.Mhz);
            json.WriteString("updated_by"u8, cleared.Split.By);
            json.WriteBoolean("cleared"u8, cleared.Cleared);
            json.WriteEndObject();
            json.WriteEndObject();
        }, forOperators: true),
        Tell("admin.get_logger_integration", "/api/admin/logger-integration", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("enabled"u8, sight.Queue.Logger.On);
            Since(json, sight.Queue.Logger);
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.set_logger_integration", "/api/admin/logger-integration", (input, asker) => new QueueCommand.SetLogger(asker.By, input.Flag("enabled")), (json, told) =>
        {
            var logger = told.As<QueueAnswer.LoggerSet>().Logger;
            json.WriteStartObject();
            json.WriteBoolean("enabled"u8, logger.On);
            Since(json, logger);
            json.WriteString("message"u8, logger.On ? "Send to Logger enabled successfully" : "Send to Logger disabled successfully");
            json.WriteEndObject();
        }),
        Tell("admin.get_pause", "/api/admin/queue-pause", (json, sight) => PublicOperations.Pause(json, sight.Queue.Paused.On), forOperators: true),
        Post("admin.set_pause", "/api/admin/queue-pause", (input, asker) => new QueueCommand.SetPaused(asker.By, input.Flag("paused")), (json, told) => PublicOperations.Pause(json, told.As<QueueAnswer.PausedSet>().Paused)),
        Tell("admin.get_rate_limit", "/api/admin/rate-limit", (json, sight) => SettingObjects.Cooldown(json, sight.Queue.Cooldown), forOperators: true),
        Post("admin.set_rate_limit", "/api/admin/rate-limit", (input, asker) => new QueueCommand.SetCooldown(asker.By, input.Whole("time_period_minutes", 0, MostMinutes), input.Flag("enabled")),
            (json, told) => SettingObjects.Cooldown(json, told.As<QueueAnswer.CooldownSet>().Cooldown)),
        Look("admin.check_rate_limit", "GET", "/api/admin/rate-limit/check/{callsign}", CheckCooldown, forOperators: true),
        Tell("admin.get_bans", "/api/admin/banned-callsigns", (json, sight) =>
        {
            json.WriteStartObject();
            SettingObjects.BansFields(json, sight.Queue);
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.ban", "/api/admin/banned-callsigns", (input, asker) => new QueueCommand.BanCallsign(asker.By, input.Callsign(), input.OptionalText("reason", LongestReason), FromQueue: false), Bans),
        Change("admin.unban", "DELETE", "/api/admin/banned-callsigns/{callsign}", (input, asker) => new QueueCommand.Unban(asker.By, input.Callsign()), Bans, forOperators: true),
        Post("admin.clear_bans", "/api/admin/banned-callsigns/clear", (_, asker) => new QueueCommand.ClearBans(asker.By), Bans),
        Post("admin.ban_from_queue", "/api/admin/banned-callsigns/ban-from-queue/{callsign}",
            (input, asker) => new QueueCommand.BanCallsign(asker.By, input.Callsign(), input.OptionalText("reason", LongestReason), FromQueue: true), Bans),
    ];

    // A WebSocket never took an empty text; over HTTP one has always been taken.
    private static int Least(Asker asker) => asker.Door == Door.Socket ? 1 : 0;

    private static void Since(Utf8JsonWriter json, Toggle toggle)
    {
        json.WriteTime("last_updated"u8, toggle.At);
        json.WriteString("updated_by"u8, toggle.By);
    }

    private static void SystemStatus(Utf8JsonWriter json, Told told)
    {
        var set = told.As<QueueAnswer.ActiveSet>();
        // With two full stops: existing clients compare the text.
        var message = Text($"System {(set.Active.On ? "activated" : "deactivated")} successfully.. Queue cleared ({set.ClearedCount} entries removed){(set.QsoCleared ? ". Current QSO cleared" : "")}");
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        if (!told.IsHttp)
        {
            json.WriteBoolean("active"u8, set.Active.On);
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("status"u8);
        json.WriteBoolean("active"u8, set.Active.On);
        Since(json, set.Active);
        json.WriteBoolean("queue_cleared"u8, set.Changed);
        json.WriteNumber("cleared_count"u8, set.ClearedCount);
        json.WriteBoolean("qso_cleared"u8, set.QsoCleared);
        json.WriteNumber("worked_callers_cleared"u8, 0);
        json.WriteBoolean("changed"u8, set.Changed);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void FrequencySet(Utf8JsonWriter json, Told told)
    {
        var frequency = told.As<QueueAnswer.FrequencyIs>().Frequency;
        json.WriteStartObject();
        json.WriteString("message"u8, told.IsHttp ? $"Frequency set to {frequency.Text}" : "Frequency updated successfully");
        if (told.IsHttp)
        {
            json.WriteStartObject("frequency_data"u8);
            SettingObjects.FrequencyFields(json, frequency);
            json.WriteString("updated_by"u8, frequency.By);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("frequency"u8, frequency.Text);
        }

        json.WriteEndObject();
    }

    private static void SplitSet(Utf8JsonWriter json, Told told)
    {
        var set = told.As<QueueAnswer.SplitIs>();
        json.WriteStartObject();
        json.WriteString("message"u8, told.IsHttp ? $"Split set to {set.Split.Text}" : "Split frequency updated successfully");
        if (told.IsHttp)
        {
            json.WriteStartObject("split_data"u8);
            SettingObjects.SplitFields(json, set.Split, set.Mhz);
            json.WriteString("updated_by"u8, set.Split.By);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("split"u8, set.Split.Text);
        }

        json.WriteEndObject();
    }

    private static LookOutcome CheckCooldown(Sight sight)
    {
        if (!Callsign.TryParseForOperator(sight.Input.Callsign(), out var callsign))
            return new LookOutcome.No(new("bad_callsign", "Invalid callsign format. Must follow ITU standards (e.g., KC1ABC, W1AW)"));
        var cooldown = sight.Queue.Cooldown;
        var left = cooldown.Enabled && sight.Queue.Contacts.LastOf(callsign) is { } last ? (last + TimeSpan.FromMinutes(cooldown.Minutes) - sight.Now).TotalMinutes : 0;
        return new LookOutcome.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("callsign"u8, callsign.Text);
            json.WriteBoolean("limited"u8, left > 0);
            json.WriteNumber("minutes_left"u8, (int)Math.Max(0, Math.Ceiling(left)));
            json.WriteEndObject();
        });
    }

    private static void Bans(Utf8JsonWriter json, Told told)
    {
        var changed = told.As<QueueAnswer.BansChanged>();
        json.WriteStartObject();
        SettingObjects.BansFields(json, told.Queue);
        json.WriteString("message"u8, changed.Action switch
        {
            "ban" => $"Callsign {changed.Callsign} banned",
            "ban_from_queue" => $"Callsign {changed.Callsign} banned and removed from queue",
            "unban" => $"Callsign {changed.Callsign} unbanned",
            _ => "All bans cleared",
        });
        json.WriteEndObject();
    }
}
