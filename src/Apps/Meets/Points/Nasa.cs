namespace Rollcall.Apps.Meets.Points;

/// <summary>The formula of NASA, the Natural Athlete Strength Association. Check: a man of 88.9 kg with 610 kg has 7.6692.</summary>
internal static class Nasa
{
    private const double LeastBodyweightKg = 30;

    public static double Coefficient(Performance lifted) =>
        lifted.BodyweightKg < LeastBodyweightKg ? 0 : (0.00620912 * lifted.BodyweightKg + 0.565697) / lifted.BodyweightKg;
}

/// <summary>The AH formula (A. Haleczko). Check: a man of 88.9 kg with 610 kg has 542.9012.</summary>
internal static class Haleczko
{
    public static double Coefficient(Performance lifted) => lifted.IsWoman
        ? 2.7566 / Math.Pow(Math.Log10(Math.Clamp(lifted.BodyweightKg, 28, 112)), 1.8)
        : 3.2695 / Math.Pow(Math.Log10(Math.Clamp(lifted.BodyweightKg, 32, 157)), 1.95);
}
