namespace Rollcall.Apps.Meets.Points;

/// <summary>A polynomial in the bodyweight, within the bodyweights it was fitted to.</summary>
/// <param name="From">The least bodyweight in kg; a lighter lifter counts as this.</param>
/// <param name="To">The greatest.</param>
/// <param name="Terms">The constant first.</param>
internal sealed record Polynomial(double From, double To, params double[] Terms)
{
    public double At(double bodyweightKg)
    {
        var bodyweight = Math.Clamp(bodyweightKg, From, To);
        var value = 0.0;
        for (var term = Terms.Length - 1; term >= 0; term--)
            value = value * bodyweight + Terms[term];
        return value;
    }
}

/// <summary>The Wilks formula of 1994 (R. Wilks, Powerlifting Australia). Check: a man of 88.9 kg with 610 kg has 391.8940.</summary>
internal static class Wilks
{
    private static readonly Polynomial Men = new(40, 201.9, -216.0475144, 16.2606339, -0.002388645, -0.00113732, 7.01863e-6, -1.291e-8);
    private static readonly Polynomial Women = new(26.51, 154.53, 594.31747775582, -27.23842536447, 0.82112226871, -0.00930733913, 4.731582e-5, -9.054e-8);

    public static double Coefficient(Performance lifted) => 500 / (lifted.IsWoman ? Women : Men).At(lifted.BodyweightKg);
}

/// <summary>The Wilks formula as revised in 2020. Check: a man of 88.9 kg with 610 kg has 470.8757.</summary>
internal static class Wilks2020
{
    private static readonly Polynomial Men =
        new(40, 200.95, 47.4617885411949, 8.47206137941125, 0.073694103462609, -0.00139583381094385, 7.07665973070743e-6, -1.20804336482315e-8);

    private static readonly Polynomial Women =
        new(40, 150.95, -125.425539779509, 13.7121941940668, -0.0330725063103405, -0.0010504000506583, 9.38773881462799e-6, -2.3334613884954e-8);

    public static double Coefficient(Performance lifted) => 600 / (lifted.IsWoman ? Women : Men).At(lifted.BodyweightKg);
}

/// <summary>Dots (T. Konertz, BVDK, 2019). Check: a man of 88.9 kg with 610 kg has 396.8974.</summary>
internal static class Dots
{
    private static readonly Polynomial Men = new(40, 210, -307.75076, 24.0900756, -0.1918759221, 7.391293e-4, -1.093e-6);
    private static readonly Polynomial Women = new(40, 150, -57.96288, 13.6175032, -0.1126655495, 5.158568e-4, -1.0706e-6);

    public static double Coefficient(Performance lifted) => 500 / (lifted.IsWoman ? Women : Men).At(lifted.BodyweightKg);
}
