using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Observing;

/// <summary>What is logged about observing. Event ids 1020-1029.</summary>
internal static partial class ObservingLog
{
    [LoggerMessage(1020, LogLevel.Warning, "log level of {Logger} changed from {Before} to {After}")]
    public static partial void LevelChanged(this ILogger log, string logger, LogThreshold before, LogThreshold after);

    [LoggerMessage(1021, LogLevel.Error, "health check {Check} failed")]
    public static partial void HealthCheckFailed(this ILogger log, string check, Exception error);
}
