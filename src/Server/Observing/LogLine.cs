using System.Globalization;
using Serilog.Events;
using Serilog.Parsing;

namespace Rollcall.Server.Observing;

/// <summary>What both looks of a log line take from a log event.</summary>
internal static class LogLine
{
    // Names the logging framework itself puts beside a message's own fields.
    private static readonly HashSet<string> FrameworkFields = ["EventId", "SourceContext", "RequestId", "RequestPath", "ConnectionId", "Scope", "{OriginalFormat}"];

    // What messages call a channel, and the kind that belongs before it.
    private static readonly (string Field, string Kind)[] ChannelFields = [("Meet", "meet"), ("Room", "room"), ("Queue", "queue")];

    public static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warning",
        LogEventLevel.Error => "error",
        _ => "critical",
    };

    /// <summary>The message with its values put in, text without quotes, on one line and without control characters, which could forge lines or
    /// move the cursor of whoever reads the log.</summary>
    public static string Message(LogEvent logEvent)
    {
        using var message = new StringWriter();
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value) && value is ScalarValue { Value: string text })
                message.Write(text);
            else
                token.Render(logEvent.Properties, message, CultureInfo.InvariantCulture);
        }

        return Line(message.ToString());
    }

    private static string Line(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

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

    /// <summary>Which application it is about, such as <c>meets</c>: the one whose code it comes from. Null where it comes from none, or names one itself.</summary>
    public static string? Application(LogEvent logEvent) => logEvent.Properties.ContainsKey("Application") ? null : Category(logEvent)?.Split('.') switch
    {
        ["Rollcall", "Apps", var application, ..] => application.ToLowerInvariant(),
        ["Rollcall", "Server", "Doors", var application, ..] => application.ToLowerInvariant(),
        _ => null,
    };

    /// <summary>Which channel it is about, such as <c>room:lobby</c>, where the message says only <c>lobby</c>. Null where it is about none, or names it itself.</summary>
    public static string? Channel(LogEvent logEvent)
    {
        if (logEvent.Properties.ContainsKey("Channel"))
            return null;
        var (field, kind) = Array.Find(ChannelFields, one => logEvent.Properties.ContainsKey(one.Field));
        return field is null ? null : $"{kind}:{Scalar(logEvent, field)}";
    }

    private static object? Scalar(LogEvent logEvent, string name) =>
        logEvent.Properties.TryGetValue(name, out var value) && value is ScalarValue scalar ? scalar.Value : null;
}
