using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Apps.Rooms;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Answers of the rooms' HTTP door as JSON (specification 5.6).</summary>
internal static class RoomAnswers
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object.</summary>
    public static IResult Json(Action<Utf8JsonWriter> members, int status = StatusCodes.Status200OK)
    {
        var target = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(target, Writing))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new Body(target.WrittenMemory, status);
    }

    /// <summary>The room object.</summary>
    public static IResult Room(Room room, int status = StatusCodes.Status200OK) => Json(json => EntryText.WriteRoomFields(json, room, room.Info, room.Version), status);

    /// <summary>A list under a name.</summary>
    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartObject();
            write(one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A number or null.</summary>
    public static void NumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } given)
            json.WriteNumber(name, given);
        else
            json.WriteNull(name);
    }

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
