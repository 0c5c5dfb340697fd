using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>A room's state written down. Only a shortcut: the log alone gives the same state, so a form that is not this one is not used. Holds no message.</summary>
internal static class RoomSnapshotJson
{
    private const int Form = 1;

    public static void Write(Room room, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        json.WriteStartObject();
        json.WriteNumber("form"u8, Form);
        json.WriteString("epoch"u8, room.Epoch);
        json.WriteNumber("head"u8, room.Head);
        json.WriteStartObject("room"u8);
        json.WriteString("name"u8, room.Info.Name);
        json.WriteInfo(room.Info);
        json.WriteEndObject();
        json.WriteNumber("version"u8, room.Version);
        json.WriteTime("createdAt"u8, room.CreatedAt);
        json.WriteNumber("createdBy"u8, room.CreatedBy);
        json.WriteBoolean("closed"u8, room.Closed);
        json.WriteTime("lastMessageAt"u8, room.LastMessageAt);
        json.WriteNumber("neverBelow"u8, room.NeverBelow);
        json.WriteTime("neverBefore"u8, room.NeverBefore);
        WriteList(json, "members"u8, room.Members, WriteMember);
        WriteList(json, "bans"u8, room.Bans, WriteSanction);
        WriteList(json, "mutes"u8, room.Mutes, WriteSanction);
        WriteList(json, "invites"u8, room.Invites, WriteInvite);
        // Those of which there may be many are arrays of numbers: half the bytes.
        WriteRows(json, "amendments"u8, room.Amendments.OrderBy(one => one.Key), one =>
        {
            json.WriteNumberValue(one.Key);
            json.WriteNumberValue(one.Value.EditSeq);
            json.WriteNumberValue(one.Value.Revision);
            json.WriteNumberValue(Milliseconds(one.Value.EditedAt));
            json.WriteNumberValue(Milliseconds(one.Value.DeletedAt));
            json.WriteNumberValue(one.Value.DeletedBy);
        });
        WriteRows(json, "operations"u8, room.Operations.All, one =>
        {
            json.WriteNumberValue(one.Key.UserId);
            json.WriteStringValue(one.Key.ClientMsgId);
            json.WriteNumberValue(one.Seq);
            json.WriteNumberValue(Milliseconds(one.At));
        });
        WriteRows(json, "marks"u8, room.TimeMarks, one =>
        {
            json.WriteNumberValue(one.Seq);
            json.WriteNumberValue(Milliseconds(one.At));
        });
        json.WriteEndObject();
    }

    /// <summary>The state, or null if the snapshot is of another form.</summary>
    public static Room? Read(Room empty, Snapshot snapshot)
    {
        try
        {
            using var parsed = JsonDocument.Parse(snapshot.Body);
            var json = parsed.RootElement;
            if (json.Whole("form") != Form || json.Whole("head") != snapshot.Seq)
                return null;
            return empty with
            {
                Epoch = json.Text("epoch"),
                Head = snapshot.Seq,
                Info = RoomJson.ReadInfo(json.GetProperty("room")),
                Version = (int)json.Whole("version"),
                CreatedAt = json.Instant("createdAt"),
                CreatedBy = json.Whole("createdBy"),
                Closed = json.GetProperty("closed").GetBoolean(),
                LastMessageAt = json.Instant("lastMessageAt"),
                NeverBelow = json.Whole("neverBelow"),
                NeverBefore = json.InstantOrNull("neverBefore"),
                Members = Rows(json, "members").ToImmutableSortedDictionary(one => one.Whole("user"), one => new Membership(one.Text("handle"), one.Role("role"), one.Instant("since"))),
                Bans = Rows(json, "bans").ToImmutableSortedDictionary(one => one.Whole("user"), ReadSanction),
                Mutes = Rows(json, "mutes").ToImmutableSortedDictionary(one => one.Whole("user"), ReadSanction),
                Invites = Rows(json, "invites").ToImmutableSortedDictionary(one => one.Text("id"), ReadInvite, StringComparer.Ordinal),
                Amendments = Rows(json, "amendments").ToImmutableDictionary(one => one[0].GetInt64(),
                    one => new Amendment(one[1].GetInt64(), one[2].GetInt32(), Instant(one[3]), Instant(one[4]), one[5].GetInt64())),
                Operations = Rows(json, "operations").Aggregate(Operations.None,
                    (all, one) => all.With(new(new(one[0].GetInt64(), one[1].GetString()!), one[2].GetInt64(), Instant(one[3])!.Value))),
                TimeMarks = [.. Rows(json, "marks").Select(one => new TimeMark(one[0].GetInt64(), Instant(one[1])!.Value))],
            };
        }
        catch (Exception odd) when (JsonFields.IsMisread(odd) || odd is IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static void WriteMember(Utf8JsonWriter json, long user, Membership member)
    {
        json.WriteNumber("user"u8, user);
        json.WriteString("handle"u8, member.Handle);
        json.WriteString("role"u8, RoomRoles.Name(member.Role));
        json.WriteTime("since"u8, member.Since);
    }

    private static void WriteSanction(Utf8JsonWriter json, long user, Sanction sanction)
    {
        json.WriteNumber("user"u8, user);
        json.WriteString("handle"u8, sanction.Handle);
        json.WriteTime("until"u8, sanction.Until);
        json.WriteNumber("by"u8, sanction.By);
        json.WriteString("reason"u8, sanction.Reason);
        json.WriteTime("at"u8, sanction.At);
    }

    private static Sanction ReadSanction(JsonElement json) =>
        new(json.Text("handle"), json.InstantOrNull("until"), json.Whole("by"), json.TextOrNull("reason"), json.Instant("at"));

    private static void WriteInvite(Utf8JsonWriter json, string id, Invite invite)
    {
        json.WriteString("id"u8, id);
        json.WriteString("codeHash"u8, invite.CodeHash);
        json.WriteString("role"u8, RoomRoles.Name(invite.Role));
        json.WriteNumber("maxUses"u8, invite.MaxUses);
        json.WriteNumber("uses"u8, invite.Uses);
        json.WriteTime("expiresAt"u8, invite.ExpiresAt);
        json.WriteNumber("by"u8, invite.CreatedBy);
    }

    private static Invite ReadInvite(JsonElement json) =>
        new(json.Text("codeHash"), json.Role("role"), (int)json.Whole("maxUses"), (int)json.Whole("uses"), json.Instant("expiresAt"), json.Whole("by"));

    private static void WriteList<TKey, T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<KeyValuePair<TKey, T>> all, Action<Utf8JsonWriter, TKey, T> write)
    {
        json.WriteStartArray(name);
        foreach (var (key, one) in all)
        {
            json.WriteStartObject();
            write(json, key, one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRows<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartArray();
            write(one);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static JsonElement.ArrayEnumerator Rows(JsonElement json, string name) => json.GetProperty(name).EnumerateArray();

    // Times as milliseconds; 0 stands for none.
    private static long Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? 0;

    private static DateTimeOffset? Instant(JsonElement json) => json.GetInt64() is not 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
