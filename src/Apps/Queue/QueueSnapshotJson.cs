using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Queue;

/// <summary>A queue written down so that opening is fast: the state as it was before the events that can still be had again, and those events; folding them
/// gives the state and each moment as it was lived. Only a shortcut: a form that is not this one is not used. Also what lies beside the log.</summary>
internal static class QueueSnapshotJson
{
    private const int Form = 1;

    /// <summary>Writes the state.</summary>
    public static void Write(QueueState state, IBufferWriter<byte> target)
    {
        var oldest = state.Recent.IsEmpty ? state : state.Recent[0].After;
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        JsonSerializer.Serialize(json, new Saved(Form, state.Head, oldest.Head, Flat.Of(oldest), [.. state.Recent.Select(Line.Of)]), QueueJson.Options);
    }

    /// <summary>The state, or null if the snapshot is of another form.</summary>
    public static QueueState? Read(QueueState empty, Snapshot snapshot, QueueRules rules)
    {
        try
        {
            var saved = JsonSerializer.Deserialize<Saved>(snapshot.Body.Span, QueueJson.Options);
            if (saved is null || saved.Form != Form || saved.Head != snapshot.Seq)
                return null;
            var oldest = saved.Oldest.On(empty, saved.OldestHead);
            if (saved.Events.IsEmpty)
                return oldest;
            var state = oldest with { Recent = [new(saved.Events[0].Read(), oldest)] };
            return saved.Events.Skip(1).Aggregate(state, (so, line) => QueueEvolving.Evolve(so, line.Read(), rules));
        }
        catch (Exception odd) when (odd is JsonException or NotSupportedException or FormatException or InvalidOperationException or LogDamagedException)
        {
            return null;
        }
    }

    /// <summary>Writes what lies beside the log.</summary>
    public static void WriteSecret(QueueSecret secret, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target, JsonText.Writing);
        JsonSerializer.Serialize(json, secret, QueueJson.Options);
    }

    /// <summary>Reads it; throws <see cref="LogDamagedException"/> where it is not what was written.</summary>
    public static QueueSecret ReadSecret(ReadOnlyMemory<byte> document)
    {
        try
        {
            return JsonSerializer.Deserialize<QueueSecret>(document.Span, QueueJson.Options) ?? throw new JsonException("nothing is there");
        }
        catch (Exception odd) when (odd is JsonException or NotSupportedException or FormatException)
        {
            throw new LogDamagedException($"What lies beside a queue's log cannot be read: {odd.Message}");
        }
    }

    private sealed record Saved(int Form, long Head, long OldestHead, Flat Oldest, ImmutableArray<Line> Events);

    private sealed record Line(long Seq, string Epoch, DateTimeOffset At, string? Op, string Type, JsonElement Body)
    {
        public static Line Of(Moment moment)
        {
            var body = new ArrayBufferWriter<byte>(256);
            QueueEventJson.Write(moment.Happened.Body, body);
            var one = moment.Happened;
            return new(one.Seq, one.Epoch, one.At, one.Op, QueueEventJson.TypeOf(one.Body), JsonElement.Parse(body.WrittenSpan));
        }

        public Happened<QueueEvent> Read() => new(Seq, Epoch, At, Op, QueueEventJson.Read(Type, JsonSerializer.SerializeToUtf8Bytes(Body, QueueJson.Options)));
    }

    /// <summary>A state in plain lists.</summary>
    private sealed record Flat(
        string Epoch, QueueTerms Terms, Toggle Active, Toggle Paused, Toggle Logger, Tuning Frequency, Split Split, ImmutableArray<QueueEntry> Entries, Qso? Current,
        ImmutableArray<Contact> Contacts, long ViewAfter, int WorkedTtlHours, ImmutableArray<Ban> Bans, Cooldown Cooldown, ImmutableArray<DateTimeOffset> Starts,
        ImmutableDictionary<long, Ended> Outcomes, ImmutableArray<Undoable> UndoStack, bool InUndoable, ImmutableArray<Operation> Operations)
    {
        public static Flat Of(QueueState state) => new(
            state.Epoch, state.Terms, state.Active, state.Paused, state.Logger, state.Frequency, state.Split, [.. state.Entries], state.Current,
            [.. state.Contacts.All.Values], state.Contacts.ViewAfter, state.WorkedTtlHours, [.. state.Bans.Values], state.Cooldown, state.Starts,
            state.Outcomes.ToImmutableDictionary(), [.. state.UndoStack], state.InUndoable, [.. state.Operations.All]);

        public QueueState On(QueueState empty, long head) => empty with
        {
            Epoch = Epoch,
            Head = head,
            Terms = Terms,
            Active = Active,
            Paused = Paused,
            Logger = Logger,
            Frequency = Frequency,
            Split = Split,
            Entries = [.. Entries],
            Current = Current,
            Contacts = ContactLog.Of(Contacts, ViewAfter),
            WorkedTtlHours = WorkedTtlHours,
            Bans = Bans.ToImmutableSortedDictionary(one => one.Callsign.Base, one => one, StringComparer.Ordinal),
            Cooldown = Cooldown,
            Starts = Starts,
            Outcomes = Outcomes.ToImmutableSortedDictionary(),
            UndoStack = [.. UndoStack],
            InUndoable = InUndoable,
            Operations = Operations.Aggregate(OperationMemory.Empty, (all, one) => all.With(one)),
        };
    }
}
