namespace Rollcall.Server.Doors.Meets;

/// <summary>What the meets' door tells the operator. Never a password, a token or a message.</summary>
internal static partial class MeetDoorLog
{
    [LoggerMessage(EventId = 3001, EventName = "meet_created", Level = LogLevel.Information, Message = "Meet {Meet} was made or restored")]
    public static partial void Created(ILogger log, string meet);

    [LoggerMessage(EventId = 3002, EventName = "login_failed", Level = LogLevel.Warning, Message = "A join of meet {Meet} failed: wrong meet id or password")]
    public static partial void WrongPassword(ILogger log, string meet);

    [LoggerMessage(EventId = 3003, EventName = "login_throttled", Level = LogLevel.Warning, Message = "A join of meet {Meet} was refused unseen after too many failures")]
    public static partial void Throttled(ILogger log, string meet);

    [LoggerMessage(EventId = 3004, EventName = "retention_removed", Level = LogLevel.Information, Message = "Meet {Meet} was removed: {Reason}")]
    public static partial void Removed(ILogger log, string meet, string reason);

    [LoggerMessage(EventId = 3006, EventName = "results_sent", Level = LogLevel.Information, Message = "The results of meet {Meet} were sent by mail")]
    public static partial void Sent(ILogger log, string meet);

    [LoggerMessage(EventId = 3007, EventName = "results_not_sent", Level = LogLevel.Warning, Message = "The results of meet {Meet} could not be sent by mail yet; it is tried again at {Next}: {Reason}")]
    public static partial void NotSent(ILogger log, string meet, string next, string reason);

    [LoggerMessage(EventId = 3008, EventName = "results_given_up", Level = LogLevel.Error, Message = "The results of meet {Meet} could not be sent by mail for 3 days; they lie in the folder mail: {Reason}")]
    public static partial void GivenUp(ILogger log, string meet, string reason);

    [LoggerMessage(EventId = 3009, EventName = "mail_state_not_kept", Level = LogLevel.Error, Message = "How far the results of meet {Meet} have got could not be written down; after a restart they may be sent again: {Reason}")]
    public static partial void NotKept(ILogger log, string meet, string reason);

    [LoggerMessage(EventId = 3005, EventName = "retention_failed", Level = LogLevel.Error, Message = "Meet {Meet} could not be looked at for retention: {Reason}")]
    public static partial void RetentionFailed(ILogger log, string meet, string reason);
}
