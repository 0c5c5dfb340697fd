namespace Rollcall.Apps.Rooms;

/// <summary>What somebody may do in a room; the number is the rank.</summary>
public enum RoomRole
{
    /// <summary>Reads along.</summary>
    ReadOnly = 0,
    /// <summary>Talks.</summary>
    Member = 1,
    /// <summary>Keeps order.</summary>
    Moderator = 2,
    /// <summary>Decides what the room is.</summary>
    Owner = 3,
}

/// <summary>The names of roles on the wire and in the log.</summary>
public static class RoomRoles
{
    /// <summary>A role's name.</summary>
    public static string Name(RoomRole role) => role switch
    {
        RoomRole.ReadOnly => "read_only",
        RoomRole.Member => "member",
        RoomRole.Moderator => "moderator",
        _ => "owner",
    };

    /// <summary>The role of a name; null where there is none.</summary>
    public static RoomRole? Named(string? name) => name switch
    {
        "read_only" => RoomRole.ReadOnly,
        "member" => RoomRole.Member,
        "moderator" => RoomRole.Moderator,
        "owner" => RoomRole.Owner,
        _ => null,
    };
}
