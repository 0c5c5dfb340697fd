using System.Collections.Immutable;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>What was found in a results file before publishing.</summary>
/// <param name="Findings">At most <see cref="OplChecks.Most"/>.</param>
/// <param name="Differences">Lines in which a client's copy differs, at most <see cref="OplDifferences.Most"/>.</param>
/// <param name="DifferenceCount">How many there are in all.</param>
public sealed record Inspection(ImmutableArray<Finding> Findings, ImmutableArray<OplDifference> Differences, int DifferenceCount)
{
    /// <summary>Nothing was found.</summary>
    public static Inspection Nothing { get; } = new([], [], 0);

    /// <inheritdoc/>
    public bool Equals(Inspection? other) =>
        other is not null && DifferenceCount == other.DifferenceCount && Findings.SequenceEqual(other.Findings) && Differences.SequenceEqual(other.Differences);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Findings.Length, Differences.Length, DifferenceCount);
}
