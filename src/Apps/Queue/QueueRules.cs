using Rollcall.Core.Connections;

namespace Rollcall.Apps.Queue;

/// <summary>The numbers a queue is decided by that are the same for all queues of a server.</summary>
/// <param name="ReplayEvents">How many events can be had again.</param>
public sealed record QueueRules(int ReplayEvents);

/// <summary>What a queue's gathering is given.</summary>
/// <param name="Settings">The section of the configuration.</param>
/// <param name="Time">The clock.</param>
/// <param name="Replayed">Told of somebody who comes back with a position: <c>complete</c>, or <c>snapshot</c> where not everything missed is kept.</param>
/// <param name="ComeBack">How long a client should wait before it comes back after a shutdown, spread out over 0-30,000; milliseconds.</param>
public sealed record QueueSurroundings(QueueSettings Settings, TimeProvider Time, Action<string> Replayed, Func<int> ComeBack)
{
    /// <summary>How the server stops, when it does.</summary>
    public ServerEnd End { get; init; } = new();
}
