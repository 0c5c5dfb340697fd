using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Lifting;

/// <summary>Who lifts before whom in one round: the lighter weight; the lower lot, if both drew one; the attempt before, the same way; bodyweight; name; id
/// (specification, appendix E).</summary>
public static class RoundOrder
{
    /// <summary>Compares two lifters by an attempt.</summary>
    /// <param name="attempt">1 to 5; 0 where only lot, bodyweight and name decide.</param>
    public static int Compare(Lifter a, Lifter b, Lift lift, int attempt, ScoringRules rules)
    {
        var drawn = a.Lot != 0 && b.Lot != 0;
        for (var number = attempt; number >= 1; number--)
        {
            if (a.At(lift)[number - 1].WeightKg.CompareTo(b.At(lift)[number - 1].WeightKg) is not 0 and var byWeight)
                return byWeight;
            if (drawn && (a.Lot != b.Lot || rules.OpenLifterQuirks))
                return a.Lot.CompareTo(b.Lot);
        }

        if (drawn && (a.Lot != b.Lot || rules.OpenLifterQuirks))
            return a.Lot.CompareTo(b.Lot);
        var order = a.BodyweightKg.CompareTo(b.BodyweightKg);
        if (order == 0)
            order = string.CompareOrdinal(a.Name, b.Name);
        // What decides when nothing else does: the id; in OpenLifter 1.4 the order of the list, which a stable sort keeps.
        return order != 0 || rules.OpenLifterQuirks ? order : a.Id.CompareTo(b.Id);
    }
}
