namespace Rollcall.Core.Store.Files;

/// <summary>What a file store needs to know before it opens.</summary>
/// <param name="DataFolder">The folder everything lies in; one process owns it.</param>
/// <param name="Kinds">For each kind of channel, where its folders lie.</param>
public sealed record FileStoreOptions(string DataFolder, IReadOnlyDictionary<string, KindFolders> Kinds)
{
    /// <summary>A log file longer than this many bytes is closed and a new one begun.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>How sure an append must be before it is acknowledged.</summary>
    public Durability Durability { get; init; } = Durability.Fsync;

    /// <summary>How many threads write and flush. Flushes of different files share the file system's journal commit, so more of them
    /// finish more per second until about sixteen; <c>docs/storage.md</c> has the figures.</summary>
    public int Threads { get; init; } = 16;

    /// <summary>The same for one kind of channel.</summary>
    public long SegmentBytesOf(string kind) => Math.Min(SegmentBytes, Kinds.TryGetValue(kind, out var folders) && folders.SegmentBytes is { } own ? own : SegmentBytes);
}

/// <summary>Where the channels of one kind lie, as names below the data folder.</summary>
/// <param name="Current">The folder of current channels, such as <c>current-meets</c>.</param>
/// <param name="Archived">The folder of archived ones, such as <c>finished-meets</c>; null where the kind has no archive.</param>
/// <param name="LogFile">The log's file name, such as <c>updates.log</c>.</param>
/// <param name="SecretFile">The file name of what is kept beside the log, such as <c>auth.json</c>.</param>
public sealed record KindFolders(string Current, string? Archived, string LogFile, string SecretFile)
{
    /// <summary>A length of log files below that of the others, for a kind whose old events are removed; null where there is none.</summary>
    public long? SegmentBytes { get; init; }
}

/// <summary>How sure an append must be before it is acknowledged.</summary>
public enum Durability
{
    /// <summary>On the disk: survives a power failure.</summary>
    Fsync,

    /// <summary>With the operating system: survives a crash of this process, not of the machine.</summary>
    Os,
}
