using System.Collections.Immutable;

namespace Rollcall.Apps.Queue;

/// <summary>The amateur bands as ADIF 3.1.4 lists them (enumeration "Band").</summary>
public static class Bands
{
    private static readonly ImmutableArray<(decimal Low, decimal High, string Name)> Table =
    [
        (0.1357m, 0.1378m, "2190m"), (0.472m, 0.479m, "630m"), (0.501m, 0.504m, "560m"), (1.8m, 2.0m, "160m"), (3.5m, 4.0m, "80m"), (5.06m, 5.45m, "60m"),
        (7.0m, 7.3m, "40m"), (10.1m, 10.15m, "30m"), (14.0m, 14.35m, "20m"), (18.068m, 18.168m, "17m"), (21.0m, 21.45m, "15m"), (24.890m, 24.99m, "12m"),
        (28.0m, 29.7m, "10m"), (40m, 45m, "8m"), (50m, 54m, "6m"), (54.000001m, 69.9m, "5m"), (70m, 71m, "4m"), (144m, 148m, "2m"), (222m, 225m, "1.25m"),
        (420m, 450m, "70cm"), (902m, 928m, "33cm"), (1_240m, 1_300m, "23cm"), (2_300m, 2_450m, "13cm"), (3_300m, 3_500m, "9cm"), (5_650m, 5_925m, "6cm"),
        (10_000m, 10_500m, "3cm"), (24_000m, 24_250m, "1.25cm"), (47_000m, 47_200m, "6mm"), (75_500m, 81_000m, "4mm"), (119_980m, 123_000m, "2.5mm"),
        (134_000m, 149_000m, "2mm"), (241_000m, 250_000m, "1mm"), (300_000m, 7_500_000m, "submm"),
    ];

    /// <summary>The band a frequency in MHz lies in; null where it lies in none.</summary>
    public static string? Of(decimal? mhz)
    {
        foreach (var (low, high, name) in Table)
        {
            if (mhz >= low && mhz <= high)
                return name;
        }

        return null;
    }
}
