namespace Rollcall.Apps.Meets.Points;

/// <summary>The formula of L. Schwartz for men and that of P. Malone for women. Check: a man of 88.9 kg with 610 kg has 359.6959.</summary>
internal static class SchwartzMalone
{
    private static readonly Polynomial Light = new(40, 126, 6.31926, -0.262349, 5.1155e-3, -5.19738e-5, 2.67626e-7, -5.40132e-10, -7.28875e-14);

    public static double Coefficient(Performance lifted) => lifted.IsWoman ? Malone(lifted.BodyweightKg) : Schwartz(lifted.BodyweightKg);

    private static double Schwartz(double bodyweightKg) => Math.Min(bodyweightKg, 166) switch
    {
        <= 126 and var kg => Light.At(kg),
        <= 136 and var kg => 0.5210 - 0.0012 * (kg - 125),
        <= 146 and var kg => 0.5090 - 0.0011 * (kg - 135),
        <= 156 and var kg => 0.4980 - 0.0010 * (kg - 145),
        var kg => 0.4879 - 0.00088185 * (kg - 155),
    };

    private static double Malone(double bodyweightKg) => 106.011586323613 * Math.Pow(Math.Max(bodyweightKg, 29.24), -1.293027130579051) + 0.322935585328304;
}

/// <summary>Glossbrenner (H. Glossbrenner, WPC): the mean of Schwartz or Malone and Wilks, where a heavy lifter's Wilks goes on in a straight line.
/// Check: a man of 88.9 kg with 610 kg has 375.7949.</summary>
internal static class Glossbrenner
{
    public static double Coefficient(Performance lifted)
    {
        var heavy = lifted.BodyweightKg >= (lifted.IsWoman ? 106.3 : 153.05);
        var wilks = !heavy ? Wilks.Coefficient(lifted)
            : lifted.IsWoman ? 0.852664892884785 - 0.000313738002024 * lifted.BodyweightKg
            : 0.676940740094416 - 0.000821668402557 * lifted.BodyweightKg;
        return (SchwartzMalone.Coefficient(lifted) + wilks) / 2;
    }
}
