using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Rollcall.Server.Observing;

/// <summary>All series of one instrument. Measurements come in on any thread; a new series is made once, after that it is found without a lock.</summary>
internal sealed class MetricFamily
{
    private readonly ConcurrentDictionary<LabelSet, MetricSeries> _series = new();
    private readonly MetricSeries? _unlabelled;
    private readonly string _name;
    private readonly string _help;
    private readonly string _type;
    private readonly double[]? _borders;
    private readonly bool _replaces;

    public MetricFamily(Instrument instrument)
    {
        _name = instrument.Name;
        _help = instrument.Description ?? "";
        _borders = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray();
        var kind = instrument.GetType().GetGenericTypeDefinition();
        _type = kind == typeof(Histogram<>) ? "histogram" : kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter" : "gauge";
        _replaces = instrument.IsObservable;
        // A counter without labels is there from the first scrape, at 0; one with labels begins with its first event. Which ones have labels an
        // instrument does not tell, but its help text does: ", by reason".
        if (!_replaces && !_help.Contains(", by ", StringComparison.Ordinal))
            _series[default] = _unlabelled = new MetricSeries(_borders);
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var series = labels.IsEmpty && _unlabelled is not null ? _unlabelled : Find(labels);
        if (_replaces)
            series.Set(value);
        else
            series.Add(value);
    }

    public void Write(TextWriter text)
    {
        text.WriteLine($"# HELP {_name} {_help.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(@"\n")}");
        text.WriteLine($"# TYPE {_name} {_type}");
        foreach (var (labels, series) in _series.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal))
        {
            if (_borders is null)
                text.WriteLine($"{_name}{labels} {Number(series.Sum)}");
            else
                WriteHistogram(text, labels, series);
        }
    }

    public Dictionary<string, double> Read() => _series.ToDictionary(s => s.Key.Value1?.ToString() ?? "", s => s.Value.Sum);

    private void WriteHistogram(TextWriter text, LabelSet labels, MetricSeries series)
    {
        // The count is taken from the buckets, so that the last one and _count agree also while measurements come in.
        var below = 0L;
        for (var i = 0; i < _borders!.Length; i++)
        {
            below += series.InBucket(i);
            text.WriteLine($"{_name}_bucket{labels.With("le", Number(_borders[i]))} {below}");
        }

        below += series.InBucket(_borders.Length);
        text.WriteLine($"{_name}_bucket{labels.With("le", "+Inf")} {below}");
        text.WriteLine($"{_name}_sum{labels} {Number(series.Sum)}");
        text.WriteLine($"{_name}_count{labels} {below}");
    }

    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var set = LabelSet.Of(labels);
        return _series.TryGetValue(set, out var found) ? found : _series.GetOrAdd(set, new MetricSeries(_borders));
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
