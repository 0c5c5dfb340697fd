using System.Collections.Immutable;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Lifting;

/// <summary>Some plates of one kind on each side of the bar.</summary>
/// <param name="Weight">One plate, in the unit of the meet, as printed.</param>
/// <param name="WeightKg">The same in kilograms, as the meet has it.</param>
public readonly record struct Loaded(double Weight, double WeightKg, int Count, string Color);

/// <summary>What is put on the bar (specification, appendix E).</summary>
/// <param name="BarKg">The bar with its collars.</param>
/// <param name="PerSide">From the inside out.</param>
/// <param name="RemainderKg">What cannot be loaded, both sides together; negative below the bar.</param>
/// <param name="Remainder">The same in the unit of the meet.</param>
public sealed record Loading(double WeightKg, double BarKg, ImmutableArray<Loaded> PerSide, double RemainderKg, double Remainder)
{
    /// <summary>Loads a weight, from the heaviest plate down, as far as the plates reach.</summary>
    public static Loading Of(double weightKg, Lift lift, MeetSetup setup, ScoringRules rules)
    {
        // Nothing was declared yet: that is no weight below the bar.
        if (weightKg == 0)
            return new(0, setup.BarKg(lift), [], 0, 0);
        var plates = StableSort.Sort(setup.Plates, (a, b) => b.WeightKg.CompareTo(a.WeightKg));
        return rules.OpenLifterQuirks ? InDoubles(weightKg, setup.BarKg(lift), plates, setup.InKg) : Exact(weightKg, setup.BarKg(lift), plates, setup.InKg);
    }

    private static Loading Exact(double weightKg, double barKg, ImmutableArray<Plate> plates, bool inKg)
    {
        // Decimals, so that the last of three 0.1 kg plates still fits.
        var both = Decimal(weightKg, inKg) - Decimal(barKg, inKg);
        var side = both / 2;
        var perSide = ImmutableArray.CreateBuilder<Loaded>();
        foreach (var plate in plates)
        {
            var one = Decimal(plate.WeightKg, inKg);
            if (one <= 0 || side < one || plate.PairCount <= 0)
                continue;
            var count = (int)Math.Min(plate.PairCount, Math.Floor(side / one));
            side -= count * one;
            perSide.Add(new((double)one, plate.WeightKg, count, plate.Color));
        }

        return new(weightKg, barKg, perSide.DrainToImmutable(), Weight.InKilos((double)(side * 2), inKg), (double)(side * 2));
    }

    /// <summary>As OpenLifter 1.4 loads: subtracting doubles, and without a word below the bar.</summary>
    private static Loading InDoubles(double weightKg, double barKg, ImmutableArray<Plate> plates, bool inKg)
    {
        var side = Math.Max(0, (Printed(weightKg, inKg) - Printed(barKg, inKg)) / 2);
        var perSide = ImmutableArray.CreateBuilder<Loaded>();
        foreach (var plate in plates)
        {
            var (one, count) = (Printed(plate.WeightKg, inKg), 0);
            for (; one > 0 && count < plate.PairCount && side >= one; count++)
                side -= one;
            if (count > 0)
                perSide.Add(new(one, plate.WeightKg, count, plate.Color));
        }

        return new(weightKg, barKg, perSide.DrainToImmutable(), Weight.InKilos(side * 2, inKg), side * 2);
    }

    private static decimal Decimal(double kilos, bool inKg) => (decimal)Printed(kilos, inKg);

    // In pounds as printed: what is written on the plates, not what their kilograms come to.
    private static double Printed(double kilos, bool inKg) => inKg ? kilos : Weight.Rounded(Weight.InUnit(kilos, inKg));
}
