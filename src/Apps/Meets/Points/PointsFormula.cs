using System.Collections.Frozen;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Points;

/// <summary>What points are given for.</summary>
/// <param name="Sex">F counts as a woman, everything else as a man, unless a formula says otherwise.</param>
/// <param name="BodyweightKg">0 where there was no weigh-in.</param>
/// <param name="Contested">The event: SBD, BD, SB, SD, S, B or D.</param>
/// <param name="InKg">Whether the meet is held in kilograms; only <c>Total</c> asks.</param>
public readonly record struct Performance(string Sex, double BodyweightKg, double TotalKg, string Contested, string Equipment, bool InKg)
{
    /// <summary>Whether the formulas for women apply.</summary>
    public bool IsWoman => Sex == "F";

    /// <summary>Whether the equipment supports: single-ply, multi-ply, unlimited.</summary>
    public bool IsEquipped => Equipment is "Single-ply" or "Multi-ply" or "Unlimited";
}

/// <summary>The points formulas a meet may use, by the names OpenLifter gives them (specification, appendix F). Pure.</summary>
public static class PointsFormula
{
    private static readonly FrozenDictionary<string, Func<Performance, double?>> Formulas = new Dictionary<string, Func<Performance, double?>>
    {
        ["Total"] = lifted => Weight.InUnit(lifted.TotalKg, lifted.InKg),
        ["Bodyweight Multiple"] = lifted => lifted.BodyweightKg > 0 ? lifted.TotalKg / lifted.BodyweightKg : 0,
        ["Wilks"] = lifted => lifted.TotalKg * Wilks.Coefficient(lifted),
        ["Wilks2020"] = lifted => lifted.TotalKg * Wilks2020.Coefficient(lifted),
        ["Dots"] = lifted => lifted.TotalKg * Dots.Coefficient(lifted),
        ["IPF GL Points"] = IpfGoodlift.Points,
        ["IPF Points"] = IpfPoints.Points,
        ["NASA Points"] = lifted => lifted.TotalKg * Nasa.Coefficient(lifted),
        ["AH"] = lifted => lifted.TotalKg * Haleczko.Coefficient(lifted),
        ["Schwartz/Malone"] = lifted => lifted.Sex == "Mx" ? 0 : lifted.TotalKg * SchwartzMalone.Coefficient(lifted),
        ["Glossbrenner"] = lifted => lifted.TotalKg * Glossbrenner.Coefficient(lifted),
        ["Reshel"] = lifted => lifted.TotalKg * Reshel.Coefficient(lifted),
    }.ToFrozenDictionary();

    /// <summary>The names of all formulas.</summary>
    public static IEnumerable<string> Names => Formulas.Keys;

    /// <summary>Whether there is a formula of this name.</summary>
    public static bool IsKnown(string formula) => Formulas.ContainsKey(formula);

    /// <summary>The points, unrounded; 0 where the formula gives none. Null if they cannot be computed: there is no such formula, or it has no
    /// numbers for the event.</summary>
    public static double? Of(string formula, Performance lifted, ScoringRules rules)
    {
        if (!Formulas.TryGetValue(formula, out var points))
            return null;
        // OpenLifter 1.4 gives a lifter without a weigh-in the points of the lightest one its formulas know, except by Dots.
        if (lifted.TotalKg == 0 || lifted.BodyweightKg <= 0 && formula != "Total" && (!rules.OpenLifterQuirks || formula == "Dots"))
            return 0;
        return points(lifted);
    }
}
