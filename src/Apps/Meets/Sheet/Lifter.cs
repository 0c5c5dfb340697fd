using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>One lifter as the score sheet has it: the fields of an entry that results depend on, with what is missing read as empty.</summary>
public sealed record Lifter
{
    /// <summary>How many attempts there are at a lift; the fourth and fifth never count for a total.</summary>
    public const int Attempts = 5;

    private static readonly ImmutableArray<Attempt> Nothing = [.. Enumerable.Repeat(default(Attempt), Attempts)];

    /// <summary>The entry's id.</summary>
    public required long Id { get; init; }

    /// <summary>The place in the list the lifter was read from: the id where the order is not kept.</summary>
    public long Row { get; init; }

    public int Day { get; init; } = 1;
    public int Platform { get; init; } = 1;
    public string Flight { get; init; } = "A";
    public string Name { get; init; } = "";

    /// <summary>F, M or Mx; whatever else a fork may write.</summary>
    public string Sex { get; init; } = "";

    /// <summary><c>YYYY-MM-DD</c> or empty.</summary>
    public string BirthDate { get; init; } = "";

    /// <summary>The age that was typed in; null where none was.</summary>
    public double? EnteredAge { get; init; }

    public string Country { get; init; } = "";
    public string State { get; init; } = "";
    public string Equipment { get; init; } = "";
    public string Team { get; init; } = "";
    public string Instagram { get; init; } = "";
    public ImmutableArray<string> Divisions { get; init; } = [];
    public ImmutableArray<string> Events { get; init; } = [];

    /// <summary>0 where no lots were drawn.</summary>
    public int Lot { get; init; }

    /// <summary>Lifts out of competition.</summary>
    public bool Guest { get; init; }

    /// <summary>0 before the weigh-in.</summary>
    public double BodyweightKg { get; init; }

    public string SquatRack { get; init; } = "";
    public string BenchRack { get; init; } = "";

    /// <summary>Five attempts.</summary>
    public ImmutableArray<Attempt> Squat { get; init; } = Nothing;

    /// <summary>Five attempts.</summary>
    public ImmutableArray<Attempt> Bench { get; init; } = Nothing;

    /// <summary>Five attempts.</summary>
    public ImmutableArray<Attempt> Deadlift { get; init; } = Nothing;

    /// <summary>The five attempts at a lift.</summary>
    public ImmutableArray<Attempt> At(Lift lift) => lift switch { Lift.Squat => Squat, Lift.Bench => Bench, _ => Deadlift };

    /// <summary>With other attempts at a lift.</summary>
    public Lifter With(Lift lift, ImmutableArray<Attempt> attempts) => lift switch
    {
        Lift.Squat => this with { Squat = attempts },
        Lift.Bench => this with { Bench = attempts },
        _ => this with { Deadlift = attempts },
    };

    /// <summary>Whether the lifter is entered in an event with this lift.</summary>
    public bool Contests(Lift lift) => Events.Any(contested => Lifts.Contains(contested, lift));

    /// <summary>The divisions results are listed under: an empty one where there is none.</summary>
    public ImmutableArray<string> ResultDivisions => Divisions.IsEmpty ? [""] : Divisions;
}
