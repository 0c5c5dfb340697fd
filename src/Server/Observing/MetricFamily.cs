using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Rollcall.Server.Observing;

/// <summary>All series of one instrument. Measurements come in on any thread; a new series is made once, after that it is found without a lock.</summary>
internal sealed class MetricFamily
{
    private readonly ConcurrentDictionary<LabelSet, MetricSeries> series = new();
    private readonly MetricSeries? unlabelled;
    private readonly string name;
    private readonly string help;
    private readonly string type;
    private readonly double[]? borders;
    private readonly bool replaces;

    public MetricFamily(Instrument instrument)
    {
        name = instrument.Name;
        help = instrument.Description ?? "";
        var kind = instrument.GetType().GetGenericTypeDefinition();
        type = kind == typeof(Histogram<>) ? "histogram" : kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter" : "gauge";
        borders = type == "histogram" ? [.. (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? []] : null;
        replaces = instrument.IsObservable;
        // A counter without labels is there from the first scrape, at 0; one with labels begins with its first event. Which ones have labels an
        // instrument does not tell, but its help text does: ", by reason".
        if (!replaces && !help.Contains(", by ", StringComparison.Ordinal))
            series[default] = unlabelled = new MetricSeries(borders);
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var series = labels.IsEmpty && unlabelled is not null ? unlabelled : Find(labels);
        if (replaces)
            series.Set(value);
        else
            series.Add(value);
    }

    public void Write(TextWriter text)
    {
        text.WriteLine($"# HELP {name} {help.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(@"\n")}");
        text.WriteLine($"# TYPE {name} {type}");
        foreach (var (labels, series) in this.series.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal))
        {
            if (borders is null)
                text.WriteLine($"{name}{labels} {Number(series.Sum)}");
            else
                WriteHistogram(text, labels, series);
        }
    }

    public Dictionary<string, double> Read() => series.ToDictionary(s => s.Key.Value1?.ToString() ?? "", s => s.Value.Sum);

    private void WriteHistogram(TextWriter text, LabelSet labels, MetricSeries series)
    {
        // The count is taken from the buckets, so that the last one and _count agree also while measurements come in.
        var below = 0L;
        for (var i = 0; i < borders!.Length; i++)
        {
            below += series.InBucket(i);
            text.WriteLine($"{name}_bucket{labels.With("le", Number(borders[i]))} {below}");
        }

        below += series.InBucket(borders.Length);
        text.WriteLine($"{name}_bucket{labels.With("le", "+Inf")} {below}");
        text.WriteLine($"{name}_sum{labels} {Number(series.Sum)}");
        text.WriteLine($"{name}_count{labels} {below}");
    }

    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var set = LabelSet.Of(labels);
        return series.TryGetValue(set, out var found) ? found : series.GetOrAdd(set, new MetricSeries(borders));
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
