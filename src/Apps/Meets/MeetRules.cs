using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets;

/// <summary>The numbers a meet is decided by (specification, section 8).</summary>
/// <param name="MaxKeyLength">Characters of a key.</param>
/// <param name="MaxValueBytes">One value, as UTF-8 text.</param>
/// <param name="MaxContentBytes">All keys and values.</param>
/// <param name="MaxEntries">Lifters.</param>
/// <param name="OpenConflicts">Beyond it the oldest is dismissed.</param>
/// <param name="SessionDays">A session not used for so long has expired.</param>
/// <param name="RecoveryTokenDays">A token whose record is lost holds for so long after it was issued.</param>
public sealed record MeetRules(int MaxKeyLength, int MaxValueBytes, long MaxContentBytes, int MaxEntries, int OpenConflicts, int SessionDays, int RecoveryTokenDays)
{
    /// <summary>Locations of a meet.</summary>
    public int MaxLocations { get; init; } = 64;

    /// <summary>How results are computed.</summary>
    public ScoringRules Scoring { get; init; } = ScoringRules.Default;

    /// <summary>The defaults of the specification.</summary>
    public static MeetRules Default { get; } = new(200, 32 << 10, 32 << 20, 5_000, 1_000, 7, 30);
}
