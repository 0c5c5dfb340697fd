namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>What was acknowledged, and who heard it when: from these two follows what was lost, whoever may say otherwise. Shared by the loops of all clients,
/// hence the lock, which is held for a few lines.</summary>
/// <param name="clients">How many listen; all were there before the first operation.</param>
internal sealed class Ledger(int clients)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly List<double> answers = [];
    private readonly SortedDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (string Life, long Seq)> excused = [];
    private long sent;
    private long owed;
    private long twice;
    private long reconnects;
    private long startOvers;

    /// <summary>How many operations were made.</summary>
    public long Sent => Read(() => sent);

    /// <summary>How many have been acknowledged.</summary>
    public long Acknowledged => Read(() => answers.Count);

    /// <summary>How many were made and have no answer yet.</summary>
    public long Open => Read(() => sent - answers.Count - refusals.Values.Sum());

    /// <summary>How many deliveries of what was acknowledged are still owed.</summary>
    public long Owed => Read(() => owed);

    /// <summary>An operation was made.</summary>
    public void Making()
    {
        lock (gate)
            sent++;
    }

    /// <summary>The server said yes. What it is called from now on is what everybody must hear.</summary>
    /// <param name="id">What everybody hears it as.</param>
    /// <param name="life">The epoch it stands in.</param>
    /// <param name="seq">Its place there.</param>
    /// <param name="made">When it was made.</param>
    /// <param name="now">When the answer came.</param>
    public void Acknowledge(string id, string life, long seq, DateTimeOffset made, DateTimeOffset now)
    {
        lock (gate)
        {
            var entry = EntryOf(id);
            if (entry.Made is not null)
                return;
            (entry.Made, entry.Life, entry.Seq) = (made, life, seq);
            answers.Add((now - made).TotalMilliseconds);
            owed += Enumerable.Range(0, clients).Count(client => IsOwed(entry, client));
        }
    }

    /// <summary>The server said no.</summary>
    public void Refuse(string code)
    {
        lock (gate)
            refusals[code] = refusals.GetValueOrDefault(code) + 1;
    }

    /// <summary>A client heard something; <paramref name="live"/>: as it happened, not because it came back.</summary>
    public void Hear(int client, string id, DateTimeOffset now, bool live)
    {
        lock (gate)
        {
            var entry = EntryOf(id);
            if (entry.Heard[client] is not null)
            {
                twice++;
                return;
            }

            if (entry.Made is not null && IsOwed(entry, client))
                owed--;
            entry.Heard[client] = new(now, live);
        }
    }

    /// <summary>A client has had its connection back.</summary>
    public void ComeBack()
    {
        lock (gate)
            reconnects++;
    }

    /// <summary>A client was told plainly that it must start over from this position: it is not owed the events up to there, as it got the state. Only in the same life
    /// of the log: what a new life does not have is lost.</summary>
    public void StartOver(int client, string life, long seq)
    {
        lock (gate)
        {
            startOvers++;
            var acknowledged = entries.Values.Where(entry => entry.Made is not null).ToList();
            var before = acknowledged.Count(entry => IsOwed(entry, client));
            excused[client] = (life, seq);
            owed -= before - acknowledged.Count(entry => IsOwed(entry, client));
        }
    }

    /// <summary>What is so.</summary>
    /// <param name="took">How long was written.</param>
    public SimulationReport Report(TimeSpan took)
    {
        lock (gate)
        {
            var acknowledged = entries.Where(entry => entry.Value.Made is not null).ToList();
            var heard = acknowledged.SelectMany(entry => entry.Value.Heard.OfType<Hearing>(), (entry, one) => (Took: (one.At - entry.Value.Made!.Value).TotalMilliseconds, one.Live)).ToList();
            var lost = acknowledged.Where(entry => Enumerable.Range(0, clients).Any(client => IsOwed(entry.Value, client))).Select(entry => entry.Key).ToList();
            return new()
            {
                Seconds = took.TotalSeconds,
                Operations = sent,
                Acknowledged = acknowledged.Count,
                Refused = new SortedDictionary<string, int>(refusals, StringComparer.Ordinal),
                Unanswered = sent - answers.Count - refusals.Values.Sum(),
                Deliveries = heard.Count,
                CaughtUp = heard.Count(one => !one.Live),
                Twice = twice,
                StartOvers = startOvers,
                Reconnects = reconnects,
                LostOperations = lost.Count,
                LostDeliveries = owed,
                Lost = [.. lost.Order(StringComparer.Ordinal).Take(SimulationReport.MostNamed)],
                AnswerMs = Percentiles.Of(answers),
                DeliveryMs = Percentiles.Of(heard.Where(one => one.Live).Select(one => one.Took)),
            };
        }
    }

    private bool IsOwed(Entry entry, int client) =>
        entry.Heard[client] is null && !(excused.TryGetValue(client, out var from) && from.Life == entry.Life && entry.Seq <= from.Seq);

    private Entry EntryOf(string id)
    {
        if (!entries.TryGetValue(id, out var entry))
            entries[id] = entry = new(clients);
        return entry;
    }

    private long Read(Func<long> what)
    {
        lock (gate)
            return what();
    }

    private sealed record Hearing(DateTimeOffset At, bool Live);

    private sealed class Entry(int clients)
    {
        public Hearing?[] Heard { get; } = new Hearing?[clients];

        /// <summary>Null until it is acknowledged; others may hear of it before its author does.</summary>
        public DateTimeOffset? Made { get; set; }

        public string Life { get; set; } = "";

        public long Seq { get; set; }
    }
}
