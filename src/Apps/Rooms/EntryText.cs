using System.Globalization;
using System.Text.Json;
using Rollcall.Core.Channels;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>How entries are told: content as it stands, a deleted message as a tombstone (specification 5.4). Pure.</summary>
public static class EntryText
{
    /// <summary>The entries beside chat, as <c>event</c> names them.</summary>
    public static IReadOnlyList<string> Events { get; } =
        ["room_created", "message_edited", "message_deleted", "room_updated", "member_changed", "invite_created", "invite_revoked", "moderation", "room_closed"];

    /// <summary>An entry's id: unique for ever, as no two lives of a log have the same name.</summary>
    public static string IdOf(string epoch, long seq) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{seq}");

    /// <summary>The number an id stands for in a life of the log; null where it is of another one, or no id.</summary>
    public static long? SeqOf(string id, string epoch) =>
        id.Length > epoch.Length + 1 && id.StartsWith(epoch, StringComparison.Ordinal) && id[epoch.Length] == '-'
        && long.TryParse(id.AsSpan(epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && IdOf(epoch, seq) == id ? seq : null;

    /// <summary>The edit whose content an entry is told with, where that is not in the entry itself; 0 where none is needed.</summary>
    public static long NeedsContentOf(Happened<RoomEvent> entry, Room state) => entry.Body switch
    {
        RoomEvent.Posted => Elsewhere(state, entry.Seq, entry.Seq),
        RoomEvent.Edited edited => Elsewhere(state, edited.Target, entry.Seq),
        _ => 0,
    };

    /// <summary>Writes the room object of specification 5.6.</summary>
    public static void WriteRoom(Utf8JsonWriter json, Room room, RoomInfo info, int version)
    {
        json.WriteStartObject();
        WriteRoomFields(json, room, info, version);
        json.WriteEndObject();
    }

    /// <summary>Writes the room object's members.</summary>
    public static void WriteRoomFields(Utf8JsonWriter json, Room room, RoomInfo info, int version)
    {
        json.WriteString("id"u8, room.Id);
        json.WriteString("name"u8, info.Name);
        json.WriteTime("created_at"u8, room.CreatedAt);
        json.WriteNumber("created_by"u8, room.CreatedBy);
        json.WriteInfo(info);
        json.WriteNumber("version"u8, version);
    }

    internal static void Write(Utf8JsonWriter json, string roomId, Happened<RoomEvent> entry, Room state, Func<long, MessageContent> contentOf)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, entry.Body is RoomEvent.Posted ? "chat" : "system");
        json.WriteStartObject("data"u8);
        WriteData(json, entry, state, contentOf);
        json.WriteEndObject();
        json.WriteString("room_id"u8, roomId);
        json.WriteNumber("user_id"u8, entry.Body.By);
        json.WriteTime("timestamp"u8, entry.At);
        // Of the log's present life, also where the entry was written in the one a backup was made of: a position is good only in the present one.
        json.WriteString("id"u8, IdOf(state.Epoch, entry.Seq));
        json.WriteNumber("seq"u8, entry.Seq);
        json.WriteString("epoch"u8, state.Epoch);
        if (entry.Op is { } operation)
            json.WriteString("client_msg_id"u8, OperationKey.Parse(operation).ClientMsgId);
        json.WriteEndObject();
    }

    private static long Elsewhere(Room state, long message, long entry) =>
        state.Amendments.TryGetValue(message, out var amendment) && !amendment.IsDeleted && amendment.EditSeq != 0 && amendment.EditSeq != entry ? amendment.EditSeq : 0;

