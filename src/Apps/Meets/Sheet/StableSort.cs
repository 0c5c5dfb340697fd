using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>Sorting that keeps the order of equals and ends in one order even where the comparison contradicts itself, as that of lifters with and without
/// lots does (decision 0030). The framework's sort promises neither.</summary>
internal static class StableSort
{
    public static ImmutableArray<T> Sort<T>(IEnumerable<T> items, Comparison<T> compare)
    {
        var sorted = items.ToArray();
        var spare = new T[sorted.Length];
        for (var run = 1; run < sorted.Length; run *= 2)
        {
            for (var from = 0; from < sorted.Length; from += 2 * run)
                Merge(sorted, spare, from, Math.Min(from + run, sorted.Length), Math.Min(from + 2 * run, sorted.Length), compare);
            (sorted, spare) = (spare, sorted);
        }

        return [.. sorted];
    }

    private static void Merge<T>(T[] from, T[] into, int left, int middle, int end, Comparison<T> compare)
    {
        var (first, second) = (left, middle);
        for (var at = left; at < end; at++)
            into[at] = second >= end || first < middle && compare(from[first], from[second]) <= 0 ? from[first++] : from[second++];
    }
}
