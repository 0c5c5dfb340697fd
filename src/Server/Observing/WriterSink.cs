using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Rollcall.Server.Observing;

/// <summary>Writes each log event as one line. Any thread may log; a lock keeps lines whole, as the writer is shared with the operator's terminal.</summary>
internal sealed class WriterSink(TextWriter writer, ITextFormatter look) : ILogEventSink
{
    private readonly Lock gate = new();

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        look.Format(logEvent, line);
        lock (gate)
        {
            writer.Write(line.ToString());
            writer.Flush();
        }
    }
}
