namespace Rollcall.Server.Observing;

/// <summary>One number over time, or one histogram. Added to by any thread without a lock.</summary>
internal sealed class MetricSeries(double[]? borders)
{
    private readonly long[] _buckets = borders is null ? [] : new long[borders.Length + 1];
    private double _sum;

    public double Sum => Volatile.Read(ref _sum);

    public long InBucket(int index) => Volatile.Read(ref _buckets[index]);

    public void Set(double value) => Volatile.Write(ref _sum, value);

    public void Add(double value)
    {
        if (borders is not null)
        {
            var found = Array.BinarySearch(borders, value);
            Interlocked.Increment(ref _buckets[found < 0 ? ~found : found]); // a border itself belongs to the bucket it ends
        }

        // There is no atomic addition of doubles; try again if another thread was quicker.
        double before, seen = Volatile.Read(ref _sum);
        do
            before = seen;
        while (BitConverter.DoubleToInt64Bits(seen = Interlocked.CompareExchange(ref _sum, before + value, before)) != BitConverter.DoubleToInt64Bits(before));
    }
}
