using System.Diagnostics.Metrics;

namespace Rollcall.Server.Observing;

/// <summary>Keeps the sum of everything the server's meter is told, and writes it in Prometheus' text format. Measurements come in on any thread and
/// cost an addition; writing takes a snapshot series by series.</summary>
public sealed class Prometheus : IDisposable
{
    /// <summary>What the answer of <c>/metrics</c> says it is.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener listener = new();
    private readonly Lock gate = new(); // instruments are published rarely; scrapes come every few seconds
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);

    /// <summary>Listens to one meter, that of the server this belongs to; others in the same process are not its business.</summary>
    public Prometheus(Meter meter)
    {
        this.listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            var family = new MetricFamily(instrument);
            lock (gate)
                families.Add(instrument.Name, family);
            listener.EnableMeasurementEvents(instrument, family);
        };
        this.listener.SetMeasurementEventCallback<long>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        this.listener.SetMeasurementEventCallback<int>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        this.listener.SetMeasurementEventCallback<double>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        this.listener.Start();
    }

    /// <summary>Writes all figures.</summary>
    public string Write()
    {
        using var text = new StringWriter { NewLine = "\n" };
        lock (gate)
        {
            // Asks the observable instruments, whose callbacks arrive in the families on this thread.
            listener.RecordObservableInstruments();
            foreach (var family in families.Values)
                family.Write(text);
        }

        return text.ToString();
    }

    /// <summary>The present values of an instrument with one label, by label; empty for an unknown one.</summary>
    public IReadOnlyDictionary<string, double> Read(string name)
    {
        lock (gate)
        {
            listener.RecordObservableInstruments();
            return families.TryGetValue(name, out var family) ? family.Read() : new Dictionary<string, double>();
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => listener.Dispose();
}
