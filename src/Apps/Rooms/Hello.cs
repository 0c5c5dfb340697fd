using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>What became of a wish to go on from a position.</summary>
/// <param name="Requested">Whether there was one.</param>
/// <param name="Recovered">Whether every missed entry follows.</param>
/// <param name="Reason">Why not: <c>epoch_changed</c>, <c>expired</c>, <c>too_many</c>, <c>ahead</c>; else null.</param>
/// <param name="From">The first missed entry.</param>
/// <param name="To">The last one; less than <paramref name="From"/> where nothing was missed.</param>
public sealed record Recovery(bool Requested, bool Recovered, string? Reason, long? From, long? To)
{
    /// <summary>Nobody asked.</summary>
    public static Recovery NotAsked { get; } = new(false, false, null, null, null);

    /// <summary>What a position is good for (specification 7).</summary>
    public static Recovery Of(string epoch, long since, Room room, long floor, int mostEntries)
    {
        var no = epoch != room.Epoch ? "epoch_changed"
            : since > room.Head ? "ahead"
            : since < floor - 1 ? "expired"
            : room.Head - since > mostEntries ? "too_many" : null;
        return no is null ? new(true, true, null, since + 1, room.Head) : new(true, false, no, null, null);
    }
}

/// <summary>What every connection is told of the server's terms.</summary>
public sealed record RoomTold(TimeSpan PingPeriod, TimeSpan PongWait, int MaxMessageBytes, int MaxTextChars, int MaxDepth, int RatePerSecond, int Burst, IReadOnlyList<string> Subtypes);

/// <summary>What the first message of a connection says.</summary>
public sealed record Hello(
    string ConnectionId, Person Who, RoomRole Role, Sanction? Mute, Room Room, long Floor, Recovery Recovery, long ReadSeq, RoomTold Told)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("connection_id"u8, ConnectionId);
        json.WriteNumber("user_id"u8, Who.UserId);
        json.WriteString("user_handle"u8, Who.Handle);
        json.WriteString("role"u8, RoomRoles.Name(Role));
        json.WriteBoolean("muted"u8, Mute is not null);
        json.WriteTime("muted_until"u8, Mute?.Until);
        json.WritePropertyName("room"u8);
        EntryText.WriteRoom(json, Room, Room.Info, Room.Version);
        json.WriteStartObject("position"u8);
        json.WriteString("epoch"u8, Room.Epoch);
        json.WriteNumber("seq"u8, Room.Head);
        json.WriteNumber("floor"u8, Floor);
        json.WriteEndObject();
        json.WriteStartObject("recovery"u8);
        json.WriteBoolean("requested"u8, Recovery.Requested);
        json.WriteBoolean("recovered"u8, Recovery.Recovered);
        json.WriteString("reason"u8, Recovery.Reason);
        json.WriteNumberOrNull("from"u8, Recovery.From);
        json.WriteNumberOrNull("to"u8, Recovery.To);
        json.WriteEndObject();
        json.WriteNumber("read_seq"u8, ReadSeq);
        json.WriteStartObject("heartbeat"u8);
        json.WriteNumber("ping_period_ms"u8, (long)Told.PingPeriod.TotalMilliseconds);
        json.WriteNumber("pong_wait_ms"u8, (long)Told.PongWait.TotalMilliseconds);
        json.WriteEndObject();
        json.WriteStartObject("limits"u8);
        json.WriteNumber("max_message_bytes"u8, Told.MaxMessageBytes);
        json.WriteNumber("max_text_chars"u8, Told.MaxTextChars);
        json.WriteNumber("max_depth"u8, Told.MaxDepth);
        json.WriteNumber("rate_per_s"u8, Told.RatePerSecond);
        json.WriteNumber("burst"u8, Told.Burst);
        json.WriteStartArray("subtypes"u8);
        foreach (var name in Told.Subtypes)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
