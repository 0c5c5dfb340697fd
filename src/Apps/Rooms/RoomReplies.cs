using System.Text.Json;
using Rollcall.Core.Channels;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>What a message holds now.</summary>
public sealed record MessageContent(string? Text, string? Body);

/// <summary>All the server says to a room's connections, as bytes (specification 5.1, 5.4, 5.5).</summary>
/// <param name="roomId">In every message.</param>
public sealed class RoomReplies(string roomId)
{
    /// <summary>What the room itself says that is no entry.</summary>
    public static IReadOnlyList<string> SystemEvents { get; } = ["hello", "history", "ack", "error", "read", "pong", "warning", "going_away"];

    /// <summary>What is told about who is there.</summary>
    public static IReadOnlyList<string> PresenceEvents { get; } = ["snapshot", "diff", "count", "typing"];

    /// <summary>An entry, the same live, in recovery and in pages.</summary>
    /// <param name="entry">As it lies in the log.</param>
    /// <param name="state">The room now: messages are told as they stand.</param>
    /// <param name="contentOf">The content that an edit gave, by the edit's number; asked only where it is not in the entry itself.</param>
    public byte[] Entry(Happened<RoomEvent> entry, Room state, Func<long, MessageContent> contentOf) => JsonText.Bytes(json => EntryText.Write(json, roomId, entry, state, contentOf));

    /// <summary>A page of chat entries, oldest first.</summary>
    public byte[] History(IEnumerable<byte[]> items, bool hasMore, long? next, DateTimeOffset now) => System("history", now, json =>
    {
        WriteItems(json, items);
        json.WriteBoolean("has_more"u8, hasMore);
        json.WriteNumberOrNull("next"u8, next);
    });

    /// <summary>Done.</summary>
    public byte[] Ack(RoomAnswer.Done done, string epoch, string? clientMsgId, DateTimeOffset now) => System("ack", now, json =>
    {
        json.WriteString("id"u8, EntryText.IdOf(epoch, done.Seq));
        json.WriteNumber("seq"u8, done.Seq);
        json.WriteString("epoch"u8, epoch);
        json.WriteTime("at"u8, done.At);
        json.WriteBoolean("duplicate"u8, done.Duplicate);
    }, clientMsgId);

    /// <summary>No; <paramref name="fatal"/> where a close follows.</summary>
    public byte[] Error(RoomAnswer.Rejected no, bool fatal, string? clientMsgId, DateTimeOffset now) => System("error", now, json =>
    {
        json.WriteString("code"u8, no.Code);
        json.WriteString("message"u8, Sentences.Of(no.Code));
        json.WriteBoolean("fatal"u8, fatal);
        if (no.Field is not null)
            json.WriteString("field"u8, no.Field);
        if (no.HasUntil)
            json.WriteTime("until"u8, no.Until);
        if (no.RetryAfterMs is { } wait)
            json.WriteNumber("retry_after_ms"u8, wait);
    }, clientMsgId);

    /// <summary>The user's own read mark.</summary>
    public byte[] Read(long seq, DateTimeOffset now) => System("read", now, json => json.WriteNumber("read_seq"u8, seq));

    /// <summary>The answer to a ping message.</summary>
    public byte[] Pong(string? nonce, DateTimeOffset now) => System("pong", now, json => json.WriteString("nonce"u8, nonce));

    /// <summary>The room will be closed for want of life.</summary>
    public byte[] Closing(DateTimeOffset closesAt, DateTimeOffset now) => System("warning", now, json =>
    {
        json.WriteString("code"u8, "room_closing"u8);
        json.WriteTime("closes_at"u8, closesAt);
    });

    /// <summary>Presence was not told for a while; a snapshot follows.</summary>
    public byte[] SignalsDropped(DateTimeOffset now) => System("warning", now, json => json.WriteString("code"u8, "signals_dropped"u8));

