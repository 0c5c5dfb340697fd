using System.Globalization;

namespace Rollcall.Apps.Meets.Sheet;

/// <summary>Weights as they are converted and printed (specification, appendix C).</summary>
public static class Weight
{
    /// <summary>How many pounds a kilogram has (appendix A).</summary>
    public const double PoundsPerKilo = 2.20462262;

    /// <summary>A weight in the unit of the meet.</summary>
    public static double InUnit(double kilos, bool inKg) => inKg ? kilos : kilos * PoundsPerKilo;

    /// <summary>A weight of the meet's unit in kilograms.</summary>
    public static double InKilos(double weight, bool inKg) => inKg ? weight : weight / PoundsPerKilo;

    /// <summary>The weight as printed, still as a number: two decimals, and a hundredth more where the second decimal is then 9, as converted pounds
    /// come out just below what was meant. A negative weight (a missed attempt) keeps its 9: decision 0030.</summary>
    public static double Rounded(double weight)
    {
        var hundredths = Hundredths(weight);
        return (hundredths % 10 == 9 ? hundredths + 1 : hundredths) / 100;
    }

    /// <summary>The weight as printed: no grouping, no trailing zeros.</summary>
    public static string Text(double weight) => Number(Rounded(weight));

    /// <summary>A weight given in kilograms, printed in the unit of the meet.</summary>
    public static string Text(double kilos, bool inKg) => Text(InUnit(kilos, inKg));

    /// <summary>A number by its shortest decimal.</summary>
    public static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Two decimals, half up, judged by the shortest decimal that names the number: 382.525 becomes 382.53 although the double lies below.</summary>
    public static decimal TwoDecimals(double number) =>
        Math.Abs(number) < 1e12 && decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? Math.Round(exact, 2, MidpointRounding.AwayFromZero)
            : 0;

    private static double Hundredths(double weight) => Math.Floor(100 * weight + 0.5);
}
