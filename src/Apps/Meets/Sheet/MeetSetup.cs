using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>One kind of plate and how many pairs of it there are.</summary>
public readonly record struct Plate(double WeightKg, int PairCount, string Color);

/// <summary>How a meet is run: the fields of <c>meet</c> that results depend on, with what is missing read as empty.</summary>
public sealed record MeetSetup
{
    public string Name { get; init; } = "";
    public string Country { get; init; } = "";
    public string State { get; init; } = "";
    public string City { get; init; } = "";
    public string Federation { get; init; } = "";

    /// <summary><c>YYYY-MM-DD</c> or empty.</summary>
    public string Date { get; init; } = "";

    /// <summary>The highest platform of each day.</summary>
    public ImmutableArray<int> PlatformsOnDays { get; init; } = [];

    /// <summary>None or FosterMcCulloch.</summary>
    public string AgeCoefficients { get; init; } = "None";

    public string Formula { get; init; } = "";

    /// <summary>Upper limits, ascending.</summary>
    public ImmutableArray<double> ClassesMen { get; init; } = [];

    /// <summary>Upper limits, ascending.</summary>
    public ImmutableArray<double> ClassesWomen { get; init; } = [];

    /// <summary>Upper limits, ascending.</summary>
    public ImmutableArray<double> ClassesMx { get; init; } = [];

    public bool CombineSleevesAndWraps { get; init; }
    public bool CombineSingleAndMulti { get; init; }
    public bool RoundTotalsDown { get; init; }
    public bool InKg { get; init; } = true;
    public double SquatBarKg { get; init; }
    public double BenchBarKg { get; init; }
    public double DeadliftBarKg { get; init; }
    public ImmutableArray<Plate> Plates { get; init; } = [];

    /// <summary>What the empty bar with its collars weighs.</summary>
    public double BarKg(Lift lift) => lift switch { Lift.Squat => SquatBarKg, Lift.Bench => BenchBarKg, _ => DeadliftBarKg };

    /// <summary>The classes of a sex; none for a sex that is not known.</summary>
    public ImmutableArray<double> Classes(string sex) => sex switch { "M" => ClassesMen, "F" => ClassesWomen, "Mx" => ClassesMx, _ => [] };
}

/// <summary>What a platform is at: who is lifting what, and what the desk overrode.</summary>
public sealed record PlatformAt
{
    public int Day { get; init; } = 1;
    public string Flight { get; init; } = "A";
    public Lift Lift { get; init; }
    public int? OverrideAttempt { get; init; }
    public long? OverrideEntryId { get; init; }

    /// <summary>Where nothing was set.</summary>
    public static PlatformAt Start { get; } = new();
}

/// <summary>How results are worked out, where the specification and OpenLifter 1.4 go apart.</summary>
/// <param name="OpenLifterQuirks">Follow OpenLifter 1.4 in its errors too (<c>meets.openlifter_quirks</c>).</param>
/// <param name="Release">The release of OpenLifter that files name (<c>meets.openlifter_release</c>).</param>
public sealed record ScoringRules(bool OpenLifterQuirks, string Release)
{
    /// <summary>As the specification has it.</summary>
    public static ScoringRules Default { get; } = new(OpenLifterQuirks: false, "1.4");
}
