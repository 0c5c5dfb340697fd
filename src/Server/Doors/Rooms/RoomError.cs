using System.Globalization;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Connections;
using Rollcall.Core.Text;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>A refusal over HTTP: <c>{"detail","code"}</c> with what the client needs in order to act.</summary>
public sealed record RoomError(RoomAnswer.Rejected Why, int? OtherStatus = null) : IResult
{
    /// <summary>The room as it is, for a stale version.</summary>
    public Room? Room { get; init; }

    /// <summary>The status of a code.</summary>
    public int Status => OtherStatus ?? Why.Code switch
    {
        "unauthenticated" or "invalid_token" or "invalid_ticket" => 401,
        "forbidden" or "origin_not_allowed" or "banned" => 403,
        "room_not_found" or "user_not_found" or "not_present" or "invite_invalid" => 404,
        "id_taken" or "last_owner" or "version_conflict" or "room_full" => 409,
        "epoch_changed" => 410,
        "too_big" => 413,
        "json_required" => 415,
        "websocket_required" => 426,
        "rate_limited" or "invite_limit" or "member_limit" or "too_many_connections" or "room_limit" => 429,
        "storage_unavailable" or "overloaded" => 503,
        _ => 400,
    };

    /// <summary>How a connection is closed that is told the refusal by its close code (specification 5.2).</summary>
    public CloseCode CloseCode => Why.Code switch
    {
        "unauthenticated" or "invalid_token" or "invalid_ticket" => CloseCode.NotAuthenticated,
        "room_not_found" => CloseCode.Closed,
        "banned" => CloseCode.Banned,
        "room_full" => CloseCode.Full,
        "bad_room_id" or "bad_query" => CloseCode.PolicyViolation,
        _ => CloseCode.Overloaded,
    };

    /// <summary>The refusal of a code.</summary>
    public static RoomError Of(string code, string? field = null) => new(new RoomAnswer.Rejected(code, field));

    /// <summary>Too often.</summary>
    public static RoomError TooOften(int retryAfterMs) => new(new RoomAnswer.Rejected("rate_limited", RetryAfterMs: retryAfterMs));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (Status is 429 or 503)
            headers.RetryAfter = Math.Max(1, (int)Math.Ceiling((Why.RetryAfterMs ?? 5_000) / 1_000.0)).ToString(CultureInfo.InvariantCulture);
        if (Status == 401)
            headers.WWWAuthenticate = "Bearer";
        return RoomAnswers.Json(json =>
        {
            json.WriteString("detail"u8, Sentences.Of(Why.Code));
            json.WriteString("code"u8, Why.Code);
            if (Why.Field is not null)
                json.WriteString("field"u8, Why.Field);
            if (Why.HasUntil)
                json.WriteTime("until"u8, Why.Until);
            if (Why.RetryAfterMs is { } wait)
                json.WriteNumber("retry_after_ms"u8, wait);
            if (Room is null)
                return;
            json.WritePropertyName("room"u8);
            EntryText.WriteRoom(json, Room, Room.Info, Room.Version);
        }, Status).ExecuteAsync(httpContext);
    }
}
