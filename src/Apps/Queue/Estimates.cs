using System.Collections.Immutable;

namespace Rollcall.Apps.Queue;

/// <summary>How long waiting may take (queue specification 4.5).</summary>
public static class Estimates
{
    /// <summary>How many beginnings are kept: ten intervals.</summary>
    public const int StartsKept = 11;

    private const int Fewest = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The mean of the last ten intervals between QSOs' beginnings, those beyond a quarter of an hour left out; null with fewer than three.</summary>
    public static double? AverageSeconds(ImmutableArray<DateTimeOffset> starts)
    {
        var intervals = starts.Zip(starts.Skip(1), (one, next) => next - one).Where(one => one <= Longest).Select(one => one.TotalSeconds).ToList();
        return intervals.Count < Fewest ? null : intervals.Average();
    }

    /// <summary>When whoever is at a position may be called, in whole seconds; null where that cannot be said.</summary>
    public static long? EtaSeconds(QueueState queue, int position, DateTimeOffset now)
    {
        if (!queue.Active.On || AverageSeconds(queue.Starts) is not { } average)
            return null;
        var rest = queue.Current is { } current ? Math.Max(0, average - (now - current.StartedAt).TotalSeconds) : 0;
        return (long)Math.Round((position - 1) * average + rest, MidpointRounding.AwayFromZero);
    }
}
