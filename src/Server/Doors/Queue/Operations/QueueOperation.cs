using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Queue;
using Rollcall.Core.Store;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>Something that can be asked of a queue: once, for every door. The WebSocket calls it by its name, HTTP by method and path.</summary>
/// <param name="Name">Such as <c>admin.next_qso</c>; empty where the WebSocket does not have it.</param>
/// <param name="Method">The HTTP method; empty where there is no HTTP form.</param>
/// <param name="Paths">Its paths; <c>{callsign}</c> at the end takes all that is left.</param>
/// <param name="ForOperators">Whether only operators may.</param>
/// <param name="Work">What it does.</param>
internal sealed record QueueOperation(string Name, string Method, ImmutableArray<string> Paths, bool ForOperators, OperationWork Work);

/// <summary>What an operation does.</summary>
internal abstract record OperationWork
{
    private OperationWork() { }

    /// <summary>Looks at the queue as it is.</summary>
    public sealed record Look(Func<Sight, LookOutcome> At) : OperationWork;

    /// <summary>Looks at the queue's log as well, which takes its time.</summary>
    /// <param name="At">Given what is seen, and what reads the log after an event; null from it where the queue's loop has ended.</param>
    public sealed record Dig(Func<Sight, Func<long, ValueTask<IAsyncEnumerable<LoggedEvent>?>>, CancellationToken, Task<LookOutcome>> At) : OperationWork;

    /// <summary>Asks the queue to change.</summary>
    /// <param name="Command">Makes the command; what does not fit is noted in the input.</param>
    /// <param name="Tell">Writes what is told of the answer.</param>
    public sealed record Change(Func<OperationInput, Asker, QueueCommand> Command, Action<Utf8JsonWriter, Told> Tell) : OperationWork;

    /// <summary>Is about the connection itself: only the WebSocket has it.</summary>
    public sealed record OfConnection(ConnectionWork What) : OperationWork;
}

/// <summary>What is asked about a WebSocket connection itself.</summary>
internal enum ConnectionWork
{
    /// <summary>Hear these events from now on.</summary>
    Subscribe,
    /// <summary>Do not hear these any more.</summary>
    Unsubscribe,
    /// <summary>Which are there?</summary>
    ListEvents,
    /// <summary>Hear of the place that a ticket opens.</summary>
    Watch,
}

/// <summary>What an operation sees that only looks.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Now">The time.</param>
/// <param name="Input">What came with the request.</param>
/// <param name="Asker">Who asks.</param>
/// <param name="Server">What is known beyond this queue.</param>
internal sealed record Sight(QueueState Queue, DateTimeOffset Now, OperationInput Input, Asker Asker, ServerFacts Server);

/// <summary>What became of looking.</summary>
internal abstract record LookOutcome
{
    private LookOutcome() { }

    /// <summary>One JSON value.</summary>
    public sealed record Json(Action<Utf8JsonWriter> Write) : LookOutcome;

    /// <summary>A file to be kept; HTTP only.</summary>
    public sealed record Attachment(string Name, string ContentType, byte[] Content) : LookOutcome;

    /// <summary>No.</summary>
    public sealed record No(Refusal Why) : LookOutcome;
}

/// <summary>What is told of a change.</summary>
/// <param name="Answer">The queue's answer; never a rejection.</param>
/// <param name="Queue">The queue after it.</param>
/// <param name="Now">The time it counts with.</param>
/// <param name="Door">Through which door.</param>
/// <param name="Input">What came with the request.</param>
internal sealed record Told(QueueAnswer Answer, QueueState Queue, DateTimeOffset Now, Door Door, OperationInput Input)
{
    /// <summary>Whether it is told over HTTP.</summary>
    public bool IsHttp => Door == Door.Http;

    /// <summary>The answer as the one its operation always has.</summary>
    public T As<T>() where T : QueueAnswer => (T)Answer;
}

/// <summary>What operations may tell beyond the queue they are asked of.</summary>
/// <param name="Settings">The section of the configuration.</param>
/// <param name="QrzIsOn">Whether callers are looked up.</param>
/// <param name="Queues">All queues as they are.</param>
/// <param name="Uptime">How long the server has been running.</param>
/// <param name="OperatorCalls">The own callsigns of operators, by name.</param>
/// <param name="OperationNames">All operations that the WebSocket has.</param>
internal sealed record ServerFacts(
    QueueSettings Settings, bool QrzIsOn, Func<IReadOnlyList<QueueState>> Queues, Func<TimeSpan> Uptime, Func<string, string?> OperatorCalls, IReadOnlyList<string> OperationNames);
