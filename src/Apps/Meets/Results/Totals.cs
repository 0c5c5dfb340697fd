using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>Best lifts and totals, in kilograms (specification, appendix E). Pure.</summary>
public static class Totals
{
    /// <summary>How many attempts count for a total.</summary>
    public const int Counting = 3;

    private const double StepKg = 2.5;
    private const double StepPounds = 5;

    /// <summary>The best good attempt of the first three; 0 if there is none.</summary>
    public static double BestKg(Lifter lifter, Lift lift) => Best(lifter, lift) is >= 0 and var slot ? lifter.At(lift)[slot].WeightKg : 0;

    /// <summary>Which of the first three attempts is the best good one, the earliest of equals; -1 if there is none.</summary>
    public static int Best(Lifter lifter, Lift lift)
    {
        var (best, attempts) = (-1, lifter.At(lift));
        for (var slot = 0; slot < Counting; slot++)
        {
            if (attempts[slot] is { IsGood: true, WeightKg: > 0 } && (best < 0 || attempts[slot].WeightKg > attempts[best].WeightKg))
                best = slot;
        }

        return best;
    }

    /// <summary>What a lift counts for: itself, or cut to 2.5 kg (5 lb) where totals are rounded down.</summary>
    public static double Counted(double kilos, MeetSetup setup, ScoringRules rules)
    {
        if (!setup.RoundTotalsDown)
            return kilos;
        if (setup.InKg)
            return Math.Floor(kilos / StepKg) * StepKg;
        // As printed first: converted pounds come out a hair below what was meant, and would lose a whole step.
        return rules.OpenLifterQuirks ? Math.Floor(kilos / 5) * 5
            : Weight.InKilos(Math.Floor(Weight.Rounded(Weight.InUnit(kilos, inKg: false)) / StepPounds) * StepPounds, inKg: false);
    }

    /// <summary>The total of an event: 0 if one of its lifts has no best.</summary>
    public static double Total(Lifter lifter, string contested, MeetSetup setup, ScoringRules rules) =>
        Sum(contested, lift => BestKg(lifter, lift) is > 0 and var best ? Counted(best, setup, rules) : null);

    /// <summary>As the total, but a lift of which no attempt was taken counts with its first attempt.</summary>
    public static double Projected(Lifter lifter, string contested, MeetSetup setup, ScoringRules rules)
    {
        if (rules.OpenLifterQuirks && Lifts.All.Any(lift => !Lifts.Contains(contested, lift) && lifter.At(lift)[0].Status == -1))
            return 0;
        return Sum(contested, lift => BestKg(lifter, lift) is > 0 and var best ? Counted(best, setup, rules)
            : IsAhead(lifter, lift) ? Counted(lifter.At(lift)[0].WeightKg, setup, rules)
            : null);
    }

    /// <summary>Whether no attempt at a lift was taken yet.</summary>
    public static bool IsAhead(Lifter lifter, Lift lift) => !lifter.At(lift).Any(attempt => attempt.IsTaken);

    /// <summary>Whether a first attempt was taken, of any lift (appendix C: who took none did not show).</summary>
    public static bool Showed(Lifter lifter) => Lifts.All.Any(lift => lifter.At(lift)[0].IsTaken);

    private static double Sum(string contested, Func<Lift, double?> counted)
    {
        var sum = 0.0;
        foreach (var lift in Lifts.Of(contested))
        {
            if (counted(lift) is not { } kilos)
                return 0;
            sum += kilos;
        }

        return sum;
    }
}
