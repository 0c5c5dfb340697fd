namespace Rollcall.Bench.Figures;

/// <summary>The middle one of several measurements, which a few disturbed ones do not move.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
