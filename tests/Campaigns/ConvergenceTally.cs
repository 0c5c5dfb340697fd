using System.Collections.Concurrent;

namespace Rollcall.Tests.Campaigns;

/// <summary>What a convergence campaign did so far. Any task may add.</summary>
internal sealed class ConvergenceTally
{
    private int updates;
    private int conflicts;
    private int refusals;
    private int restarts;
    private int losses;

    /// <summary>What went wrong, each with its seed.</summary>
    public ConcurrentQueue<string> Differences { get; } = new();

    public void Add(Accounting accounting, Schedule schedule)
    {
        Interlocked.Add(ref updates, accounting.Updates);
        Interlocked.Add(ref conflicts, accounting.Conflicts);
        Interlocked.Add(ref refusals, accounting.Refusals);
        Interlocked.Add(ref restarts, schedule.Restarts);
        Interlocked.Add(ref losses, schedule.Losses);
    }

    public override string ToString() =>
        $"{updates} updates, {refusals} of them refused, {conflicts} conflicts, {restarts} restarts, {losses} losses of state, {Differences.Count} differences";
}
