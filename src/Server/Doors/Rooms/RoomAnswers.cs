using System.Text.Json;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Text;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Answers of the rooms' HTTP door as JSON (specification 5.6).</summary>
internal static class RoomAnswers
{
    /// <summary>An object.</summary>
    public static IResult Json(Action<Utf8JsonWriter> members, int status = StatusCodes.Status200OK)
    {
        var bytes = JsonText.Bytes(json =>
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        });
        return new Body(bytes, status);
    }

    /// <summary>The room object.</summary>
    public static IResult Room(Room room, int status = StatusCodes.Status200OK) => Json(json => EntryText.WriteRoomFields(json, room, room.Info, room.Version), status);

    /// <summary>A ban or a mute.</summary>
    public static void Sanction(this Utf8JsonWriter json, long user, Sanction sanction)
    {
        json.WriteNumber("user_id"u8, user);
        json.WriteString("user_handle"u8, sanction.Handle);
        json.WriteTime("until"u8, sanction.Until);
        json.WriteNumber("by"u8, sanction.By);
        json.WriteString("reason"u8, sanction.Reason);
        json.WriteTime("at"u8, sanction.At);
    }

    /// <summary>An invite; its code only where it has just been made.</summary>
    public static void Invite(this Utf8JsonWriter json, string id, Invite invite, string? code)
    {
        json.WriteString("invite_id"u8, id);
        if (code is not null)
            json.WriteString("code"u8, code);
        json.WriteString("role"u8, RoomRoles.Name(invite.Role));
        json.WriteNumber("max_uses"u8, invite.MaxUses);
        json.WriteNumber("uses"u8, invite.Uses);
        json.WriteTime("expires_at"u8, invite.ExpiresAt);
        json.WriteNumber("created_by"u8, invite.CreatedBy);
    }

    private sealed record Body(ReadOnlyMemory<byte> Bytes, int Status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Status;
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.ContentLength = Bytes.Length;
            await response.Body.WriteAsync(Bytes, httpContext.RequestAborted);
        }
    }
}
