using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Store;
using Rollcall.Core.Text;
using Rollcall.Server.Hosting;
using static Rollcall.Server.Doors.Queue.Operations.OperationTable;
using static Rollcall.Server.Doors.Queue.Operations.OperatorOperations;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What operators ask of worked callers and of the QSO log, and what logging programs report.</summary>
internal static class LogOperations
{
    private const int MostHours = 8_760;
    private const int MostRows = 1_000;
    private const int UsualRows = 100;
    private const decimal MostMhz = 1_000_000;

    public static ImmutableArray<QueueOperation> All { get; } =
    [
        Post("admin.logging_direct", "/api/admin/qso/logging-direct", LoggingDirect, LoggingTaken),
        Tell("admin.get_worked_callers", "/api/admin/worked-callers", (json, sight) => PublicOperations.WorkedCallers(json, sight, "admin", value: true), forOperators: true),
        Post("admin.clear_worked_callers", "/api/admin/worked-callers/clear", (_, asker) => new QueueCommand.ClearWorked(asker.By), (json, told) =>
        {
            var count = told.As<QueueAnswer.WorkedCleared>().Count;
            json.WriteStartObject();
            json.WriteString("message"u8, Text($"Worked callers cleared. Removed {count} entries."));
            json.WriteNumber("cleared_count"u8, count);
            json.WriteEndObject();
        }),
        Tell("admin.get_worked_ttl", "/api/admin/worked-callers/ttl-info", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteNumber("ttl_hours"u8, sight.Queue.WorkedTtlHours);
            json.WriteNumber("total"u8, WorkedObjects.WorkedTotal(sight.Queue, sight.Now));
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.set_worked_ttl", "/api/admin/worked-callers/update-ttl", (input, asker) => new QueueCommand.SetWorkedTtl(asker.By, (int?)input.OptionalWhole("ttl_hours", 1, MostHours)), (json, told) =>
        {
            var set = told.As<QueueAnswer.WorkedTtlSet>();
            json.WriteStartObject();
            json.WriteNumber("ttl_hours"u8, set.Hours);
            json.WriteNumber("total"u8, set.Total);
            json.WriteString("message"u8, Text($"Worked callers stay in view for {set.Hours} hours"));
            json.WriteEndObject();
        }),
        Look("admin.get_log", "GET", "/api/admin/log", Log, forOperators: true),
        new("admin.get_audit", "GET", ["/api/admin/audit"], ForOperators: true, new OperationWork.Dig(AuditAsync)),
        Look("", "GET", "/api/admin/log.adi", Export, forOperators: true),
    ];

    private static LookOutcome Log(Sight sight)
    {
        var limit = (int)(sight.Input.OptionalWhole("limit", 1, MostRows) ?? UsualRows);
        var before = sight.Input.OptionalWhole("before", 1, long.MaxValue) ?? long.MaxValue;
        return new LookOutcome.Json(json =>
        {
            var rows = sight.Queue.Contacts.All.Values.Reverse().Where(one => one.ContactId < before).Take(limit + 1).ToList();
            json.WriteStartObject();
            json.WriteStartArray("contacts"u8);
            foreach (var contact in rows.Take(limit))
                WorkedObjects.Contact(json, contact);
            json.WriteEndArray();
            json.WriteNumber("total"u8, sight.Queue.Contacts.All.Count);
            json.WriteBoolean("more"u8, rows.Count > limit);
            json.WriteEndObject();
        });
    }

