using Microsoft.Extensions.Logging;

namespace Rollcall.Apps.Rooms;

/// <summary>What rooms tell the operator. Never what somebody said.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(EventId = 3401, EventName = "read_marks_lost", Level = LogLevel.Warning, Message = "The read marks of room {Room} cannot be read; they begin anew")]
    public static partial void MarksLost(ILogger log, string room);

    [LoggerMessage(EventId = 3402, EventName = "read_marks_not_kept", Level = LogLevel.Warning, Message = "The read marks of room {Room} cannot be kept just now; it is tried again: {Reason}")]
    public static partial void MarksNotKept(ILogger log, string room, string reason);
}