    /// <summary>The server stops.</summary>
    public byte[] GoingAway(string reason, int reconnectAfterMs, DateTimeOffset now) => System("going_away", now, json =>
    {
        json.WriteString("reason"u8, reason);
        json.WriteNumber("reconnect_after_ms"u8, reconnectAfterMs);
    });

    /// <summary>The first message.</summary>
    public byte[] Hello(Hello hello, DateTimeOffset now) => System("hello", now, json => hello.Write(json));

    /// <summary>Who is there; <paramref name="users"/> is null in <c>count</c> mode.</summary>
    public byte[] Snapshot(IEnumerable<PresentUser>? users, int userCount, int connectionCount, DateTimeOffset now) => Presence("snapshot", now, json =>
    {
        json.WriteString("mode"u8, users is null ? "count" : "list");
        if (users is not null)
            WriteUsers(json, "users"u8, users);
        WriteCounts(json, userCount, connectionCount);
    });

    /// <summary>What changed about who is there.</summary>
    public byte[] Diff(IEnumerable<PresentUser> joins, IEnumerable<long> leaves, IEnumerable<(long User, bool Away)> updates, int userCount, int connectionCount, DateTimeOffset now) =>
        Presence("diff", now, json =>
        {
            WriteUsers(json, "joins"u8, joins);
            WriteNumbers(json, "leaves"u8, leaves);
            json.WriteStartArray("updates"u8);
            foreach (var (user, away) in updates)
            {
                json.WriteStartObject();
                json.WriteNumber("user_id"u8, user);
                json.WriteString("state"u8, StateName(away));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteCounts(json, userCount, connectionCount);
        });

    /// <summary>How many are there.</summary>
    public byte[] Count(int userCount, int connectionCount, DateTimeOffset now) => Presence("count", now, json => WriteCounts(json, userCount, connectionCount));

    /// <summary>Who is typing, oldest first.</summary>
    public byte[] Typing(IEnumerable<long> users, int more, DateTimeOffset now) => Presence("typing", now, json =>
    {
        WriteNumbers(json, "user_ids"u8, users);
        json.WriteNumber("more"u8, more);
    });

    /// <summary>A presence state's name.</summary>
    public static string StateName(bool away) => away ? "away" : "active";

    private byte[] System(string name, DateTimeOffset now, Action<Utf8JsonWriter> data, string? clientMsgId = null) => Signal("system", name, now, data, clientMsgId);

    private byte[] Presence(string name, DateTimeOffset now, Action<Utf8JsonWriter> data) => Signal("presence", name, now, data, null);

    private byte[] Signal(string type, string name, DateTimeOffset now, Action<Utf8JsonWriter> data, string? clientMsgId) => JsonText.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteStartObject("data"u8);
        json.WriteString("event"u8, name);
        data(json);
        json.WriteEndObject();
        json.WriteString("room_id"u8, roomId);
        json.WriteNumber("user_id"u8, 0);
        json.WriteTime("timestamp"u8, now);
        if (clientMsgId is not null)
            json.WriteString("client_msg_id"u8, clientMsgId);
        json.WriteEndObject();
    });

    /// <summary>Entries that are bytes already.</summary>
    public static void WriteItems(Utf8JsonWriter json, IEnumerable<byte[]> items)
    {
        json.WriteStartArray("items"u8);
        foreach (var item in items)
            json.WriteRawValue(item, skipInputValidation: true);
        json.WriteEndArray();
    }

    private static void WriteUsers(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<PresentUser> users)
    {
        json.WriteStartArray(name);
        foreach (var user in users)
        {
            json.WriteStartObject();
            json.WriteNumber("user_id"u8, user.UserId);
            json.WriteString("user_handle"u8, user.Handle);
            json.WriteString("role"u8, RoomRoles.Name(user.Role));
            json.WriteString("state"u8, StateName(user.Away));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, int users, int connections)
    {
        json.WriteNumber("user_count"u8, users);
        json.WriteNumber("connection_count"u8, connections);
    }
}

/// <summary>Somebody who is there, as others see them.</summary>
public sealed record PresentUser(long UserId, string Handle, RoomRole Role, bool Away);
