using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Apps.Rooms;

/// <summary>The limits and intervals of rooms; section <c>rooms</c> of the configuration. The unit stands in the name.</summary>
public sealed record RoomSettings
{
    /// <summary>Whether the first join of an unknown id makes the room.</summary>
    [Description("whether the first join of an unknown id makes the room; without it a private room looks the same as one that is not there")]
    public bool CreateOnJoin { get; init; } = true;

    /// <summary>Places of a room whose owner does not say otherwise.</summary>
    [Range(1, 100_000)]
    [Description("places of a room whose owner does not say otherwise")]
    public int MaxClientsDefault { get; init; } = 100;

    /// <summary>The most places a room can have.</summary>
    [Range(1, 100_000)]
    [Description("most places an owner can give a room")]
    public int MaxClientsCeiling { get; init; } = 10_000;

    /// <summary>How long an author may edit.</summary>
    [Range(0, 315_360_000)]
    [Description("time in which an author may edit a message; 0 for ever")]
    public int EditWindowS { get; init; } = 86_400;

    /// <summary>How long somebody without a connection still counts as present.</summary>
    [Range(0, 600)]
    [Description("time a user without a connection still counts as present, so that a reload does not flicker")]
    public int PresenceGraceS { get; init; } = 10;

    /// <summary>Users above which only their number is told.</summary>
    [Range(1, 100_000)]
    [Description("users above which a room is told numbers instead of names")]
    public int PresenceListMax { get; init; } = 200;

    /// <summary>Missed entries that are told one by one.</summary>
    [Range(0, 1_000_000)]
    [Description("missed entries that are sent one by one to whoever comes back; beyond it they start over")]
    public int RecoveryMaxEntries { get; init; } = 10_000;

    /// <summary>How long a room that is not persistent stays when it is empty.</summary>
    [Range(1, 31_536_000)]
    [Description("time an empty room stays that is not persistent")]
    public int EmptyGraceS { get; init; } = 600;

    /// <summary>How long it stays without join and message.</summary>
    [Range(1, 31_536_000)]
    [Description("time a room without join and message stays that is not persistent")]
    public int IdleTimeoutS { get; init; } = 86_400;

    /// <summary>The largest message.</summary>
    [Range(1_024, 1_048_576)]
    [Description("largest WebSocket message, the sum of its fragments")]
    public int MaxMessageBytes { get; init; } = 32_768;

    /// <summary>The deepest nesting of a message.</summary>
    [Range(4, 64)]
    [Description("levels of nesting in a message; guards the parser's stack")]
    public int MaxDepth { get; init; } = 16;

    /// <summary>The longest text.</summary>
    [Range(1, 32_768)]
    [Description("characters of a text")]
    public int MaxTextChars { get; init; } = 4_000;

    /// <summary>Messages per second of one connection, and of one user over all rooms.</summary>
    [Range(1, 10_000)]
    [Description("messages per second of one connection, and what one user sends, edits and deletes per second over all rooms")]
    public int RatePerSecond { get; init; } = 10;

    /// <summary>Messages at once.</summary>
    [Range(1, 100_000)]
    [Description("the same at once before the rate counts")]
    public int RateBurst { get; init; } = 30;

    /// <summary>Errors on one connection within a minute.</summary>
    [Range(1, 100_000)]
    [Description("errors told on one connection in 60 seconds; the last of them closes it")]
    public int ErrorsPerMinute { get; init; } = 100;

    /// <summary>Connections of one user in one room.</summary>
    [Range(1, 10_000)]
    [Description("connections of one user in one room")]
    public int ConnectionsPerUserInRoom { get; init; } = 10;

    /// <summary>Connections of one user.</summary>
    [Range(1, 100_000)]
    [Description("connections of one user in all rooms")]
    public int ConnectionsPerUser { get; init; } = 50;

    /// <summary>Connections from one address.</summary>
    [Range(1, 100_000)]
    [Description("connections from one address, or one /64 of IPv6")]
    public int ConnectionsPerAddress { get; init; } = 500;

    /// <summary>New connections per second from one address.</summary>
    [Range(1, 100_000)]
    [Description("new connections per second from one address, or one /64 of IPv6; ten times as many at once")]
    public int ArrivalsPerSecond { get; init; } = 20;

