using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Text;
using Rollcall.Server.Hosting;
using static Rollcall.Server.Doors.Queue.Operations.OperationTable;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>What everybody may ask (specification 5.2).</summary>
internal static class PublicOperations
{
    private const int MostPrevious = 100;
    private const int UsualPrevious = 10;
    private const int ShortestCallsign = 3;
    private const int LongestCallsign = 16;

    public static ImmutableArray<QueueOperation> All { get; } =
    [
        Tell("public.get_status", "/api/public/status /api/queue/status", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("active"u8, sight.Queue.Active.On);
            json.WriteEndObject();
        }),
        Tell("public.get_frequency", "/api/public/frequency", (json, sight) => SettingObjects.Frequency(json, sight.Queue.Frequency)),
        Tell("public.get_split", "/api/public/split", (json, sight) => SettingObjects.Split(json, sight.Queue.Split, sight.Queue.Frequency.Mhz)),
        Tell("public.get_pause", "/api/public/queue-pause", (json, sight) => Pause(json, sight.Queue.Paused.On)),
        Tell("public.get_worked_callers", "/api/public/worked-callers", (json, sight) => WorkedCallers(json, sight, "system_active", sight.Queue.Active.On)),
        Look("public.get_previous_qsos", "GET", "/api/public/previous-qsos", PreviousQsos),
        Tell("public.get_display", "/api/public/display", (json, sight) => ViewObjects.Display(json, sight.Queue, sight.Now)),
        Tell("public.list_queues", "/api/public/queues", Queues),
        Change("queue.register", "POST", "/api/queue/register", Register, Registered),
        Look("queue.get_status", "GET", "/api/queue/status/{callsign}", StatusOf),
        Tell("queue.list", "/api/queue/list", (json, sight) => QueueObjects.QueueList(json, sight.Queue, sight.Now)),
        Tell("queue.get_current", "/api/queue/current", Current),
        Look("caller.status", "GET", "/api/caller", CallerStatus),
        Change("caller.leave", "DELETE", "/api/caller", (input, asker) => new QueueCommand.Leave(asker.By, Ticket(input, asker)), (json, told) =>
        {
            json.WriteStartObject();
            json.WriteString("message"u8, "You have left the queue");
            json.WriteString("callsign"u8, told.As<QueueAnswer.Left>().Callsign);
            json.WriteEndObject();
        }),
        OfConnection("caller.watch", ConnectionWork.Watch),
        Tell("state.snapshot", "/api/public/snapshot", (json, sight) => ViewObjects.Snapshot(json, sight.Queue, sight.Asker.Operator?.Name, sight.Now)),
        Tell("system.ping", "", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("pong"u8, true);
            json.WriteTime("server_time"u8, sight.Now);
            json.WriteString("message"u8, "pong");
            json.WriteEndObject();
        }),
        Tell("system.heartbeat", "", (json, sight) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("heartbeat"u8, true);
            json.WriteTime("server_time"u8, sight.Now);
            json.WriteNumber("uptime"u8, Math.Round((decimal)sight.Server.Uptime().TotalSeconds, 1));
            json.WriteEndObject();
        }),
        Tell("system.info", "/api/public/info", Info),
        OfConnection("events.subscribe", ConnectionWork.Subscribe),
        OfConnection("events.unsubscribe", ConnectionWork.Unsubscribe),
        OfConnection("events.list", ConnectionWork.ListEvents),
    ];

    /// <summary>The current QSO: over HTTP by itself, so that none is a bare null.</summary>
    internal static void Current(Utf8JsonWriter json, Sight sight)
    {
        if (sight.Asker.Door == Door.Http)
        {
            QueueObjects.Qso(json, sight.Queue.Current);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("current_qso"u8);
        QueueObjects.Qso(json, sight.Queue.Current);
        json.WriteEndObject();
    }

    internal static void Pause(Utf8JsonWriter json, bool paused)
    {
        json.WriteStartObject();
        json.WriteBoolean("paused"u8, paused);
        json.WriteEndObject();
    }

    internal static void WorkedCallers(Utf8JsonWriter json, Sight sight, string flag, bool value)
    {
        json.WriteStartObject();
        json.WritePropertyName("worked_callers"u8);
        json.WriteNumber("total"u8, WorkedObjects.WorkedList(json, sight.Queue, sight.Now));
        json.WriteBoolean(flag, value);
        json.WriteEndObject();
    }

    private static QueueOperation OfConnection(string name, ConnectionWork what) => new(name, "", [], ForOperators: false, new OperationWork.OfConnection(what));

    private static LookOutcome PreviousQsos(Sight sight)
    {
        var limit = (int)(sight.Input.OptionalWhole("limit", 1, MostPrevious) ?? UsualPrevious);
        return new LookOutcome.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("previous_qsos"u8);
            foreach (var worked in sight.Queue.Active.On ? sight.Queue.WorkedView(sight.Now).Take(limit) : [])
                WorkedObjects.PreviousQso(json, worked);
            json.WriteEndArray();
            json.WriteNumber("limit"u8, limit);
            json.WriteBoolean("system_active"u8, sight.Queue.Active.On);
            json.WriteEndObject();
        });
    }

    private static void Queues(Utf8JsonWriter json, Sight sight)
    {
        json.WriteStartObject();
        json.WriteStartArray("queues"u8);
        foreach (var queue in sight.Server.Queues())
        {
            json.WriteStartObject();
            json.WriteString("name"u8, queue.Name);
            json.WriteString("title"u8, queue.Terms.Title);
            json.WriteBoolean("active"u8, queue.Active.On);
            json.WriteBoolean("paused"u8, queue.Paused.On);
            json.WriteNumber("total"u8, queue.Entries.Count);
            json.WriteNumber("max_size"u8, queue.Terms.MaxSize);
            json.WriteString("base"u8, $"/q/{queue.Name}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static QueueCommand Register(OperationInput input, Asker asker)
    {
        var callsign = input.Callsign();
        // Over HTTP the queue itself says what is wrong with it, as it always has.
        if (asker.Door == Door.Socket && callsign.Trim().Length is < ShortestCallsign or > LongestCallsign)
            input.Refuse($"Callsign must be between {ShortestCallsign} and {LongestCallsign} characters");
        return new QueueCommand.Register(asker.By, callsign, Known: null);
    }

    private static void Registered(Utf8JsonWriter json, Told told)
    {
        var registered = told.As<QueueAnswer.Registered>();
        json.WriteStartObject();
        json.WriteString("message"u8, "Callsign registered successfully");
        json.WritePropertyName("entry"u8);
        QueueObjects.Entry(json, registered.Entry, registered.Position, registered.At);
        json.WriteString("ticket"u8, Tickets.Of(told.Queue, registered.Entry.EntryId));
        json.WriteEndObject();
    }

    private static LookOutcome StatusOf(Sight sight)
    {
        var text = sight.Input.Callsign();
        if (!sight.Queue.Active.On)
            return new LookOutcome.No(new("inactive", "System is currently inactive."));
        if (!Callsign.TryParseForOperator(text, out var callsign) || sight.Queue.Find(callsign) is not { } entry || sight.Queue.PositionOf(entry.EntryId) is not { } position)
            return new LookOutcome.No(new("not_in_queue", "Callsign not found in queue"));
        return new LookOutcome.Json(json => QueueObjects.Entry(json, entry, position, sight.Now));
    }

    private static LookOutcome CallerStatus(Sight sight) =>
        Tickets.Open(sight.Queue, Ticket(sight.Input, sight.Asker)) is { } entryId && Callers.Of(sight.Queue, entryId, sight.Now) is { } caller
            ? new LookOutcome.Json(json => QueueObjects.Caller(json, sight.Queue, caller))
            : new LookOutcome.No(Refusal.BadTicket);

    // Over HTTP it comes in a header, where none is as good as a wrong one; in a message it is a field like any other.
    private static string Ticket(OperationInput input, Asker asker) => asker.Door == Door.Http ? input.OptionalText("ticket", most: 1024) ?? "" : input.Text("ticket", most: 1024);

    private static void Info(Utf8JsonWriter json, Sight sight)
    {
        var settings = sight.Server.Settings;
        json.WriteStartObject();
        json.WriteString("server"u8, "Rollcall");
        json.WriteString("version"u8, ProductVersion.Text);
        json.WriteString("protocol_version"u8, Protocol.Version);
        json.WriteStartArray("supported_operations"u8);
        foreach (var name in sight.Server.OperationNames)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartObject("features"u8);
        json.WriteBoolean("authentication"u8, true);
        json.WriteBoolean("real_time_events"u8, true);
        json.WriteBoolean("qrz_integration"u8, sight.Server.QrzIsOn);
        json.WriteBoolean("rate_limiting"u8, true);
        json.WriteBoolean("event_filtering"u8, true);
        json.WriteBoolean("event_replay"u8, true);
        json.WriteBoolean("idempotency"u8, true);
        json.WriteEndObject();
        json.WriteStartObject("limits"u8);
        json.WriteNumber("max_message_bytes"u8, Protocol.MaxMessageBytes);
        json.WriteNumber("requests_per_second"u8, settings.RequestsPerSecond);
        json.WriteNumber("request_burst"u8, settings.RequestBurst);
        json.WriteNumber("heartbeat_seconds"u8, settings.HeartbeatSeconds);
        json.WriteEndObject();
        json.WriteStartObject("reconnect"u8);
        json.WriteNumber("initial_ms"u8, 1_000);
        json.WriteNumber("max_ms"u8, 30_000);
        json.WriteNumber("factor"u8, 2);
        json.WriteBoolean("jitter"u8, true);
        json.WriteEndObject();
        json.WriteStartObject("fallback"u8);
        json.WriteString("http_base"u8, "/api");
        json.WriteString("sse"u8, "/api/events/stream");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
