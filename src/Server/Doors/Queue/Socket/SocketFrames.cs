using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Connections;
using Rollcall.Core.Text;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>The frames a connection is told that are about it alone (specification 5.5); events come from the queue.</summary>
internal static class SocketFrames
{
    /// <summary>The first frame.</summary>
    public static SharedFrame Welcome(QueueState queue, DateTimeOffset now, string connectionId, bool authenticated, int heartbeatSeconds) => Frame(json =>
    {
        json.WriteString("type"u8, "event");
        json.WriteString("event"u8, "connected");
        json.WriteStartObject("data"u8);
        json.WriteString("message"u8, "WebSocket connection established");
        json.WriteTime("server_time"u8, now);
        json.WriteString("connection_id"u8, connectionId);
        json.WriteBoolean("events_enabled"u8, true);
        json.WriteBoolean("authenticated"u8, authenticated);
        json.WriteString("queue"u8, queue.Name);
        json.WriteString("epoch"u8, queue.Epoch);
        json.WriteNumber("seq"u8, queue.Head);
        json.WriteNumber("heartbeat_seconds"u8, heartbeatSeconds);
        json.WriteString("protocol_version"u8, Protocol.Version);
        json.WriteEndObject();
        json.WriteTime("timestamp"u8, now);
        json.WriteNull("id"u8);
    });

    /// <summary>A request was done.</summary>
    /// <param name="request">Which.</param>
    /// <param name="write">Writes its data.</param>
    /// <param name="now">The time.</param>
    /// <param name="change">What it changed: its last event, or null; null for a request that only looks.</param>
    public static SharedFrame Response(SocketRequest request, Action<Utf8JsonWriter> write, DateTimeOffset now, Changed? change = null) => Frame(json =>
    {
        Head(json, request, success: true);
        json.WritePropertyName("data"u8);
        write(json);
        json.WriteNull("error"u8);
        json.WriteNull("error_code"u8);
        if (change is { } changed)
        {
            json.WriteNumberOrNull("seq"u8, changed.LastSeq);
            if (changed.IsRepeat)
                json.WriteBoolean("duplicate"u8, true);
        }

        json.WriteTime("timestamp"u8, now);
    });

    /// <summary>A request was refused.</summary>
    public static SharedFrame Response(SocketRequest request, Refusal refusal, DateTimeOffset now) => Frame(json =>
    {
        Head(json, request, success: false);
        json.WriteNull("data"u8);
        No(json, refusal.Sentence, refusal);
        json.WriteTime("timestamp"u8, now);
    });

    /// <summary>A frame that could not be understood.</summary>
    public static SharedFrame Error(SocketId id, Refusal refusal, DateTimeOffset now) => Error(id, refusal, refusal.Sentence, now);

    /// <summary>The same, with more said before the sentence.</summary>
    public static SharedFrame Error(SocketId id, Refusal refusal, string sentence, DateTimeOffset now) => Frame(json =>
    {
        json.WriteString("type"u8, "error");
        id.Write(json);
        No(json, sentence, refusal);
        json.WriteTime("timestamp"u8, now);
    });

    /// <summary>The answer to a ping.</summary>
    public static SharedFrame Pong(SocketId id, SocketCount count, DateTimeOffset now) => Frame(json =>
    {
        json.WriteString("type"u8, "pong");
        id.Write(json);
        json.WriteStartObject("data"u8);
        json.WriteTime("server_time"u8, now);
        json.WriteNumber("connection_count"u8, count.Connected);
        json.WriteNumber("authenticated_count"u8, count.Authenticated);
        json.WriteEndObject();
        json.WriteTime("timestamp"u8, now);
    });

    private static void Head(Utf8JsonWriter json, SocketRequest request, bool success)
    {
        json.WriteString("type"u8, "response");
        request.Id.Write(json);
        json.WriteString("operation"u8, request.Operation);
        json.WriteBoolean("success"u8, success);
    }

    private static void No(Utf8JsonWriter json, string sentence, Refusal refusal)
    {
        json.WriteString("error"u8, sentence);
        json.WriteString("error_code"u8, refusal.Code);
        if (refusal.WaitMs is not { } wait)
            return;
        json.WriteStartObject("details"u8);
        json.WriteNumber("retry_after_ms"u8, wait);
        json.WriteEndObject();
    }

    private static SharedFrame Frame(Action<Utf8JsonWriter> fields) => SharedFrame.Text(JsonText.Bytes(json =>
    {
        json.WriteStartObject();
        fields(json);
        json.WriteEndObject();
    }));
}

/// <summary>What a request changed.</summary>
/// <param name="LastSeq">Its last event; null where nothing changed.</param>
/// <param name="IsRepeat">Whether it was done before, and this is the answer given then.</param>
internal readonly record struct Changed(long? LastSeq, bool IsRepeat);

/// <summary>A request's id: a text or a whole number, which comes back as it came; or none.</summary>
/// <param name="Json">As it came; null where there was none.</param>
internal readonly record struct SocketId(string? Json)
{
    private const int Longest = 128;

    /// <summary>Reads a frame's id; false where it is none.</summary>
    public static bool TryRead(JsonElement frame, out SocketId id)
    {
        id = default;
        if (!frame.TryGetProperty("id", out var element) || element.ValueKind == JsonValueKind.Null)
            return true;
        var fits = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!.Length is >= 1 and <= Longest,
            JsonValueKind.Number => element.GetRawText() is { Length: <= Longest } digits && digits.TrimStart('-').All(char.IsAsciiDigit),
            _ => false,
        };
        id = fits ? new(element.GetRawText()) : default;
        return fits;
    }

    /// <summary>Writes it.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WritePropertyName("id"u8);
        json.WriteRawValue(Json ?? "null");
    }
}

/// <summary>A request as far as answers are concerned.</summary>
internal sealed record SocketRequest(SocketId Id, string Operation);
