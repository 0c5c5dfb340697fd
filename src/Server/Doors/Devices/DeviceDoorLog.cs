namespace Rollcall.Server.Doors.Devices;

/// <summary>What the devices' door tells the operator. Event ids 3800-3899. Never a token, a handle or a payload.</summary>
internal static partial class DeviceDoorLog
{
    [LoggerMessage(EventId = 3801, EventName = "prefix_handler_failed", Level = LogLevel.Error, Message = "The handler of messages '{Prefix}.' failed; the sender was told internal_error")]
    public static partial void HandlerFailed(ILogger log, string prefix, Exception error);

    [LoggerMessage(EventId = 3802, EventName = "sync_retention_removed", Level = LogLevel.Information, Message = "{Events} sync events of user {User} were removed; the oldest kept is {Floor}")]
    public static partial void Removed(ILogger log, long events, long user, long floor);

    [LoggerMessage(EventId = 3803, EventName = "sync_retention_failed", Level = LogLevel.Error, Message = "The sync log of user {User} could not be looked at for retention: {Reason}")]
    public static partial void RetentionFailed(ILogger log, long user, string reason);

    [LoggerMessage(EventId = 3804, EventName = "sync_log_erased", Level = LogLevel.Information, Message = "The sync log of user {User} was erased, as the account was removed")]
    public static partial void Erased(ILogger log, long user);

    [LoggerMessage(EventId = 3805, EventName = "sync_log_not_erased", Level = LogLevel.Error, Message = "The sync log of removed user {User} could not be erased and is tried again daily: {Reason}")]
    public static partial void NotErased(ILogger log, long user, string reason);
}
