using Microsoft.Extensions.Logging;

namespace Rollcall.Core.Connections;

/// <summary>What connections write to the log. Never what was said on them.</summary>
internal static partial class ConnectionLog
{
    [LoggerMessage(101, LogLevel.Debug, "Connection {Connection} of {Application} opened")]
    public static partial void ConnectionOpened(this ILogger log, long connection, string application);

    [LoggerMessage(102, LogLevel.Information, "Connection {Connection} of {Application} ended by {By} with {Code} after {Seconds:F1} s: {Reason}")]
    public static partial void ConnectionEnded(this ILogger log, long connection, string application, EndedBy by, int? code, double seconds, string reason);

    [LoggerMessage(103, LogLevel.Error, "Connection {Connection} of {Application} is closed because what it said met a bug")]
    public static partial void ConversationFailed(this ILogger log, long connection, string application, Exception exception);

    [LoggerMessage(104, LogLevel.Error, "A connection is cut because writing to its line met a bug")]
    public static partial void LineFailed(this ILogger log, Exception exception);
}
