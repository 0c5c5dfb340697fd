using System.Collections.Immutable;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Lifting;

/// <summary>A lifter's turn.</summary>
/// <param name="Attempt">1 to 5.</param>
public readonly record struct Turn(Lifter Lifter, int Attempt);

/// <summary>The order in which a group lifts, and who is up (specification, appendix E).</summary>
/// <param name="Attempt">The active attempt, 1 to 5.</param>
/// <param name="Rows">The whole group, top to bottom.</param>
/// <param name="Upcoming">The current turn, the next, and those after; at most 10.</param>
public sealed record LiftingOrder(Lift Lift, int Attempt, ImmutableArray<Lifter> Rows, ImmutableArray<Turn> Upcoming)
{
    private const int Shown = 10;
    private const int Rest = 0;

    /// <summary>Who is up; null if nobody is left.</summary>
    public Turn? Current => Upcoming.IsEmpty ? null : Upcoming[0];

    /// <summary>Who is up after that; null if nobody is.</summary>
    public Turn? Next => Upcoming.Length > 1 ? Upcoming[1] : null;

    /// <summary>Works out the order of a group.</summary>
    /// <param name="group">The lifters of one day, platform and flight who contest the lift, in the order of the list they come from.</param>
    public static LiftingOrder Of(IReadOnlyCollection<Lifter> group, PlatformAt at, ScoringRules rules)
    {
        var attempt = at.OverrideAttempt is >= 1 and <= Lifter.Attempts and var overridden ? overridden : Active(group, at.Lift);
        var rows = StableSort.Sort(group, (a, b) => InRow(a, b, at.Lift, attempt, rules));
        return new(at.Lift, attempt, rows, [.. Turns(rows, at, attempt).Take(Shown)]);
    }

    /// <summary>The lowest of every lifter's highest open attempt; where nothing is open, the one after the highest taken, but no fourth by itself.</summary>
    private static int Active(IReadOnlyCollection<Lifter> group, Lift lift)
    {
        var open = group.Select(lifter => Highest(lifter, lift, attempt => attempt.IsOpen)).Where(number => number > 0).DefaultIfEmpty(0).Min();
        if (open > 0)
            return open;
        var taken = group.Select(lifter => Highest(lifter, lift, attempt => attempt.IsTaken)).DefaultIfEmpty(0).Max();
        return taken >= 3 ? taken : taken + 1;
    }

    private static int Highest(Lifter lifter, Lift lift, Func<Attempt, bool> which)
    {
        var attempts = lifter.At(lift);
        for (var number = attempts.Length; number >= 1; number--)
        {
            if (which(attempts[number - 1]))
                return number;
        }

        return 0;
    }

    /// <summary>Those with the attempt after the active one set come first, then those with the active one, the one before, and the rest.</summary>
    private static int InRow(Lifter a, Lifter b, Lift lift, int active, ScoringRules rules)
    {
        var (first, second) = (OrderedBy(a, lift, active), OrderedBy(b, lift, active));
        return first != second ? second.CompareTo(first) : RoundOrder.Compare(a, b, lift, first == Rest ? active : first, rules);
    }

    private static int OrderedBy(Lifter lifter, Lift lift, int active)
    {
        for (var number = active + 1; number >= active - 1; number--)
        {
            if (IsSet(lifter, lift, number))
                return number;
        }

        return Rest;
    }

    private static IEnumerable<Turn> Turns(ImmutableArray<Lifter> rows, PlatformAt at, int attempt)
    {
        var current = -1;
        for (var row = 0; row < rows.Length && current < 0; row++)
        {
            if (rows[row].Id == at.OverrideEntryId)
                current = row;
        }

        for (var row = 0; row < rows.Length && current < 0; row++)
        {
            if (rows[row].At(at.Lift)[attempt - 1].IsOpen)
                current = row;
        }

        if (current < 0)
            yield break;
        yield return new(rows[current], attempt);
        foreach (var lifter in rows.Skip(current + 1).Where(lifter => lifter.At(at.Lift)[attempt - 1].IsOpen))
            yield return new(lifter, attempt);
        foreach (var lifter in rows.Take(current).Where(lifter => attempt < Lifter.Attempts && lifter.At(at.Lift)[attempt].IsOpen))
            yield return new(lifter, attempt + 1);
    }

    private static bool IsSet(Lifter lifter, Lift lift, int number) => number is >= 1 and <= Lifter.Attempts && lifter.At(lift)[number - 1].IsSet;
}
