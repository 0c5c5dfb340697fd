using System.Globalization;
using System.Text;
using System.Text.Json;
using Rollcall.Core.Connections;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>Puts events and signals into the bytes of each dialect (specification 5.5 to 5.7). What is told of an event follows from the event and the queue after it
/// alone, so that it can be told again in the same bytes, also after a restart.</summary>
public static class QueueWire
{
    private const int FirstRetryMs = 3_000;

    /// <summary>An event on the wire.</summary>
    public static QueueTopics TopicOf(QueueChange change) => change switch
    {
        QueueChange.Activated or QueueChange.Deactivated => QueueTopics.SystemStatus,
        QueueChange.QsoStarted or QueueChange.QsoUpdated or QueueChange.QsoEnded => QueueTopics.CurrentQso,
        QueueChange.EntryAdded or QueueChange.EntryRemoved or QueueChange.EntryMoved or QueueChange.EntryRestored or QueueChange.EntryUpdated
            or QueueChange.QueueCleared or QueueChange.Configured => QueueTopics.Queue,
        QueueChange.FrequencySet or QueueChange.FrequencyCleared => QueueTopics.Frequency,
        QueueChange.SplitSet or QueueChange.SplitCleared => QueueTopics.Split,
        QueueChange.ContactLogged or QueueChange.ContactRemoved or QueueChange.WorkedCleared or QueueChange.WorkedTtlSet => QueueTopics.WorkedCallers,
        QueueChange.PausedNow or QueueChange.Resumed => QueueTopics.Pause,
        QueueChange.LoggerSet => QueueTopics.Logger,
        QueueChange.Banned or QueueChange.Unbanned or QueueChange.BansCleared => QueueTopics.Bans,
        QueueChange.CooldownSet => QueueTopics.Cooldown,
        _ => throw new InvalidOperationException($"No topic for {change.GetType().Name}"),
    };

    /// <summary>A logged event as a WebSocket frame.</summary>
    public static SharedFrame Frame(Moment moment) => SharedFrame.Text(Envelope("event", moment));

    /// <summary>A logged event as a block of an event stream, with its position as id.</summary>
    public static SharedFrame Block(Moment moment)
    {
        var one = moment.Happened;
        return Block(TopicNames.Of(TopicOf(one.Body.Change)), Envelope("type", moment), Id(one.Epoch, one.Seq));
    }

