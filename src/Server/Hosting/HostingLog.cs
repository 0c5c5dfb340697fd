namespace Rollcall.Server.Hosting;

/// <summary>What the server tells the operator about itself. Event ids 1000-1099.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1000, LogLevel.Information, "ready at {Address}, version {Version}")]
    public static partial void Started(this ILogger log, Uri address, string version);

    [LoggerMessage(1001, LogLevel.Information, "stopping within {GraceSeconds} s")]
    public static partial void Stopping(this ILogger log, double graceSeconds);

    [LoggerMessage(1002, LogLevel.Information, "stopped after {Seconds:0.000} s")]
    public static partial void Stopped(this ILogger log, double seconds);

    [LoggerMessage(1003, LogLevel.Warning, "stopping: {Step} was not done within the grace")]
    public static partial void DrainStepCutOff(this ILogger log, string step);

    [LoggerMessage(1004, LogLevel.Error, "stopping: {Step} failed")]
    public static partial void DrainStepFailed(this ILogger log, string step, Exception error);

    [LoggerMessage(1005, LogLevel.Error, "{Method} {Route} failed, request {Request}")]
    public static partial void RequestFailed(this ILogger log, string method, string route, string request, Exception error);

    [LoggerMessage(1006, LogLevel.Warning, "no control socket, so that verbs such as rollcall user cannot reach this server while it runs: {Reason}")]
    public static partial void NoControlSocket(this ILogger log, string reason);

    [LoggerMessage(1007, LogLevel.Error, "the control socket failed")]
    public static partial void ControlFailed(this ILogger log, Exception error);

    [LoggerMessage(1010, LogLevel.Warning, "log-in failed: {Kind}")]
    public static partial void LogInFailed(this ILogger log, string kind);

    [LoggerMessage(1030, LogLevel.Warning, "disk low: {FreeBytes} bytes are free, store.low_disk_bytes is {Least}; make room before writes are refused")]
    public static partial void DiskLow(this ILogger log, long freeBytes, long least);

    [LoggerMessage(1031, LogLevel.Information, "disk has room again: {FreeBytes} bytes are free")]
    public static partial void DiskHasRoom(this ILogger log, long freeBytes);

    [LoggerMessage(1011, LogLevel.Warning, "log-in throttled: {Kind}")]
    public static partial void LogInThrottled(this ILogger log, string kind);
}
