using System.Security.Cryptography;
using System.Text.Json;
using Rollcall.Core.Connections;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store;
using Rollcall.Server.Hosting.Api;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Hosting;

/// <summary>What every part of the server may use, and where a part registers what it brings along. Filled while the server is put together, by one
/// thread; only read afterwards.</summary>
public sealed class ServerParts
{
    private static readonly TimeSpan DailyFrom = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The configuration.</summary>
    public required RollcallSettings Settings { get; init; }

    /// <summary>The folder of all that is kept, as a full path; it belongs to this process.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the logs of channels are kept.</summary>
    public required IEventStore Store { get; init; }

    /// <summary>The server's secret, from which tokens are sealed.</summary>
    public required SigningKeys Keys { get; init; }

    /// <summary>Where passwords are hashed and looked at, a bounded number at once.</summary>
    public required PasswordGate Passwords { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where chance comes from.</summary>
    public required RandomNumberGenerator Random { get; init; }

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Logs { get; init; }

    /// <summary>The folders in which the builds of the front ends are looked for.</summary>
    public required IReadOnlyList<string> FrontEnds { get; init; }

    /// <summary>What is counted.</summary>
    public required Measures Measures { get; init; }

    /// <summary>How it stops, when it does.</summary>
    public ServerEnd End { get; } = new();

    /// <summary>Which web pages may talk to the server.</summary>
    public required OriginRules Origins { get; init; }

    /// <summary>Who somebody is; null in a server without accounts, as tests put together.</summary>
    public Identities? Identities { get; set; }

    /// <summary>What is done at the first start, when an operator was made.</summary>
    public List<Func<OperatorAccount, Task>> FirstStart { get; } = [];

    /// <summary>What the start page says runs here.</summary>
    public List<ApplicationNote> Applications { get; } = [];

    /// <summary>What a door does with its requests before anything else is decided about them, such as rules of its own for pages of other origins.</summary>
    public List<Action<IApplicationBuilder>> Porches { get; } = [];

    /// <summary>The doors: each maps the routes of one application.</summary>
    public List<Action<IEndpointRouteBuilder>> Doors { get; } = [];

    /// <summary>What doors say of themselves for the API documents.</summary>
    public List<ApiNote> ApiNotes { get; } = [];

    /// <summary>Paths whose refusals have a shape of their own, those of the server around included.</summary>
    public List<ErrorShapeOf> ErrorShapes { get; } = [];

    /// <summary>What verbs of the command line may ask of the running server, by name: an order in, a report out.</summary>
    public Dictionary<string, Func<JsonElement, Task<object>>> Control { get; } = [];

    /// <summary>What retention does, once a day by itself and at once when asked: each answers a sentence for everything it removed.</summary>
    public List<Func<Task<IReadOnlyList<string>>>> Retention { get; } = [];

    /// <summary>What <c>/health</c> looks at.</summary>
    public List<HealthCheck> HealthChecks { get; } = [];

    /// <summary>What is done between "not ready" and closing the listeners, all at once.</summary>
    public List<DrainStep> DrainSteps { get; } = [];

    /// <summary>What <c>/admin/status</c> tells.</summary>
    public List<StatusSection> StatusSections { get; } = [];

    /// <summary>What is disposed of after HTTP has stopped, the last one first.</summary>
    public List<IAsyncDisposable> Owned { get; } = [];

    /// <summary>Has something done a quarter of an hour after the start and once a day from then on: a laptop that is switched on for an evening comes to it, too, and
    /// no start waits for it. What is done says itself what went wrong.</summary>
    public void DoDaily(Func<Task> duty) => Owned.Add(Time.CreateTimer(_ => _ = duty(), null, DailyFrom, Day));
}

/// <summary>An application in a sentence, for the start page.</summary>
public sealed record ApplicationNote(string Name, string Sentence);

/// <summary>The shape of refusals below a path.</summary>
/// <param name="Path">Such as <c>/v1</c>.</param>
/// <param name="Shape">Makes an answer of that shape out of the usual one.</param>
public sealed record ErrorShapeOf(string Path, Func<ErrorAnswer, IResult> Shape);

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
