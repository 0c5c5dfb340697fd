using Rollcall.Server.Observing;

namespace Rollcall.Server.Hosting;

/// <summary>What the server itself logs.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(LogEvents.Started, LogLevel.Information, "ready at {Address}, version {Version}")]
    public static partial void Started(this ILogger log, Uri address, string version);

    [LoggerMessage(LogEvents.Stopping, LogLevel.Information, "stopping within {GraceSeconds} s")]
    public static partial void Stopping(this ILogger log, double graceSeconds);

    [LoggerMessage(LogEvents.Stopped, LogLevel.Information, "stopped after {Seconds:0.000} s")]
    public static partial void Stopped(this ILogger log, double seconds);

    [LoggerMessage(LogEvents.DrainStepCutOff, LogLevel.Warning, "stopping: {Step} was not done within the grace")]
    public static partial void DrainStepCutOff(this ILogger log, string step);

    [LoggerMessage(LogEvents.DrainStepFailed, LogLevel.Error, "stopping: {Step} failed")]
    public static partial void DrainStepFailed(this ILogger log, string step, Exception error);
}
