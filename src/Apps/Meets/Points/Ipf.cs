namespace Rollcall.Apps.Meets.Points;

/// <summary>IPF GL points ("Goodlift", IPF, 2020): full power and bench only. Check: a man of 88.9 kg with 610 kg unequipped has 81.5890.</summary>
internal static class IpfGoodlift
{
    private const double LeastBodyweightKg = 40;

    public static double? Points(Performance lifted)
    {
        if (Parameters(lifted) is not { } p)
            return null;
        return lifted.BodyweightKg < LeastBodyweightKg ? 0 : 100 * lifted.TotalKg / (p.A - p.B * Math.Exp(-p.C * lifted.BodyweightKg));
    }

    private static (double A, double B, double C)? Parameters(Performance lifted) => (lifted.IsWoman, lifted.IsEquipped, lifted.Contested) switch
    {
        (false, false, "SBD") => (1199.72839, 1025.18162, 0.00921),
        (false, false, "B") => (320.98041, 281.40258, 0.01008),
        (false, true, "SBD") => (1236.25115, 1449.21864, 0.01644),
        (false, true, "B") => (381.22073, 733.79378, 0.02398),
        (true, false, "SBD") => (610.32796, 1045.59282, 0.03048),
        (true, false, "B") => (142.40398, 442.52671, 0.04724),
        (true, true, "SBD") => (758.63878, 949.31382, 0.02435),
        (true, true, "B") => (221.82209, 357.00377, 0.02937),
        _ => null,
    };
}

/// <summary>IPF points (IPF, 2019): full power and single lifts. Check: a man of 88.9 kg with 610 kg unequipped has 580.2948.</summary>
internal static class IpfPoints
{
    private const double LeastBodyweightKg = 40;

    public static double? Points(Performance lifted)
    {
        if (Parameters(lifted) is not { } p)
            return null;
        if (lifted.BodyweightKg < LeastBodyweightKg)
            return 0;
        var log = Math.Log(lifted.BodyweightKg);
        return 500 + 100 * (lifted.TotalKg - (p.A * log - p.B)) / (p.C * log - p.D);
    }

    private static (double A, double B, double C, double D)? Parameters(Performance lifted) => (lifted.IsWoman, lifted.IsEquipped, lifted.Contested) switch
    {
        (false, false, "SBD") => (310.67, 857.785, 53.216, 147.0835),
        (false, false, "S") => (123.1, 363.085, 25.1667, 75.4311),
        (false, false, "B") => (86.4745, 259.155, 17.57845, 53.122),
        (false, false, "D") => (103.5355, 244.765, 15.3714, 31.5022),
        (false, true, "SBD") => (387.265, 1121.28, 80.6324, 222.4896),
        (false, true, "S") => (150.485, 446.445, 36.5155, 103.7061),
        (false, true, "B") => (133.94, 441.465, 35.3938, 113.0057),
        (false, true, "D") => (110.135, 263.66, 14.996, 23.011),
        (true, false, "SBD") => (125.1435, 228.03, 34.5246, 86.8301),
        (true, false, "S") => (50.479, 105.632, 19.1846, 56.2215),
        (true, false, "B") => (25.0485, 43.848, 6.7172, 13.952),
        (true, false, "D") => (47.136, 67.349, 9.1555, 13.67),
        (true, true, "SBD") => (176.58, 373.315, 48.4534, 110.0103),
        (true, true, "S") => (74.6855, 171.585, 21.9475, 52.2948),
        (true, true, "B") => (49.106, 124.209, 23.199, 67.4926),
        (true, true, "D") => (51.002, 69.8265, 8.5802, 5.7258),
        _ => null,
    };
}
