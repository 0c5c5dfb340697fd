using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>The numbers by which members of a room are treated.</summary>
/// <param name="ConnectionsPerUser">In one room.</param>
/// <param name="Handshake">How long a place is kept for a connection that is not there yet.</param>
/// <param name="PresenceGrace">How long somebody without a connection still counts as there.</param>
/// <param name="PresenceListMax">Users above which only their number is told.</param>
/// <param name="RecoveryMaxEntries">Missed entries that are told one by one.</param>
/// <param name="EmptyGrace">How long a room that is not persistent stays when nobody is there.</param>
/// <param name="IdleTimeout">How long it stays when nothing happens.</param>
/// <param name="Told">What every connection is told.</param>
public sealed record RoomTerms(
    int ConnectionsPerUser, TimeSpan Handshake, TimeSpan PresenceGrace, int PresenceListMax, int RecoveryMaxEntries, TimeSpan EmptyGrace, TimeSpan IdleTimeout, RoomTold Told);

/// <summary>What a room's gathering is given.</summary>
/// <param name="Terms">How members are treated.</param>
/// <param name="Measures">What is counted.</param>
/// <param name="ComeBack">How long a client should wait before it comes back after a shutdown; milliseconds, spread out.</param>
/// <param name="Noted">Told how the room is, whenever that changed; on the room's loop.</param>
/// <param name="Over">Told that the room is closed and its log can be removed; on the room's loop.</param>
public sealed record RoomSurroundings(RoomTerms Terms, RoomMeasures Measures, Func<int> ComeBack, Action<RoomCard> Noted, Action<string> Over)
{
    /// <summary>Where the operator is told.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>How the server stops, when it does.</summary>
    public ServerEnd End { get; init; } = new();
}
