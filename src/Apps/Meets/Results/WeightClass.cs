using System.Globalization;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>A class of bodyweight.</summary>
/// <param name="LimitKg">Its upper limit, or that of the last class for the one above all; 0 for no class.</param>
/// <param name="IsAbove">Whether it is the one above the last limit.</param>
public readonly record struct WeightClass(double LimitKg, bool IsAbove) : IComparable<WeightClass>
{
    /// <summary>No weigh-in, or no classes.</summary>
    public static WeightClass None => default;

    /// <summary>The first class of the lifter's sex that holds the bodyweight.</summary>
    public static WeightClass Of(Lifter lifter, MeetSetup setup)
    {
        var classes = setup.Classes(lifter.Sex);
        if (lifter.BodyweightKg <= 0 || classes.IsEmpty)
            return None;
        foreach (var limit in classes)
        {
            if (lifter.BodyweightKg <= limit)
                return new(limit, IsAbove: false);
        }

        return new(classes[^1], IsAbove: true);
    }

    /// <summary>As printed: in kilograms as a weight, in pounds cut to the whole pound; empty for no class.</summary>
    public string Text(bool inKg, ScoringRules rules) => this == None ? "" : (inKg ? Weight.Text(LimitKg) : Pounds(rules)) + (IsAbove ? "+" : "");

    /// <inheritdoc/>
    public int CompareTo(WeightClass other) => IsAbove != other.IsAbove ? IsAbove.CompareTo(other.IsAbove) : LimitKg.CompareTo(other.LimitKg);

    private string Pounds(ScoringRules rules)
    {
        if (!rules.OpenLifterQuirks)
            return Weight.Number(Math.Floor(Math.Floor(Weight.InUnit(LimitKg, inKg: false) * 100 + 0.5) / 100));
        // As OpenLifter 1.4 prints: the kilograms are cut to two decimals first, and 182 is called 183.
        var pounds = Math.Floor(Weight.InUnit(double.Parse(Weight.Text(LimitKg), CultureInfo.InvariantCulture), inKg: false));
        return Weight.Number(pounds == 182 ? 183 : pounds);
    }

    public static bool operator <(WeightClass left, WeightClass right) => left.CompareTo(right) < 0;

    public static bool operator >(WeightClass left, WeightClass right) => left.CompareTo(right) > 0;

    public static bool operator <=(WeightClass left, WeightClass right) => left.CompareTo(right) <= 0;

    public static bool operator >=(WeightClass left, WeightClass right) => left.CompareTo(right) >= 0;
}
