namespace Rollcall.Bench.Figures;

/// <summary>One measured figure beside its baseline from the same run.</summary>
/// <param name="What">What was measured, and how.</param>
/// <param name="Ours">Rollcall's figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Theirs">The baseline's figure, in the same unit.</param>
/// <param name="Bound">The most that ours may be of theirs; null where there is no bound.</param>
internal sealed record Figure(string What, double Ours, string Unit, string Baseline, double Theirs, double? Bound = null)
{
    /// <summary>Ours as a part of theirs.</summary>
    public double Ratio => Ours / Theirs;

    /// <summary>Whether the bound holds.</summary>
    public bool Holds => Bound is null || Ratio <= Bound;
}
