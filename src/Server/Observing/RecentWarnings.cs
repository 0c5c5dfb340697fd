using Serilog.Core;
using Serilog.Events;

namespace Rollcall.Server.Observing;

/// <summary>The last log events from warning up, for the operator's status. Any thread may log or look.</summary>
internal sealed class RecentWarnings : ILogEventSink
{
    private const int Kept = 50;
    private readonly Lock gate = new(); // warnings are rare
    private readonly Queue<Warning> warnings = new();

    /// <summary>One of them.</summary>
    public sealed record Warning(DateTimeOffset At, string Level, string? Event, string Message);

    /// <summary>All that are kept, the oldest first.</summary>
    public IReadOnlyList<Warning> All
    {
        get
        {
            lock (gate)
                return [.. warnings];
        }
    }

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;
        var warning = new Warning(logEvent.Timestamp.ToUniversalTime(), LogLine.Level(logEvent.Level), LogLine.Event(logEvent).Name, LogLine.Message(logEvent));
        lock (gate)
        {
            warnings.Enqueue(warning);
            if (warnings.Count > Kept)
                warnings.Dequeue();
        }
    }
}
