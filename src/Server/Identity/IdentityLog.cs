namespace Rollcall.Server.Identity;

/// <summary>What accounts tell the operator. Event ids 3500-3519. Never a handle as it was typed, a password or a token.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(EventId = 3501, EventName = "session_end_not_told", Level = LogLevel.Error, Message = "A connection of session {Session} could not be told that it ended")]
    public static partial void EndingFailed(ILogger log, long session, Exception error);

    [LoggerMessage(EventId = 3502, EventName = "account_login", Level = LogLevel.Information, Message = "User {User} logged in: device {Device}, session {Session}")]
    public static partial void LoggedIn(ILogger log, long user, long device, long session);

    [LoggerMessage(EventId = 3503, EventName = "account_login_failed", Level = LogLevel.Warning, Message = "A log-in failed: no such account, or wrong password")]
    public static partial void LogInFailed(ILogger log);

    [LoggerMessage(EventId = 3504, EventName = "account_login_throttled", Level = LogLevel.Warning, Message = "A log-in was refused unseen after too many attempts")]
    public static partial void LogInThrottled(ILogger log);

    [LoggerMessage(EventId = 3505, EventName = "session_closed", Level = LogLevel.Information, Message = "Session {Session} of user {User} was closed: {Reason}")]
    public static partial void SessionClosed(ILogger log, long session, long user, string reason);

    [LoggerMessage(EventId = 3506, EventName = "device_removed", Level = LogLevel.Information, Message = "Device {Device} of user {User} was removed: {Reason}")]
    public static partial void DeviceRemoved(ILogger log, long device, long user, string reason);

    [LoggerMessage(EventId = 3507, EventName = "account_changed", Level = LogLevel.Information, Message = "User {User}: {What}")]
    public static partial void Changed(ILogger log, long user, string what);

    [LoggerMessage(EventId = 3508, EventName = "account_news_failed", Level = LogLevel.Error, Message = "An application could not take in what changed about accounts")]
    public static partial void NewsFailed(ILogger log, Exception error);
}
