using System.Collections.Immutable;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Somebody who may run queues.</summary>
/// <param name="Name">As the log and other operators see it.</param>
/// <param name="Queues">Which queues; empty for all.</param>
/// <param name="Account">The account that makes somebody an operator as long as it has the role; null for those named in the configuration.</param>
/// <param name="Session">The session from the web log-in by which the operator came, or null.</param>
public sealed record Operator(string Name, ImmutableArray<string> Queues, long? Account = null, long? Session = null)
{
    /// <summary>Whether the operator may run that queue.</summary>
    public bool Runs(string queue) => Queues.IsEmpty || Queues.Contains(queue, StringComparer.Ordinal);
}

/// <summary>What came of looking at a name and a password.</summary>
internal abstract record LogIn
{
    private LogIn() { }

    /// <summary>They belong together.</summary>
    public sealed record Good(Operator Who) : LogIn;

    /// <summary>They do not.</summary>
    public sealed record Wrong : LogIn;

    /// <summary>Too many failures; nobody looked.</summary>
    public sealed record Throttled(TimeSpan Wait) : LogIn;

    /// <summary>Too many are being looked at; nobody looked.</summary>
    public sealed record Busy : LogIn;
}
