using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>The columns of a results file (specification, appendix C).</summary>
internal static class OplColumns
{
    private static readonly ImmutableArray<string> Pattern =
    [
        "Place", "Name", "Instagram", "Sex", "BirthDate", "Age", "Country", "State", "Equipment", "Division", "Lot", "Bodyweight*", "WeightClass*",
        "Squat1*", "Squat2*", "Squat3*", "Squat4*", "Squat5*", "Best3Squat*", "Bench1*", "Bench2*", "Bench3*", "Bench4*", "Bench5*", "Best3Bench*",
        "Deadlift1*", "Deadlift2*", "Deadlift3*", "Deadlift4*", "Deadlift5*", "Best3Deadlift*", "Total*", "Points", "Event", "Team",
    ];

    /// <summary>How many there are before empty ones are left out.</summary>
    public static int Count => Pattern.Length;

    /// <summary>Their names.</summary>
    /// <param name="unit"><c>Kg</c> or <c>Lbs</c>.</param>
    public static string[] Headers(string unit) => [.. Pattern.Select(name => name.Replace("*", unit, StringComparison.Ordinal))];
}
