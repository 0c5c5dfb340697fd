namespace Rollcall.Server.Observing;

/// <summary>One number over time, or one histogram. Added to by any thread without a lock.</summary>
internal sealed class MetricSeries(double[]? borders)
{
    private readonly long[] buckets = borders is null ? [] : new long[borders.Length + 1];
    private double sum;

    public double Sum => Volatile.Read(ref sum);

    public long InBucket(int index) => Volatile.Read(ref buckets[index]);

    public void Set(double value) => Volatile.Write(ref sum, value);

    public void Add(double value)
    {
        if (borders is not null)
        {
            var found = Array.BinarySearch(borders, value);
            Interlocked.Increment(ref buckets[found < 0 ? ~found : found]); // a border itself belongs to the bucket it ends
        }

        // There is no atomic addition of doubles; try again if another thread was quicker.
        double before, seen = Volatile.Read(ref sum);
        do
            before = seen;
        while (BitConverter.DoubleToInt64Bits(seen = Interlocked.CompareExchange(ref sum, before + value, before)) != BitConverter.DoubleToInt64Bits(before));
    }
}
