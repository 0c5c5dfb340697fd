using System.Collections.Immutable;

namespace Rollcall.Apps.Rooms;

/// <summary>What the list of rooms knows of one, so that it need not wake it.</summary>
public sealed record RoomCard(
    string Id, RoomInfo Info, int Version, DateTimeOffset CreatedAt, long CreatedBy,
    ImmutableSortedDictionary<long, Membership> Members, ImmutableSortedDictionary<long, Sanction> Bans, int UserCount, int ConnectionCount)
{
    /// <summary>The card of a room.</summary>
    public static RoomCard Of(Room room, int users, int connections) =>
        new(room.Id, room.Info, room.Version, room.CreatedAt, room.CreatedBy, room.Members, room.Bans, users, connections);

    /// <summary>As much of the room as a list shows.</summary>
    public Room Room => new(Id) { Epoch = "listed", Info = Info, Version = Version, CreatedAt = CreatedAt, CreatedBy = CreatedBy, Members = Members, Bans = Bans };

    /// <summary>Whether nothing has changed but the numbers of people.</summary>
    public bool IsSame(Room room, int users, int connections) => ReferenceEquals(Info, room.Info) && ReferenceEquals(Members, room.Members)
        && ReferenceEquals(Bans, room.Bans) && UserCount == users && ConnectionCount == connections;
}
