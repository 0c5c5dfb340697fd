using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Serilog;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace Rollcall.Server.Observing;

/// <summary>The way of a log line: logger, level, one line on standard error, and as JSON in a rolling file where one is set. Any thread may log.</summary>
public sealed class LogPipeline : IDisposable
{
    private readonly Serilog.Core.Logger serilog;
    private readonly SerilogLoggerProvider provider;

    /// <summary>Opens it; throws <see cref="StartRefusedException"/> where the file cannot be written.</summary>
    /// <param name="settings">Levels, format, file.</param>
    /// <param name="writer">Standard error, or what a test reads.</param>
    /// <param name="writerIsTerminal">Decides what the format <c>auto</c> means.</param>
    public LogPipeline(RollcallSettings settings, TextWriter writer, bool writerIsTerminal)
    {
        var text = settings.Log.Format == LogFormat.Text || (settings.Log.Format == LogFormat.Auto && writerIsTerminal);
        ITextFormatter look = text ? new TextLogLine(colours: writerIsTerminal) : new JsonLogLine();
        var configuration = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new WriterSink(writer, look)).WriteTo.Sink(Warnings);
        if (!string.IsNullOrEmpty(settings.Log.File))
            AddFile(configuration, settings.Log);
        serilog = configuration.CreateLogger();
        Levels = new LogLevels(settings.LogLevel);
        provider = new SerilogLoggerProvider(serilog);
        Factory = new LoggerFactory([provider], Levels);
    }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Factory { get; }

    /// <summary>Which levels are written.</summary>
    public LogLevels Levels { get; }

    /// <summary>What was logged last that may need attention.</summary>
    internal RecentWarnings Warnings { get; } = new();

    /// <summary>Writes what is under way and closes the file.</summary>
    public void Dispose()
    {
        Factory.Dispose();
        provider.Dispose();
        serilog.Dispose();
    }

    private static void AddFile(LoggerConfiguration configuration, LogSettings log)
    {
        var path = Path.GetFullPath(log.File!);
        try
        {
            // The sink itself would only complain to its own diagnostics; an operator wants to know at the start.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var probe = $"{path}.probe-{Environment.ProcessId}";
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"log.file = \"{log.File}\": cannot be written to ({e.Message.TrimEnd('.')}); set log.file to another file or to \"\" for none");
        }

        configuration.WriteTo.File(
            new JsonLogLine(), path, rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, fileSizeLimitBytes: log.RotateBytes, retainedFileCountLimit: log.KeepFiles);
    }
}