    /// <summary>A signal as a WebSocket frame.</summary>
    public static SharedFrame Signal(string name, Action<Utf8JsonWriter> data, DateTimeOffset now) => SharedFrame.Text(JsonText.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "event");
        json.WriteString("event"u8, name);
        json.WritePropertyName("data"u8);
        data(json);
        json.WriteTime("timestamp"u8, now);
        json.WriteEndObject();
    }));

    /// <summary>The first frame of an event stream.</summary>
    public static SharedFrame StreamConnected(QueueState queue, bool withId)
    {
        var data = JsonText.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("message"u8, "SSE connection established");
            json.WriteString("epoch"u8, queue.Epoch);
            json.WriteNumber("seq"u8, queue.Head);
            json.WriteEndObject();
        });
        return Block("connected", data, withId ? Id(queue.Epoch, queue.Head) : null, FirstRetryMs);
    }

    /// <summary>The present state as the seven events for everybody; only the last has an id.</summary>
    public static IEnumerable<SharedFrame> StreamState(QueueState queue, DateTimeOffset now)
    {
        yield return State(queue, QueueTopics.SystemStatus, now, json => SettingObjects.SystemStatus(json, queue));
        yield return State(queue, QueueTopics.Pause, now, json => Paused(json, queue));
        yield return State(queue, QueueTopics.CurrentQso, now, json => QueueObjects.Qso(json, queue.Current));
        yield return State(queue, QueueTopics.Queue, now, json => QueueObjects.QueueList(json, queue, now));
        yield return State(queue, QueueTopics.Frequency, now, json => SettingObjects.Frequency(json, queue.Frequency));
        yield return State(queue, QueueTopics.Split, now, json => SettingObjects.Split(json, queue.Split, queue.Frequency.Mhz));
        yield return State(queue, QueueTopics.WorkedCallers, now, json => Worked(json, queue, now), Id(queue.Epoch, queue.Head));
    }

    /// <summary>A sign of life on an event stream.</summary>
    public static SharedFrame StreamKeepalive() => Block("keepalive", "{}"u8, null);

    /// <summary>What a wall screen shows.</summary>
    public static SharedFrame Display(QueueState queue, DateTimeOffset now) => Block("display", JsonText.Bytes(json => ViewObjects.Display(json, queue, now)), null);

    /// <summary>The last word before a shutdown.</summary>
    public static SharedFrame Shutdown(QueueDialect dialect, string reason, int reconnectAfterMs, DateTimeOffset now)
    {
        void Data(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("reason"u8, reason);
            json.WriteNumber("reconnect_after_ms"u8, reconnectAfterMs);
            json.WriteEndObject();
        }

        if (dialect == QueueDialect.Frame)
            return Signal("server_shutdown", Data, now);
        var data = JsonText.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "server_shutdown");
            json.WritePropertyName("data"u8);
            Data(json);
            json.WriteTime("timestamp"u8, now);
            json.WriteEndObject();
        });
        return Block("server_shutdown", data, null, reconnectAfterMs);
    }

    /// <summary>The text form of a position: the id of an event stream.</summary>
    public static string Id(string epoch, long seq) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{seq}");

    private static ReadOnlySpan<byte> Envelope(string nameField, Moment moment) => JsonText.Bytes(json =>
    {
        var one = moment.Happened;
        json.WriteStartObject();
        if (nameField == "event")
            json.WriteString("type"u8, "event");
        json.WriteString(nameField, TopicNames.Of(TopicOf(one.Body.Change)));
        json.WritePropertyName("data"u8);
        Data(json, moment);
        json.WriteTime("timestamp"u8, one.At);
        json.WriteNumber("seq"u8, one.Seq);
        json.WriteString("epoch"u8, one.Epoch);
        json.WriteString("origin"u8, one.Body.By.Origin);
        json.WriteEndObject();
    });

    private static void Data(Utf8JsonWriter json, Moment moment)
    {
        var (change, after, at) = (moment.Happened.Body.Change, moment.After, moment.Happened.At);
        switch (TopicOf(change))
        {
            case QueueTopics.SystemStatus:
                SettingObjects.SystemStatus(json, after);
                break;
            case QueueTopics.CurrentQso:
                QueueObjects.Qso(json, after.Current);
                break;
            case QueueTopics.Queue:
                QueueObjects.QueueList(json, after, at);
                break;
            case QueueTopics.Frequency:
                SettingObjects.Frequency(json, after.Frequency);
                break;
            case QueueTopics.Split:
                SettingObjects.Split(json, after.Split, after.Frequency.Mhz);
                break;
            case QueueTopics.WorkedCallers when change is QueueChange.ContactLogged logged:
                json.WriteStartObject();
                json.WritePropertyName("worked_caller"u8);
                WorkedObjects.Worked(json, after.Contacts.LineOf(logged.Contact.Callsign)!);
                json.WriteNumber("total"u8, WorkedObjects.WorkedTotal(after, at));
                json.WriteEndObject();
                break;
            case QueueTopics.WorkedCallers:
                Worked(json, after, at);
                break;
            case QueueTopics.Pause:
                Paused(json, after);
                break;
            case QueueTopics.Logger:
                json.WriteStartObject();
                json.WriteBoolean("enabled"u8, after.Logger.On);
                json.WriteTime("last_updated"u8, after.Logger.At);
                json.WriteString("updated_by"u8, after.Logger.By);
                json.WriteEndObject();
                break;
            case QueueTopics.Bans:
                json.WriteStartObject();
                SettingObjects.BansFields(json, after);
                json.WriteEndObject();
                break;
            default:
                SettingObjects.Cooldown(json, after.Cooldown);
                break;
        }
    }

    private static void Worked(Utf8JsonWriter json, QueueState queue, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WritePropertyName("worked_callers"u8);
        var total = WorkedObjects.WorkedList(json, queue, at);
        json.WriteNumber("total"u8, total);
        json.WriteEndObject();
    }

    private static void Paused(Utf8JsonWriter json, QueueState queue)
    {
        json.WriteStartObject();
        json.WriteBoolean("paused"u8, queue.Paused.On);
        json.WriteEndObject();
    }

    private static SharedFrame State(QueueState queue, QueueTopics topic, DateTimeOffset now, Action<Utf8JsonWriter> data, string? id = null)
    {
        var name = TopicNames.Of(topic);
        return Block(name, JsonText.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("type"u8, name);
            json.WritePropertyName("data"u8);
            data(json);
            json.WriteTime("timestamp"u8, now);
            json.WriteNumber("seq"u8, queue.Head);
            json.WriteString("epoch"u8, queue.Epoch);
            json.WriteNull("origin"u8);
            json.WriteEndObject();
        }), id);
    }

    // The data is one line: JSON as it is written here holds no line break.
    private static SharedFrame Block(string name, ReadOnlySpan<byte> data, string? id, int? retryMs = null)
    {
        var head = new StringBuilder();
        if (retryMs is { } retry)
            head.Append(CultureInfo.InvariantCulture, $"retry: {retry}\n");
        if (id is not null)
            head.Append(CultureInfo.InvariantCulture, $"id: {id}\n");
        head.Append(CultureInfo.InvariantCulture, $"event: {name}\ndata: ");
        return SharedFrame.Raw((byte[])[.. Encoding.UTF8.GetBytes(head.ToString()), .. data, (byte)'\n', (byte)'\n']);
    }
}
