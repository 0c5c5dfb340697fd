namespace Rollcall.Server.Doors.Queue;

/// <summary>What the queues' door tells the operator. Never a password, a ticket, a key or a message. Event ids 3300-3399.</summary>
internal static partial class QueueDoorLog
{
    [LoggerMessage(EventId = 3301, EventName = "operator_log_in_failed", Level = LogLevel.Warning, Message = "A log-in to queue {Queue} failed")]
    public static partial void LogInFailed(ILogger log, string queue);

    [LoggerMessage(EventId = 3302, EventName = "operator_log_in_throttled", Level = LogLevel.Warning, Message = "A log-in to queue {Queue} was refused unseen after too many failures")]
    public static partial void LogInThrottled(ILogger log, string queue);

    [LoggerMessage(EventId = 3303, EventName = "queue_request_failed", Level = LogLevel.Error, Message = "{Operation} met a bug")]
    public static partial void RequestFailed(ILogger log, string operation, Exception bug);

    [LoggerMessage(EventId = 3305, EventName = "untrusted_proxy", Level = LogLevel.Warning, Message = "A forwarding header came from {Address}, which is not among trusted_proxies: all who come that way look like one")]
    public static partial void UntrustedProxy(ILogger log, string address);

    [LoggerMessage(EventId = 3306, EventName = "look_up_failed", Level = LogLevel.Information, Message = "Looking up {Callsign} gave no answer: {Reason}")]
    public static partial void LookUpFailed(ILogger log, string callsign, string reason);

    [LoggerMessage(EventId = 3307, EventName = "look_up_log_in_refused", Level = LogLevel.Warning, Message = "QRZ.com refuses qrz.username and qrz.password; looking up pauses for five minutes")]
    public static partial void LookUpLogInRefused(ILogger log);

    [LoggerMessage(EventId = 3308, EventName = "look_up_broke", Level = LogLevel.Error, Message = "Looking up met a bug")]
    public static partial void LookUpBroke(ILogger log, Exception bug);

    [LoggerMessage(EventId = 3309, EventName = "look_up_not_taken", Level = LogLevel.Warning, Message = "What was found of {Callsign} could not be given to its queue: {Reason}")]
    public static partial void LookUpNotTaken(ILogger log, string callsign, string reason);
}