    private static void WriteData(Utf8JsonWriter json, Happened<RoomEvent> entry, Room state, Func<long, MessageContent> contentOf)
    {
        switch (entry.Body)
        {
            case RoomEvent.Posted posted:
                WritePosted(json, posted, entry, state, contentOf);
                break;
            case RoomEvent.Edited edited:
                WriteEdited(json, edited, entry, state, contentOf);
                break;
            case RoomEvent.Deleted deleted:
                json.WriteString("event"u8, "message_deleted"u8);
                WriteTarget(json, state.Epoch, deleted.Target);
                break;
            case RoomEvent.Created created:
                json.WriteString("event"u8, "room_created"u8);
                json.WritePropertyName("room"u8);
                WriteRoom(json, state, created.Info, 1);
                break;
            case RoomEvent.Changed changed:
                json.WriteString("event"u8, "room_updated"u8);
                json.WritePropertyName("room"u8);
                WriteRoom(json, state, changed.Info, changed.Version);
                json.WriteStartArray("changed"u8);
                foreach (var field in changed.Fields)
                    json.WriteStringValue(field);
                json.WriteEndArray();
                break;
            case RoomEvent.MemberChanged changed:
                json.WriteString("event"u8, "member_changed"u8);
                json.WriteNumber("target_user_id"u8, changed.Target);
                json.WriteString("target_user_handle"u8, changed.TargetHandle);
                json.WriteString("role"u8, changed.Role is { } role ? RoomRoles.Name(role) : null);
                if (changed.InviteId is { } invite)
                    json.WriteString("invite_id"u8, invite);
                break;
            case RoomEvent.InviteCreated created:
                json.WriteString("event"u8, "invite_created"u8);
                json.WriteString("invite_id"u8, created.InviteId);
                json.WriteString("role"u8, RoomRoles.Name(created.Role));
                json.WriteNumber("max_uses"u8, created.MaxUses);
                json.WriteTime("expires_at"u8, created.ExpiresAt);
                break;
            case RoomEvent.InviteRevoked revoked:
                json.WriteString("event"u8, "invite_revoked"u8);
                json.WriteString("invite_id"u8, revoked.InviteId);
                break;
            case RoomEvent.Moderated moderated:
                json.WriteString("event"u8, "moderation"u8);
                json.WriteString("action"u8, RoomEventJson.NameOf(moderated.Action));
                json.WriteNumber("target_user_id"u8, moderated.Target);
                json.WriteTime("until"u8, moderated.Until);
                json.WriteString("reason"u8, moderated.Reason);
                break;
            case RoomEvent.RoomClosed closed:
                json.WriteString("event"u8, "room_closed"u8);
                json.WriteString("reason"u8, closed.Reason);
                break;
            default:
                throw new InvalidOperationException($"No words for {entry.Body.GetType().Name}");
        }
    }

    private static void WritePosted(Utf8JsonWriter json, RoomEvent.Posted posted, Happened<RoomEvent> entry, Room state, Func<long, MessageContent> contentOf)
    {
        var amendment = state.Amendments.GetValueOrDefault(entry.Seq, Amendment.None);
        json.WriteString("subtype"u8, posted.Subtype);
        if (amendment.IsDeleted)
        {
            json.WriteString("user_handle"u8, posted.Handle);
            json.WriteBoolean("deleted"u8, true);
            json.WriteTime("deleted_at"u8, amendment.DeletedAt);
            json.WriteNumber("deleted_by"u8, amendment.DeletedBy);
            return;
        }

        WriteContent(json, amendment.EditSeq == 0 ? new(posted.Text, posted.Body) : contentOf(amendment.EditSeq));
        json.WriteString("user_handle"u8, posted.Handle);
        if (amendment.EditSeq == 0)
            return;
        json.WriteNumber("revision"u8, amendment.Revision);
        json.WriteTime("edited_at"u8, amendment.EditedAt);
    }

    private static void WriteEdited(Utf8JsonWriter json, RoomEvent.Edited edited, Happened<RoomEvent> entry, Room state, Func<long, MessageContent> contentOf)
    {
        var amendment = state.Amendments.GetValueOrDefault(edited.Target, Amendment.None);
        json.WriteString("event"u8, "message_edited"u8);
        WriteTarget(json, state.Epoch, edited.Target);
        json.WriteString("subtype"u8, edited.Subtype);
        if (amendment.IsDeleted)
            json.WriteBoolean("deleted"u8, true);
        else
            WriteContent(json, amendment.EditSeq is 0 || amendment.EditSeq == entry.Seq ? new(edited.Text, edited.Body) : contentOf(amendment.EditSeq));
        json.WriteNumber("revision"u8, Math.Max(edited.Revision, amendment.Revision));
    }

    private static void WriteTarget(Utf8JsonWriter json, string epoch, long target)
    {
        json.WriteString("target_id"u8, IdOf(epoch, target));
        json.WriteNumber("target_seq"u8, target);
    }

    private static void WriteContent(Utf8JsonWriter json, MessageContent content)
    {
        if (content.Text is not null)
            json.WriteString("text"u8, content.Text);
        if (content.Body is null)
            return;
        json.WritePropertyName("body"u8);
        json.WriteRawValue(content.Body, skipInputValidation: true);
    }
}
