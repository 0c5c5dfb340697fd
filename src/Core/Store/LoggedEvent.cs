namespace Rollcall.Core.Store;

/// <summary>An event as it lies in the log.</summary>
/// <param name="Seq">1, 2, 3 ... without gaps over the channel's whole log.</param>
/// <param name="Epoch">The life of the log it was written in.</param>
/// <param name="At">When it was decided, UTC, to the millisecond.</param>
/// <param name="Op">The operation that caused it, or null.</param>
/// <param name="Type">Its name in the words of the application, such as <c>Updated</c>.</param>
/// <param name="Body">One JSON object, UTF-8, without line breaks.</param>
/// <param name="More">How many events of the same command follow it. They are one unit: after a crash all are there or none.</param>
public sealed record LoggedEvent(long Seq, string Epoch, DateTimeOffset At, string? Op, string Type, ReadOnlyMemory<byte> Body, int More = 0);

/// <summary>What is kept beside a log and never in it. <paramref name="Version"/> counts the writes, so that two writers cannot overwrite each other.</summary>
/// <param name="Version">0 where none was ever written.</param>
/// <param name="Document">One JSON object, or null.</param>
public sealed record Secret(long Version, ReadOnlyMemory<byte>? Document)
{
    /// <summary>Nothing was ever written.</summary>
    public static Secret None { get; } = new(0, null);
}

/// <summary>A state written down, so that opening need not read the events up to <paramref name="Seq"/>.</summary>
public sealed record Snapshot(long Seq, string Epoch, ReadOnlyMemory<byte> Body);

/// <summary>What one round adds.</summary>
/// <param name="ExpectedHead">The head this round was decided on.</param>
/// <param name="Events">Numbered from <paramref name="ExpectedHead"/> + 1 without gaps, whole units only; may be empty if there is a secret.</param>
/// <param name="ExpectedSecret">The secret's version this round was decided on.</param>
/// <param name="SecretDocument">The changed secret, or null where it stays.</param>
public sealed record Append(long ExpectedHead, IReadOnlyList<LoggedEvent> Events, long ExpectedSecret, ReadOnlyMemory<byte>? SecretDocument);

/// <summary>What became of a round.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>It is durable.</summary>
    public sealed record Done : AppendResult;

    /// <summary>Another writer was first; nothing was added. Here is what was missed: fold it in and decide again.</summary>
    public sealed record Behind(IReadOnlyList<LoggedEvent> Missed, Secret Secret) : AppendResult;

    /// <summary>The store takes no writes just now (disk full, stopped after a failed flush); nothing was added, reads go on.</summary>
    /// <param name="Reason">A sentence for the operator; holds no path.</param>
    public sealed record Refused(string Reason) : AppendResult;
}

/// <summary>How the store is doing.</summary>
/// <param name="Writable">Whether appends are taken.</param>
/// <param name="Reason">Why not, for the operator; null while writable.</param>
/// <param name="LastFlush">When bytes last became durable, or null.</param>
/// <param name="FreeBytes">Free disk, or null where unknown.</param>
public sealed record StoreHealth(bool Writable, string? Reason, DateTimeOffset? LastFlush, long? FreeBytes);

/// <summary>A log that cannot be trusted: a damaged line that is not the last. Says where and what to do.</summary>
public sealed class LogDamagedException(string message) : Exception(message);

/// <summary>The disk failed under an append; nobody may build on what is in memory.</summary>
public sealed class StoreFailedException(string message, Exception? inner = null) : Exception(message, inner);