    /// <summary>HTTP requests per second of one user.</summary>
    [Range(1, 100_000)]
    [Description("HTTP requests per second of one user; three times as many at once")]
    public int RequestsPerSecond { get; init; } = 20;

    /// <summary>Tickets of one user per minute.</summary>
    [Range(1, 10_000)]
    [Description("tickets of one user in a minute")]
    public int TicketsPerMinute { get; init; } = 60;

    /// <summary>Wrong invite codes of one user per minute.</summary>
    [Range(1, 10_000)]
    [Description("wrong invite codes of one user, and from one address, in a minute")]
    public int WrongCodesPerMinute { get; init; } = 10;

    /// <summary>Rooms of this server.</summary>
    [Range(1, 1_000_000)]
    [Description("rooms in all")]
    public int MaxRooms { get; init; } = 10_000;

    /// <summary>Open rooms made by one user.</summary>
    [Range(1, 1_000_000)]
    [Description("open rooms made by one user")]
    public int RoomsPerUser { get; init; } = 50;

    /// <summary>Rooms made by joining, per user and minute.</summary>
    [Range(1, 10_000)]
    [Description("rooms one user makes by joining in a minute")]
    public int MadeOnJoinPerMinute { get; init; } = 10;

    /// <summary>Recorded roles of one room.</summary>
    [Range(1, 100_000)]
    [Description("members of one room")]
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Live invites of one room.</summary>
    [Range(1, 10_000)]
    [Description("live invites of one room")]
    public int MaxInvites { get; init; } = 100;

    /// <summary>What a connection may be owed.</summary>
    [Range(65_536, 268_435_456)]
    [Description("what a connection may be owed before it is closed as too slow; it comes back and catches up")]
    public int OutboxBytes { get; init; } = 1_048_576;

    /// <summary>How often the server pings.</summary>
    [Range(1, 3_600)]
    [Description("pause between the server's pings")]
    public int PingPeriodS { get; init; } = 54;

    /// <summary>How long a connection may be silent; above <see cref="PingPeriodS"/>.</summary>
    [Range(2, 7_200)]
    [Description("silence after which a connection is closed; above ping_period_s")]
    public int PongWaitS { get; init; } = 60;

    /// <summary>How long a write may stand still.</summary>
    [Range(1, 600)]
    [Description("time a write may make no progress before the connection is closed as too slow")]
    public int WriteWaitS { get; init; } = 10;

    /// <summary>Whether programs without an Origin may connect although origins are listed.</summary>
    [Description("whether requests without Origin but with an Authorization header may connect although origins.allowed is not empty")]
    public bool HeaderClientsWithoutOrigin { get; init; }

    /// <summary>Kinds of messages beside plain text, by their names on the wire.</summary>
    public IReadOnlyDictionary<string, SubtypeSettings> Subtypes { get; init; } = new Dictionary<string, SubtypeSettings>();
}

/// <summary>One kind of message; what stands under its name in <c>rooms.subtypes</c>.</summary>
public sealed record SubtypeSettings
{
    /// <summary>Who may send it.</summary>
    [Description("lowest role that may send it")]
    public RoomRole MinRole { get; init; } = RoomRole.Member;

    /// <summary>Of the body as compact JSON.</summary>
    [Range(2, 16_384)]
    [Description("largest body as compact JSON")]
    public int MaxBytes { get; init; } = 4_096;

    /// <summary>The body's fields by name; others are refused.</summary>
    public IReadOnlyDictionary<string, SubtypeFieldSettings> Fields { get; init; } = new Dictionary<string, SubtypeFieldSettings>();
}

/// <summary>One field of a body; what stands under its name in <c>rooms.subtypes.NAME.fields</c>.</summary>
public sealed record SubtypeFieldSettings
{
    /// <summary>What it holds.</summary>
    [Description("string, integer, number, boolean, array or object")]
    public string Type { get; init; } = "string";

    /// <summary>Whether it must be there.</summary>
    [Description("whether it must be there")]
    public bool Required { get; init; }

    /// <summary>Characters, items, or the value; 0 for no bound.</summary>
    [Range(0, 1_000_000_000)]
    [Description("most characters of a string, items of an array, or the greatest number; 0 for no bound")]
    public int Max { get; init; }
}
