using Rollcall.Core.Measuring;
using Rollcall.Core.Store;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>What every part of the server may use, and where a part registers what it brings along. Filled while the server is put together, by one
/// thread; only read afterwards.</summary>
/// <param name="settings">The configuration.</param>
/// <param name="store">Where the logs of channels are kept.</param>
/// <param name="dataFolder">The folder of all that is kept, as a full path; it exists, can be written to, and belongs to this process.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Makes loggers.</param>
/// <param name="measures">What is counted.</param>
public sealed class ServerParts(
    RollcallSettings settings, IEventStore store, string dataFolder, TimeProvider time, ILoggerFactory logs, Measures measures)
{
    /// <summary>The configuration.</summary>
    public RollcallSettings Settings { get; } = settings;

    /// <summary>Where the logs of channels are kept.</summary>
    public IEventStore Store { get; } = store;

    /// <summary>The folder of all that is kept, as a full path.</summary>
    public string DataFolder { get; } = dataFolder;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Logs { get; } = logs;

    /// <summary>What is counted.</summary>
    public Measures Measures { get; } = measures;

    /// <summary>Which web pages may talk to the server.</summary>
    public OriginRules Origins { get; } = new(settings.Origins);

    /// <summary>What the start page says runs here.</summary>
    public List<ApplicationNote> Applications { get; } = [];

    /// <summary>The doors: each maps the routes of one application.</summary>
    public List<Action<IEndpointRouteBuilder>> Doors { get; } = [];

    /// <summary>What <c>/health</c> looks at.</summary>
    public List<HealthCheck> HealthChecks { get; } = [];

    /// <summary>What is done between "not ready" and closing the listeners, all at once.</summary>
    public List<DrainStep> DrainSteps { get; } = [];

    /// <summary>What <c>/admin/status</c> tells.</summary>
    public List<StatusSection> StatusSections { get; } = [];

    /// <summary>What is disposed of after HTTP has stopped, the last one first.</summary>
    public List<IAsyncDisposable> Owned { get; } = [];
}

/// <summary>An application in a sentence, for the start page.</summary>
public sealed record ApplicationNote(string Name, string Sentence);

/// <summary>Something <c>/health</c> looks at.</summary>
/// <param name="Name">Such as <c>store</c>.</param>
/// <param name="NeededToServe">Whether the server is not ready while it fails.</param>
/// <param name="Probe">Looks. Given up after two seconds.</param>
public sealed record HealthCheck(string Name, bool NeededToServe, Func<CancellationToken, ValueTask<HealthFinding>> Probe);

/// <summary>What a health check found.</summary>
/// <param name="Problem">Null where all is well, otherwise a sentence without secrets or paths.</param>
/// <param name="Facts">What else <c>/health</c> tells of it, such as <c>free_bytes</c>: text, numbers, or null where unknown.</param>
public sealed record HealthFinding(string? Problem, params IReadOnlyList<(string Name, object? Value)> Facts);

/// <summary>Something to be done while the server stops, such as telling clients when to come back.</summary>
/// <param name="Name">For the log.</param>
/// <param name="Run">Does it within the time that remains; cancelled when that is over.</param>
public sealed record DrainStep(string Name, Func<TimeSpan, CancellationToken, Task> Run);

/// <summary>A part of <c>/admin/status</c>.</summary>
/// <param name="Name">The member's name in the answer.</param>
/// <param name="Tell">What stands there; written as JSON in snake_case.</param>
public sealed record StatusSection(string Name, Func<object?> Tell);