    private static async Task<LookOutcome> AuditAsync(Sight sight, Func<long, ValueTask<IAsyncEnumerable<LoggedEvent>?>> read, CancellationToken cancel)
    {
        var limit = (int)(sight.Input.OptionalWhole("limit", 1, MostRows) ?? UsualRows);
        var before = sight.Input.OptionalWhole("before", 1, long.MaxValue);
        if (sight.Input.Refused is { } wrong)
            return new LookOutcome.No(wrong);
        if (await QueueAudit.ReadAsync(read, sight.Queue.Head, limit, before, cancel) is not { } page)
            return new LookOutcome.No(Refusal.Unavailable);
        return new LookOutcome.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("entries"u8);
            foreach (var entry in page.Entries)
            {
                json.WriteStartObject();
                json.WriteNumber("seq"u8, entry.Seq);
                json.WriteTime("time"u8, entry.At);
                json.WriteString("operator"u8, entry.By.Operator);
                json.WriteString("door"u8, entry.By.Door);
                json.WriteString("action"u8, entry.Deed.Action);
                json.WriteString("callsign"u8, entry.Deed.Callsign);
                json.WriteString("detail"u8, entry.Deed.Detail);
                json.WriteString("origin"u8, entry.By.Origin);
                json.WriteBoolean("undone"u8, entry.Undone);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteBoolean("more"u8, page.More);
            json.WriteEndObject();
        });
    }

    private static LookOutcome Export(Sight sight)
    {
        var (since, until) = (sight.Input.OptionalTime("since"), sight.Input.OptionalTime("until"));
        var head = new AdifHead(ProductVersion.Text, sight.Now, sight.Queue.Terms.StationCallsign, sight.Server.OperatorCalls);
        var name = string.Create(CultureInfo.InvariantCulture, $"queue-{sight.Queue.Name}-{sight.Now.UtcDateTime:yyyyMMdd}.adi");
        return new LookOutcome.Attachment(name, "text/plain; charset=utf-8", Adif.Write(Adif.Between(sight.Queue.Contacts, since, until), head));
    }

    private static QueueCommand LoggingDirect(OperationInput whole, Asker asker)
    {
        var input = Inner(whole, asker);
        var callsign = input.Callsign();
        var report = new LoggingReport(
            input.OptionalPositive("frequency_mhz", MostMhz), input.OptionalText("mode", 16), input.OptionalText("triggered_by", 64), input.OptionalText("source", 64) ?? "logger");
        // Not used, for the server's clock counts; but it has a type.
        _ = input.OptionalText("timestamp", 64);
        var complete = input.OptionalFlag("complete_previous");
        if (input.Fault is { } fault)
            whole.Refuse(fault);
        return new QueueCommand.LogDirect(asker.By, callsign, report, complete, Known: null);
    }

    /// <summary>What a logging program says stands inside a message of its own; a WebSocket's request may leave that out.</summary>
    private static OperationInput Inner(OperationInput whole, Asker asker)
    {
        if (asker.Door == Door.Socket && whole.Element("data") is null)
            return whole;
        if (whole.Text("type", most: 64) is { Length: > 0 } type && type != "qso_start")
            whole.Refuse(new Refusal("unsupported_type", $"Unsupported message type: {type}"));
        if (whole.Element("data") is { ValueKind: JsonValueKind.Object } data)
            return new(data);
        whole.Refuse("'data' field must be an object");
        return OperationInput.Empty;
    }

    private static void LoggingTaken(Utf8JsonWriter json, Told told)
    {
        var taken = told.As<QueueAnswer.LoggingTaken>();
        json.WriteStartObject();
        json.WriteString("type"u8, "ack");
        json.WriteTime("timestamp"u8, taken.At);
        json.WriteStartObject("received"u8);
        json.WriteString("type"u8, "qso_start");
        json.WritePropertyName("data"u8);
        (told.Input.Element("data") ?? told.Input.Fields!.Value).WriteTo(json);
        json.WriteEndObject();
        json.WriteStartObject("qso_started"u8);
        json.WriteString("callsign"u8, taken.Qso.Callsign.Text);
        json.WriteString("source"u8, taken.Qso.Metadata.Source);
        json.WriteBoolean("was_in_queue"u8, taken.WasInQueue);
        json.WriteNumberOrNull("frequency_mhz"u8, taken.Qso.Metadata.Logging?.FrequencyMhz);
        json.WriteString("mode"u8, taken.Qso.Metadata.Logging?.Mode);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
