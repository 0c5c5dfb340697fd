using System.Collections.Immutable;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>Who competes with whom for a place.</summary>
/// <param name="Contested">The event.</param>
/// <param name="Equipment">As combined, see <see cref="Combined"/>.</param>
public readonly record struct CategoryKey(string Sex, string Contested, string Equipment, string Division, WeightClass Class)
{
    private static readonly ImmutableArray<string> Sexes = ["F", "M", "Mx"];
    private static readonly ImmutableArray<string> Equipments = ["Bare", "Sleeves", "Wraps", "Single-ply", "Multi-ply", "Unlimited"];

    /// <summary>The category of a lifter in one of their events and divisions.</summary>
    public static CategoryKey Of(Lifter lifter, string contested, string division, MeetSetup setup) =>
        new(lifter.Sex, contested, Combined(lifter.Equipment, setup), division, WeightClass.Of(lifter, setup));

    /// <summary>The equipment results are listed under: what the meet combines is one.</summary>
    public static string Combined(string equipment, MeetSetup setup) => equipment switch
    {
        "Sleeves" when setup.CombineSleevesAndWraps => "Wraps",
        "Single-ply" when setup.CombineSingleAndMulti => "Multi-ply",
        _ => equipment,
    };

    /// <summary>The order results are written in (specification, appendix C).</summary>
    public static int Compare(CategoryKey a, CategoryKey b, ScoringRules rules)
    {
        var order = Among(Sexes, a.Sex, b.Sex);
        if (order == 0)
            order = Among(Lifts.Events, a.Contested, b.Contested);
        if (order == 0)
            order = Among(Equipments, a.Equipment, b.Equipment);
        if (order == 0)
            order = string.CompareOrdinal(a.Division, b.Division);
        if (order == 0)
            order = rules.OpenLifterQuirks ? WholeKilos(a.Class).CompareTo(WholeKilos(b.Class)) : a.Class.CompareTo(b.Class);
        return order;
    }

    /// <summary>The order of points rankings.</summary>
    public static int Compare(RankingKey a, RankingKey b)
    {
        var order = Among(Sexes, a.Sex, b.Sex);
        if (order == 0)
            order = Among(Lifts.Events, a.Contested, b.Contested);
        return order != 0 ? order : Among(Equipments, a.Equipment, b.Equipment);
    }

    private static WeightClass WholeKilos(WeightClass one) => one with { LimitKg = Math.Floor(one.LimitKg) };

    /// <summary>By the place in a list of known words; a fork's own words come after them, by code unit.</summary>
    private static int Among(ImmutableArray<string> known, string a, string b)
    {
        var (first, second) = ((uint)known.IndexOf(a), (uint)known.IndexOf(b));
        return first != second ? first.CompareTo(second) : string.CompareOrdinal(a, b);
    }
}

/// <summary>Among whom points are ranked.</summary>
public readonly record struct RankingKey(string Sex, string Contested, string Equipment);

/// <summary>A category with its lifters from first to last.</summary>
/// <param name="Final">By totals.</param>
/// <param name="Projected">By projected totals.</param>
public sealed record Category(CategoryKey Key, ImmutableArray<Placed> Final, ImmutableArray<Placed> Projected);

/// <summary>A lifter's place.</summary>
/// <param name="Place">Null for guests and where there is no total.</param>
public readonly record struct Placed(Score Score, int? Place);

/// <summary>Lifters by age-adjusted points, from first to last.</summary>
public sealed record Ranking(RankingKey Key, ImmutableArray<Placed> Rows);
