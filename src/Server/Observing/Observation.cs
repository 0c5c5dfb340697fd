using Rollcall.Core.Measuring;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Observing;

/// <summary>What the server knows and tells about itself: log lines, their levels, recent warnings, figures. Belongs to the server it observes.</summary>
internal sealed class Observation : IDisposable
{
    private readonly LogPipeline logs;
    private readonly IDisposable? otlp;

    public Observation(RollcallSettings settings, TextWriter logWriter, bool logIsTerminal)
    {
        logs = new LogPipeline(settings, logWriter, logIsTerminal);
        Figures = new Prometheus(Measures.Meter);
        ProcessMeasures.AddTo(Measures.Meter);
        if (!string.IsNullOrEmpty(settings.Metrics.OtlpEndpoint))
            otlp = Otlp.SendTo(settings.Metrics.OtlpEndpoint, Measures.Meter.Name);
    }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Logs => logs.Factory;

    /// <summary>From which level on each part logs.</summary>
    public LogLevels Levels => logs.Levels;

    /// <summary>What was logged last that may need attention.</summary>
    public RecentWarnings Warnings => logs.Warnings;

    /// <summary>What is counted.</summary>
    public Measures Measures { get; } = new();

    /// <summary>The counts, to be read.</summary>
    public Prometheus Figures { get; }

    /// <summary>Sends and writes what is under way.</summary>
    public void Dispose()
    {
        otlp?.Dispose();
        Figures.Dispose();
        Measures.Dispose();
        logs.Dispose();
    }
}
