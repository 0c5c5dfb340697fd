using System.Globalization;
using Serilog.Events;

namespace Rollcall.Server.Observing;

/// <summary>What both looks of a log line take from a log event.</summary>
internal static class LogLine
{
    // Names the logging framework itself puts beside a message's own fields.
    private static readonly HashSet<string> FrameworkFields = ["EventId", "SourceContext", "RequestId", "RequestPath", "ConnectionId", "Scope", "{OriginalFormat}"];

    public static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warning",
        LogEventLevel.Error => "error",
        _ => "critical",
    };

    public static string Message(LogEvent logEvent) => logEvent.RenderMessage(CultureInfo.InvariantCulture);

    public static string? Category(LogEvent logEvent) => Scalar(logEvent, "SourceContext") as string;

    public static (int? Id, string? Name) Event(LogEvent logEvent)
    {
        if (!logEvent.Properties.TryGetValue("EventId", out var value) || value is not StructureValue structure)
            return (null, null);
        var parts = structure.Properties.ToDictionary(p => p.Name, p => (p.Value as ScalarValue)?.Value);
        return (parts.GetValueOrDefault("Id") as int?, parts.GetValueOrDefault("Name") as string);
    }

    public static IEnumerable<(string Name, LogEventPropertyValue Value)> Fields(LogEvent logEvent) =>
        logEvent.Properties.Where(p => !FrameworkFields.Contains(p.Key)).Select(p => (p.Key, p.Value));

    private static object? Scalar(LogEvent logEvent, string name) =>
        logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue scalar ? scalar.Value : null;
}
