using System.Diagnostics.Metrics;
using Rollcall.Core.Measuring;

namespace Rollcall.Apps.Meets;

/// <summary>What is counted about meets, under the names Prometheus shows. Any thread may call it.</summary>
public sealed class MeetMeasures
{
    private readonly Measures all;
    private readonly Counter<long> created;
    private readonly Counter<long> joined;
    private readonly Counter<long> accepted;
    private readonly Counter<long> rejected;
    private readonly Counter<long> conflicts;
    private readonly Counter<long> views;
    private readonly Histogram<double> batch;

    /// <summary>Makes the instruments beside those of the whole server.</summary>
    public MeetMeasures(Measures all)
    {
        this.all = all;
        var meter = all.Meter;
        created = meter.CreateCounter<long>("meet_created_total", null, "Meets made (meet.created).");
        joined = meter.CreateCounter<long>("meet_joined_total", null, "Joins of meets (meet.joined).");
        accepted = meter.CreateCounter<long>("update_accepted_total", null, "Updates accepted (update.accepted).");
        rejected = meter.CreateCounter<long>("update_rejected_total", null, "Updates refused, by reason.");
        conflicts = meter.CreateCounter<long>("update_conflict_total", null, "Updates that met one their desk had not seen, by outcome: overruled, refused.");
        views = meter.CreateCounter<long>("meet_view_computed_total", null, "Views of platforms and standings worked out; does not grow with who looks (meet.view_computed).");
        batch = meter.CreateHistogram(
            "update_batch_size", null, "Updates in one batch (update.batch_size).", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.Counts });
    }

    /// <summary>A view or the standings were worked out.</summary>
    public void ViewComputed() => views.Add(1);

    /// <summary>A client that was away caught up: <c>complete</c>, or <c>snapshot</c> where its position meant nothing any more.</summary>
    public void Replayed(string outcome) => all.Replayed(outcome);

    /// <summary>A meet was made.</summary>
    public void Created() => created.Add(1);

    /// <summary>Somebody joined a meet.</summary>
    public void Joined() => joined.Add(1);

    /// <summary>A batch came in.</summary>
    public void Batch(int updates) => batch.Record(updates);

    /// <summary>Updates were accepted.</summary>
    public void Accepted(int updates) => accepted.Add(updates);

    /// <summary>An update was refused.</summary>
    /// <param name="code">The protocol's code, such as <c>CONFLICT</c>.</param>
    public void Rejected(string code) => rejected.Add(1, new KeyValuePair<string, object?>("reason", code));

    /// <summary>An update met one that its desk had not seen.</summary>
    /// <param name="outcome"><c>overruled</c> or <c>refused</c>.</param>
    public void Conflict(string outcome) => conflicts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
