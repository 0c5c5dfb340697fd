using Rollcall.Apps.Queue;
using Rollcall.Server.Doors.Queue.Access;

namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>Through which door something is asked.</summary>
internal enum Door
{
    /// <summary>HTTP.</summary>
    Http,
    /// <summary>The WebSocket.</summary>
    Socket,
}

/// <summary>Who asks.</summary>
/// <param name="Door">Through which door.</param>
/// <param name="Operator">The operator; null for the public.</param>
/// <param name="Origin">A name by which a client recognises what it caused; null where there is none.</param>
/// <param name="Address">Where from.</param>
internal sealed record Asker(Door Door, Operator? Operator, string? Origin, ClientAddress Address)
{
    /// <summary>The same for the queue.</summary>
    public By By => new(Operator?.Name, Door == Door.Http ? "http" : "ws", Origin);
}
