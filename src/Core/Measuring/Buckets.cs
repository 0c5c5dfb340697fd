namespace Rollcall.Core.Measuring;

/// <summary>The borders between which histograms count, upper ends included.</summary>
public static class Buckets
{
    /// <summary>Seconds of work on this machine: 50 us to 5 s.</summary>
    public static double[] Seconds { get; } = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    /// <summary>Milliseconds of work on this machine: 0.05 ms to 5 s.</summary>
    public static double[] Milliseconds { get; } = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];

    /// <summary>How many of something: 1 to 1,000.</summary>
    public static double[] Counts { get; } = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

    /// <summary>Bytes: 256 B to 4 MiB in steps of four.</summary>
    public static double[] Bytes { get; } = [256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];
}
