using System.Diagnostics.Metrics;

namespace Rollcall.Server.Observing;

/// <summary>Keeps the sum of everything the server's meter is told, and writes it in Prometheus' text format. Measurements come in on any thread and
/// cost an addition; writing takes a snapshot series by series.</summary>
public sealed class Prometheus : IDisposable
{
    /// <summary>What the answer of <c>/metrics</c> says it is.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new(); // instruments are published rarely; scrapes come every few seconds
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <summary>Listens to one meter, that of the server this belongs to; others in the same process are not its business.</summary>
    public Prometheus(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            var family = new MetricFamily(instrument);
            lock (_lock)
                _families.Add(instrument.Name, family);
            listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        _listener.SetMeasurementEventCallback<int>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        _listener.SetMeasurementEventCallback<double>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        _listener.Start();
    }

    /// <summary>Writes all figures.</summary>
    public string Write()
    {
        using var text = new StringWriter { NewLine = "\n" };
        lock (_lock)
        {
            // Asks the observable instruments, whose callbacks arrive in the families on this thread.
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values)
                family.Write(text);
        }

        return text.ToString();
    }

    /// <summary>The present values of an instrument with one label, by label; empty for an unknown one.</summary>
    public IReadOnlyDictionary<string, double> Read(string name)
    {
        lock (_lock)
            return _families.TryGetValue(name, out var family) ? family.Read() : new Dictionary<string, double>();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();
}
