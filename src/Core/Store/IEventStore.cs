using Rollcall.Core.Channels;

namespace Rollcall.Core.Store;

/// <summary>Where the logs of all channels lie. Durability is its promise: what <see cref="IEventLog.AppendAsync"/> has acknowledged, no crash undoes.</summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>Opens the log of a channel, mending a torn last line. Where there is none an empty one is made if <paramref name="create"/>,
    /// otherwise the answer is null. Throws <see cref="LogDamagedException"/> where the log cannot be trusted.</summary>
    ValueTask<IEventLog?> OpenAsync(ChannelName channel, bool create, CancellationToken cancel);

    /// <summary>Says whether anything of the channel is kept, current or archived; does not open it.</summary>
    bool Knows(ChannelName channel);

    /// <summary>Says whether a document of that name lies beside the log of a channel; does not open it.</summary>
    bool HasBeside(ChannelName channel, string name);

    /// <summary>The channels of a kind that are kept, and whether each is archived. Order is not promised.</summary>
    IEnumerable<(ChannelName Channel, bool Archived)> List(string kind);

    /// <summary>Whether writes are taken, and the last flush; feeds health.</summary>
    StoreHealth Health { get; }
}

/// <summary>The log of one channel, with the documents kept beside it. Belongs to one actor; calls come one after the other.</summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>Whose log it is.</summary>
    ChannelName Channel { get; }

    /// <summary>The number of the last event; 0 for an empty log.</summary>
    long Head { get; }

    /// <summary>The number before the first event still kept (retention removes from the front); 0 where all are kept.</summary>
    long Floor { get; }

    /// <summary>Whether the channel has been archived (closed for good; reads go on).</summary>
    bool Archived { get; }

    /// <summary>What is kept beside the log and never in it (password hashes, session records), as last written here or seen by this log.</summary>
    Secret Secret { get; }

    /// <summary>Reads events after <paramref name="afterSeq"/> in order, up to what was appended when the call was made.</summary>
    IAsyncEnumerable<LoggedEvent> ReadAsync(long afterSeq, CancellationToken cancel);

    /// <summary>Adds a round of events, and a changed secret, as one: all of it durable when it returns, or none of it there.
    /// Throws <see cref="StoreFailedException"/> when the disk failed and the log must be opened again.</summary>
    ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel);

    /// <summary>The newest usable snapshot, or null.</summary>
    ValueTask<Snapshot?> ReadSnapshotAsync(CancellationToken cancel);

    /// <summary>Keeps a snapshot so that the next opening is fast; older ones may go.</summary>
    ValueTask WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancel);

    /// <summary>Keeps a document beside the log (a results file), durable when it returns; replaces one of the same name.</summary>
    ValueTask WriteBesideAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel);

    /// <summary>A document beside the log, or null.</summary>
    ValueTask<byte[]?> ReadBesideAsync(string name, CancellationToken cancel);

    /// <summary>Moves the channel to where closed ones are kept; calling it again does nothing.</summary>
    ValueTask ArchiveAsync(CancellationToken cancel);

    /// <summary>Removes the channel and all that lies beside it.</summary>
    ValueTask DeleteAsync(CancellationToken cancel);

    /// <summary>Keeps a snapshot of the last event and removes every event and every earlier snapshot for good, so that what they held is nowhere any more;
    /// the floor is then the head. After a crash in between the log reads the same, and it is to be done again. Throws <see cref="StoreFailedException"/>
    /// where the disk takes no writes; then nothing was removed.</summary>
    ValueTask CompactAsync(Snapshot snapshot, CancellationToken cancel);

    /// <summary>Removes whole segments whose events are all at or before <paramref name="throughSeq"/>; answers the new floor.</summary>
    ValueTask<long> TrimAsync(long throughSeq, CancellationToken cancel);
}
