namespace Rollcall.Server.Doors.Rooms;

/// <summary>What the rooms' door tells the operator. Never what somebody said, a token, a ticket or a code.</summary>
internal static partial class RoomDoorLog
{
    [LoggerMessage(EventId = 3411, EventName = "room_joined", Level = LogLevel.Debug, Message = "Room {Room}: user {User} joined on connection {Connection} from {Address}, page {Origin}")]
    public static partial void Joined(ILogger log, string room, long user, string connection, string address, string origin);

    [LoggerMessage(EventId = 3412, EventName = "room_refused", Level = LogLevel.Debug, Message = "Room {Room}: a connection from {Address}, page {Origin}, was refused: {Code}")]
    public static partial void Refused(ILogger log, string room, string code, string address, string origin);

    [LoggerMessage(EventId = 3413, EventName = "room_not_opened", Level = LogLevel.Error, Message = "Room {Room} cannot be opened; the others are there")]
    public static partial void NotOpened(ILogger log, string room, Exception bug);

    [LoggerMessage(EventId = 3414, EventName = "room_not_caught_up", Level = LogLevel.Error, Message = "Room {Room}: connection {Connection} could not be told what it missed and was closed")]
    public static partial void NotCaughtUp(ILogger log, string room, string connection, Exception failure);
}
