using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace Rollcall.Server.Observing;

/// <summary>A log event as one line for people: time of day, level, message; an exception follows on lines of its own.</summary>
internal sealed class TextLogLine(bool colours) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var level = LogLine.Level(logEvent.Level);
        output.Write(logEvent.Timestamp.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture));
        output.Write(colours ? $" {Colour(logEvent.Level)}{level,-8}\e[0m " : $" {level,-8} ");
        output.Write(LogLine.Message(logEvent));
        output.Write('\n');
        if (logEvent.Exception is { } exception)
            output.Write($"{exception}\n");
    }

    private static string Colour(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal or LogEventLevel.Error => "\e[31m",
        LogEventLevel.Warning => "\e[33m",
        LogEventLevel.Information => "\e[32m",
        _ => "\e[90m",
    };
}
