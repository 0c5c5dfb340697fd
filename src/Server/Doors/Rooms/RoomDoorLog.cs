namespace Rollcall.Server.Doors.Rooms;

/// <summary>What the rooms' door tells the operator. Never what somebody said, a token, a ticket or a code.</summary>
internal static partial class RoomDoorLog
{
    [LoggerMessage(EventId = 3411, EventName = "room_joined", Level = LogLevel.Debug, Message = "Room {Room}: user {User} joined on connection {Connection} from {Address}")]
    public static partial void Joined(ILogger log, string room, long user, string connection, string address);

    [LoggerMessage(EventId = 3412, EventName = "room_refused", Level = LogLevel.Debug, Message = "Room {Room}: a connection from {Address} was refused: {Code}")]
    public static partial void Refused(ILogger log, string room, string code, string address);

    [LoggerMessage(EventId = 3413, EventName = "room_not_opened", Level = LogLevel.Error, Message = "Room {Room} cannot be opened; the others are there")]
    public static partial void NotOpened(ILogger log, string room, Exception bug);
}
