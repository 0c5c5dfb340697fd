using Microsoft.Extensions.Logging;

namespace Rollcall.Apps.Meets;

/// <summary>What meets tell the operator. Never a password, a token or a value.</summary>
internal static partial class MeetLog
{
    [LoggerMessage(EventId = 3101, EventName = "results_not_filed", Level = LogLevel.Error, Message = "The results of meet {Meet} could not be filed yet; it is tried again: {Reason}")]
    public static partial void NotFiled(ILogger log, string meet, string reason);

    [LoggerMessage(EventId = 3102, EventName = "conflict_decided", Level = LogLevel.Information, Message = "Meet {Meet}: conflict {Conflict} was decided by priority for {Location}")]
    public static partial void ConflictDecided(ILogger log, string meet, long conflict, string location);

    [LoggerMessage(EventId = 3103, EventName = "conflict_resolved", Level = LogLevel.Information, Message = "Meet {Meet}: conflict {Conflict} was settled: {Outcome}")]
    public static partial void ConflictResolved(ILogger log, string meet, long conflict, string outcome);

    [LoggerMessage(EventId = 3104, EventName = "recovery_began", Level = LogLevel.Warning, Message = "Meet {Meet} lost state beyond number {Through} of epoch {Epoch}; its desks are asked for it")]
    public static partial void RecoveryBegan(ILogger log, string meet, string epoch, long through);

    [LoggerMessage(EventId = 3105, EventName = "recovery_ended", Level = LogLevel.Information, Message = "Meet {Meet} has {Updates} updates back, up to number {Through} of epoch {Epoch}")]
    public static partial void RecoveryEnded(ILogger log, string meet, string epoch, long through, int updates);

    [LoggerMessage(EventId = 3106, EventName = "updates_came_too_late", Level = LogLevel.Warning, Message = "Meet {Meet} is finished: {Count} updates of {Location} came too late and stay with that desk")]
    public static partial void CameTooLate(ILogger log, string meet, int count, string location);
}
