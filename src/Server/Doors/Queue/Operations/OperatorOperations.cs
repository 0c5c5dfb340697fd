using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Text;
using static Rollcall.Server.Doors.Queue.Operations.OperationTable;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What operators may ask (specification 5.3): working the queue. Setting it up stands in <see cref="SettingOperations"/>, the log in <see cref="LogOperations"/>.</summary>
internal static class OperatorOperations
{
    private const int LongestComment = 200;

    public static ImmutableArray<QueueOperation> All { get; } =
    [
        Tell("admin.get_queue", "/api/admin/queue", (json, sight) =>
        {
            json.WriteStartObject();
            json.WritePropertyName("queue"u8);
            QueueObjects.Entries(json, sight.Queue, sight.Now);
            json.WriteNumber("total"u8, sight.Queue.Entries.Count);
            json.WriteBoolean("admin"u8, true);
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.clear_queue", "/api/admin/queue/clear", (_, asker) => new QueueCommand.Clear(asker.By), (json, told) =>
        {
            var count = told.As<QueueAnswer.QueueCleared>().Count;
            json.WriteStartObject();
            json.WriteString("message"u8, told.IsHttp ? Text($"Queue cleared. Removed {count} entries.") : "Queue cleared successfully");
            json.WriteNumber("cleared_count"u8, count);
            json.WriteEndObject();
        }),
        Change("admin.remove_callsign", "DELETE", "/api/admin/queue/{callsign}", (input, asker) => new QueueCommand.Remove(asker.By, input.Callsign()), (json, told) =>
        {
            var removed = told.As<QueueAnswer.Removed>();
            json.WriteStartObject();
            json.WriteString("message"u8, $"Callsign {removed.Entry.Callsign} removed from queue");
            json.WritePropertyName("removed"u8);
            QueueObjects.Entry(json, removed.Entry, removed.Position, removed.At);
            json.WriteEndObject();
        }, forOperators: true),
        Post("admin.next_qso", "/api/admin/queue/next", (input, asker) => new QueueCommand.Next(asker.By, input.Expected()), Next),
        Post("admin.work_callsign", "/api/admin/queue/work/{callsign}", (input, asker) => new QueueCommand.Work(asker.By, input.Callsign(), input.Expected()), (json, told) =>
        {
            var working = told.As<QueueAnswer.NowWorking>();
            json.WriteStartObject();
            json.WriteString("message"u8, working.WasAlreadyCurrent ? $"{working.Qso!.Callsign} is already being worked" : $"Now working {working.Qso!.Callsign}");
            json.WritePropertyName("current_qso"u8);
            QueueObjects.Qso(json, working.Qso);
            json.WriteBoolean("removed_from_queue"u8, !working.WasAlreadyCurrent);
            json.WriteBoolean("was_already_current"u8, working.WasAlreadyCurrent);
            json.WriteEndObject();
        }),
        Post("admin.complete_qso", "/api/admin/qso/complete", (input, asker) =>
            new QueueCommand.Complete(asker.By, Report(input, "rst_sent"), Report(input, "rst_rcvd"), input.OptionalText("comment", LongestComment), input.Expected()), Complete),
        Post("admin.cancel_qso", "/api/admin/qso/cancel", (input, asker) => new QueueCommand.Cancel(asker.By, input.Expected()), (json, told) =>
        {
            var cancelled = told.As<QueueAnswer.Cancelled>().Qso;
            json.WriteStartObject();
            json.WriteString("message"u8, cancelled is null ? "No active QSO to cancel" : $"QSO with {cancelled.Callsign} cancelled");
            json.WritePropertyName("cancelled_qso"u8);
            QueueObjects.Qso(json, cancelled);
            json.WriteEndObject();
        }),
        Post("admin.skip", "/api/admin/queue/skip", (input, asker) => new QueueCommand.Skip(asker.By, input.OptionalCallsign(), input.Expected()),
            (json, told) => About(json, told.As<QueueAnswer.Skipped>().Callsign, "moved to the end of the queue")),
        Post("admin.no_show", "/api/admin/queue/no-show", (input, asker) => new QueueCommand.NoShow(asker.By, input.OptionalCallsign(), input.Expected()),
            (json, told) => About(json, told.As<QueueAnswer.NotThere>().Callsign, "removed as no-show")),
        Post("admin.undo", "/api/admin/undo", (_, asker) => new QueueCommand.Undo(asker.By), (json, told) =>
        {
            var undone = told.As<QueueAnswer.UndoneAction>();
            json.WriteStartObject();
            json.WriteString("message"u8, undone.Callsign is null ? $"Undone: {undone.Action}" : $"Undone: {undone.Action} ({undone.Callsign})");
            json.WriteString("undone"u8, undone.Action);
            json.WriteNumber("seq"u8, undone.Seq);
            json.WriteEndObject();
        }),
        Tell("admin.get_current", "/api/admin/current", PublicOperations.Current, forOperators: true),
        .. SettingOperations.All,
        .. LogOperations.All,
        Tell("admin.ping", "/api/admin/ping", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteString("message"u8, "pong");
            json.WriteBoolean("authenticated"u8, true);
            json.WriteString("username"u8, sight.Asker.Operator!.Name);
            json.WriteTime("server_time"u8, sight.Now);
            json.WriteString("ping_type"u8, sight.Asker.Door == Door.Http ? "http" : "websocket");
            json.WriteString("status"u8, "healthy");
            json.WriteEndObject();
        }, forOperators: true),
    ];

    internal static QueueOperation Post(string name, string path, Func<OperationInput, Asker, QueueCommand> command, Action<Utf8JsonWriter, Told> tell) =>
        Change(name, "POST", path, command, tell, forOperators: true);

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Next(Utf8JsonWriter json, Told told)
    {
        var now = told.As<QueueAnswer.NowWorking>().Qso;
        if (told.IsHttp)
        {
            QueueObjects.Qso(json, now);
            return;
        }

        json.WriteStartObject();
        json.WriteString("message"u8, now is null ? "Queue is empty" : $"Now working {now.Callsign}");
        json.WritePropertyName("current_qso"u8);
        QueueObjects.Qso(json, now);
        json.WriteEndObject();
    }

    private static void Complete(Utf8JsonWriter json, Told told)
    {
        var completed = told.As<QueueAnswer.Completed>();
        json.WriteStartObject();
        json.WriteString("message"u8, completed.Qso is null ? "No active QSO to complete" : $"QSO with {completed.Qso.Callsign} completed successfully and added to worked callers");
        json.WritePropertyName(told.IsHttp ? "cleared_qso"u8 : "completed_qso"u8);
        if (completed.Qso is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStartObject();
            QueueObjects.QsoFields(json, completed.Qso);
            json.WritePropertyName("worked_entry"u8);
            WorkedObjects.Worked(json, completed.Worked!);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void About(Utf8JsonWriter json, string callsign, string what)
    {
        json.WriteStartObject();
        json.WriteString("message"u8, $"{callsign} {what}");
        json.WriteString("callsign"u8, callsign);
        json.WriteEndObject();
    }

    private static string? Report(OperationInput input, string name)
    {
        var report = input.OptionalText(name, most: 8, least: 1);
        if (report?.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c is '+' or '-') == false)
            input.Refuse($"'{name}' field must be 1 to 8 of 0-9 A-Z + -");
        return report;
    }
}
