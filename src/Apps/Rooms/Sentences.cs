namespace Rollcall.Apps.Rooms;

/// <summary>A sentence for people beside each code of this application. None holds a path, a secret, or what somebody said.</summary>
public static class Sentences
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["bad_handshake"] = "This is not an opening handshake for rooms.",
        ["bad_json"] = "This is not one JSON object without repeated names.",
        ["bad_message"] = "A message has a type, data and what belongs to them.",
        ["bad_query"] = "A query parameter is not as it should be.",
        ["bad_room_id"] = "A room id has 1 to 64 small letters, digits, _ and -, and begins with a letter or digit.",
        ["bad_seq"] = "There is no entry of this number.",
        ["banned"] = "You are banned from this room.",
        ["body_too_big"] = "The body is too big.",
        ["edit_window_over"] = "It is too late to edit this message.",
        ["epoch_changed"] = "This room was made anew since.",
        ["forbidden"] = "You may not do this.",
        ["id_taken"] = "There is a room of this id.",
        ["invalid_data"] = "A field is unknown, missing or wrong.",
        ["invalid_field"] = "A field is unknown, missing or out of its range.",
        ["invalid_ticket"] = "This ticket does not hold.",
        ["invalid_token"] = "This token does not hold.",
        ["invite_invalid"] = "This invite does not hold.",
        ["invite_limit"] = "This room has as many invites as it may have.",
        ["json_required"] = "A body is JSON and says so: Content-Type: application/json.",
        ["last_owner"] = "A room keeps at least one owner.",
        ["member_limit"] = "This room has as many members as it may have.",
        ["message_deleted"] = "This message was deleted.",
        ["message_not_found"] = "There is no such message.",
        ["muted"] = "You are muted.",
        ["not_present"] = "This user is not in the room.",
        ["origin_not_allowed"] = "Pages of this origin may not use this server.",
        ["overloaded"] = "The server has too much to do; come back in a moment.",
        ["rate_limited"] = "Too many messages.",
        ["read_only"] = "You may only read here.",
        ["retry"] = "The room is being read again; send this again.",
        ["room_full"] = "The room has no free place.",
        ["room_limit"] = "There are as many rooms as there may be.",
        ["room_not_found"] = "There is no such room.",
        ["storage_unavailable"] = "This cannot be stored just now; nothing was done.",
        ["text_empty"] = "There is no text.",
        ["text_invalid"] = "The text has control characters that are not allowed.",
        ["text_too_long"] = "The text is too long.",
        ["too_big"] = "This is too big.",
        ["too_deep"] = "This is nested too deeply.",
        ["too_many_connections"] = "Too many connections.",
        ["type_not_allowed"] = "Only the server may send this type.",
        ["unauthenticated"] = "Log in first.",
        ["unknown_event"] = "There is no such event.",
        ["unknown_subtype"] = "There is no such subtype here.",
        ["unknown_type"] = "There is no such type.",
        ["user_not_found"] = "There is no such user.",
        ["version_conflict"] = "The room was changed since you read it.",
        ["websocket_required"] = "This address speaks WebSocket, version 13.",
        ["wrong_room"] = "This connection is in another room.",
    };

    /// <summary>All codes.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    /// <summary>The sentence of a code.</summary>
    public static string Of(string code) => Known.GetValueOrDefault(code, "This cannot be done.");
}
