using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support;

/// <summary>A store kept in memory. A channel may be opened several times at once, by several actors, as nodes share one database.
/// What a test wants to go wrong is told to it; any thread.</summary>
internal sealed class MemoryStore : IEventStore
{
    private readonly Dictionary<ChannelName, Kept> channels = [];
    private int openLogs;
    private int reads;

    /// <summary>Runs before each append looks at the log: may wait, let another writer in, or throw.</summary>
    public Func<Append, ValueTask>? BeforeAppend { get; set; }

    /// <summary>Why no writes are taken; null while they are.</summary>
    public string? Refuses { get; set; }

    /// <summary>Throws when a log is opened.</summary>
    public Exception? FailsToOpen { get; set; }

    /// <summary>Logs that were opened and not closed.</summary>
    public int OpenLogs => Volatile.Read(ref openLogs);

    /// <summary>Appends that added something.</summary>
    public int Appends { get; private set; }

    /// <summary>Times a log was read.</summary>
    public int Reads => Volatile.Read(ref reads);

    /// <summary>Appends that came too late.</summary>
    public int Behind { get; private set; }

    public StoreHealth Health => new(Refuses is null, Refuses, null, null);

    public ValueTask<IEventLog?> OpenAsync(ChannelName channel, bool create, CancellationToken cancel)
    {
        if (FailsToOpen is { } failure)
            throw failure;
        lock (channels)
        {
            if (!channels.TryGetValue(channel, out var kept) && create)
                channels[channel] = kept = new();
            if (kept is null)
                return new((IEventLog?)null);
            Interlocked.Increment(ref openLogs);
            return new(new Log(this, channel, kept));
        }
    }

    public bool Knows(ChannelName channel)
    {
        lock (channels)
            return channels.ContainsKey(channel);
    }

    public bool HasBeside(ChannelName channel, string name)
    {
        lock (channels)
            return channels.TryGetValue(channel, out var kept) && kept.Beside.ContainsKey(name);
    }

    public IEnumerable<(ChannelName Channel, bool Archived)> List(string kind)
    {
        lock (channels)
            return [.. channels.Where(one => one.Key.Kind == kind).Select(one => (one.Key, one.Value.Archived))];
    }

    /// <summary>The events of a channel as they lie there now.</summary>
    public IReadOnlyList<LoggedEvent> EventsOf(ChannelName channel)
    {
        lock (channels)
            return channels.TryGetValue(channel, out var kept) ? [.. kept.Events] : [];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Kept
    {
        public List<LoggedEvent> Events { get; } = [];
        public long Floor { get; set; }
        public long Head => Floor + Events.Count;
        public Dictionary<string, byte[]> Beside { get; } = [];
        public Secret Secret { get; set; } = Secret.None;
        public Snapshot? Snapshot { get; set; }
        public bool Archived { get; set; }
    }

    private sealed class Log(MemoryStore store, ChannelName channel, Kept kept) : IEventLog
    {
        private bool closed;

        public ChannelName Channel => channel;

        public long Head
        {
            get
            {
                lock (kept)
                    return kept.Head;
            }
        }

        public long Floor
        {
            get
            {
                lock (kept)
                    return kept.Floor;
            }
        }

        public bool Archived => kept.Archived;

        public Secret Secret { get; private set; } = kept.Secret;

        public async IAsyncEnumerable<LoggedEvent> ReadAsync(long afterSeq, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
        {
            await Task.CompletedTask;
            Interlocked.Increment(ref store.reads);
            foreach (var one in See(afterSeq))
                yield return one;
        }

        public async ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (store.BeforeAppend is { } before)
                await before(append);
            lock (kept)
            {
                if (append.ExpectedHead != kept.Head || append.ExpectedSecret != kept.Secret.Version)
                {
                    store.Behind++;
                    return new AppendResult.Behind(See(append.ExpectedHead), Secret);
                }

                if (store.Refuses is { } reason)
                    return new AppendResult.Refused(reason);
                if (append.Events.Where((one, i) => one.Seq != append.ExpectedHead + 1 + i).Any())
                    throw new ArgumentException("the events are not numbered on from the head", nameof(append));
                // Copied, as a disk would: the writer may use its buffers again.
                kept.Events.AddRange(append.Events.Select(one => one with { Body = one.Body.ToArray() }));
                if (append.SecretDocument is { } document)
                    Secret = kept.Secret = new(kept.Secret.Version + 1, document.ToArray());
                store.Appends++;
                return new AppendResult.Done();
            }
        }

        public ValueTask<Snapshot?> ReadSnapshotAsync(CancellationToken cancel) => new(kept.Snapshot);

        public ValueTask WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancel)
        {
            kept.Snapshot = snapshot;
            return ValueTask.CompletedTask;
        }

        public ValueTask WriteBesideAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
        {
            lock (kept)
                kept.Beside[name] = content.ToArray();
            return ValueTask.CompletedTask;
        }

        public ValueTask<byte[]?> ReadBesideAsync(string name, CancellationToken cancel)
        {
            lock (kept)
                return new(kept.Beside.GetValueOrDefault(name));
        }

        public ValueTask ArchiveAsync(CancellationToken cancel)
        {
            kept.Archived = true;
            return ValueTask.CompletedTask;
        }

        public ValueTask DeleteAsync(CancellationToken cancel)
        {
            lock (store.channels)
                store.channels.Remove(channel);
            return ValueTask.CompletedTask;
        }

        public ValueTask CompactAsync(Snapshot snapshot, CancellationToken cancel)
        {
            lock (kept)
            {
                if (snapshot.Seq != Head || snapshot.Seq == 0)
                    throw new ArgumentException("not a snapshot of the last event", nameof(snapshot));
                kept.Snapshot = snapshot;
                kept.Floor = snapshot.Seq;
                kept.Events.Clear();
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask<long> TrimAsync(long throughSeq, CancellationToken cancel) => new(Floor);

        public ValueTask DisposeAsync()
        {
            if (!closed)
                Interlocked.Decrement(ref store.openLogs);
            closed = true;
            return ValueTask.CompletedTask;
        }

        private List<LoggedEvent> See(long afterSeq)
        {
            lock (kept)
            {
                Secret = kept.Secret;
                return [.. kept.Events.Where(one => one.Seq > afterSeq)];
            }
        }
    }
}
