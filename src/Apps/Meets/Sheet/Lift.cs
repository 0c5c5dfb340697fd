using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>The three lifts, in the order they are contested.</summary>
public enum Lift
{
    /// <summary>S</summary>
    Squat,
    /// <summary>B</summary>
    Bench,
    /// <summary>D</summary>
    Deadlift,
}

/// <summary>One attempt at one lift.</summary>
/// <param name="WeightKg">0 where nothing was declared.</param>
/// <param name="Status">1 good, -1 no lift, 0 not taken.</param>
public readonly record struct Attempt(double WeightKg, int Status)
{
    /// <summary>Whether a weight was declared.</summary>
    public bool IsSet => WeightKg != 0;

    /// <summary>Whether it was lifted at, well or not.</summary>
    public bool IsTaken => Status != 0;

    /// <summary>Whether it is declared and still to be lifted.</summary>
    public bool IsOpen => IsSet && !IsTaken;

    /// <summary>Whether the referees accepted it.</summary>
    public bool IsGood => Status == 1;
}

/// <summary>What the letters of lifts and events mean.</summary>
public static class Lifts
{
    /// <summary>All three, in the order they are contested.</summary>
    public static ImmutableArray<Lift> All { get; } = [Lift.Squat, Lift.Bench, Lift.Deadlift];

    /// <summary>The events in the order results are written (specification, appendix C).</summary>
    public static ImmutableArray<string> Events { get; } = ["SBD", "BD", "SB", "SD", "S", "B", "D"];

    /// <summary>The letter of a lift.</summary>
    public static char Letter(this Lift lift) => lift switch { Lift.Squat => 'S', Lift.Bench => 'B', _ => 'D' };

    /// <summary>The lift a letter stands for; the squat for anything else.</summary>
    public static Lift OfLetter(string? letter) => letter switch { "B" => Lift.Bench, "D" => Lift.Deadlift, _ => Lift.Squat };

    /// <summary>Whether an event is contested with this lift.</summary>
    public static bool Contains(string contested, Lift lift) => contested.Contains(lift.Letter(), StringComparison.Ordinal);

    /// <summary>The lifts of an event, in the order they are contested.</summary>
    public static IEnumerable<Lift> Of(string contested) => All.Where(lift => Contains(contested, lift));
}
