using System.Collections.Immutable;

namespace Rollcall.Apps.Queue;

/// <summary>A command that was done under a key.</summary>
/// <param name="Author">The operator; null for the public, who count as one.</param>
/// <param name="LastSeq">The last event it caused; null where it changed nothing.</param>
public sealed record Operation(string? Author, string Key, string Fingerprint, DateTimeOffset At, QueueAnswer Answer, long? LastSeq);

/// <summary>The keyed commands of the last day, so that none is done twice. Immutable.</summary>
public sealed record OperationMemory
{
    /// <summary>How many are remembered.</summary>
    public const int Most = 10_000;

    /// <summary>How long each is remembered.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromHours(24);

    /// <summary>Nothing was done yet.</summary>
    public static OperationMemory Empty { get; } = new();

    private OperationMemory() { }

    private ImmutableDictionary<(string? Author, string Key), Operation> ByKey { get; init; } = ImmutableDictionary<(string? Author, string Key), Operation>.Empty;

    private ImmutableQueue<Operation> InOrder { get; init; } = [];

    /// <summary>All that are remembered, oldest first.</summary>
    public IEnumerable<Operation> All => InOrder;

    /// <summary>What was done under a key not more than a day ago; null for nothing.</summary>
    public Operation? Find(string? author, string key, DateTimeOffset now) =>
        ByKey.TryGetValue((author, key), out var one) && now - one.At < Kept ? one : null;

    /// <summary>The memory with one more, without what is too old or too much.</summary>
    public OperationMemory With(Operation operation)
    {
        var (byKey, inOrder) = (ByKey.SetItem((operation.Author, operation.Key), operation), InOrder.Enqueue(operation));
        while (operation.At - inOrder.Peek().At >= Kept || byKey.Count > Most)
        {
            inOrder = inOrder.Dequeue(out var oldest);
            if (ReferenceEquals(byKey.GetValueOrDefault((oldest.Author, oldest.Key)), oldest))
                byKey = byKey.Remove((oldest.Author, oldest.Key));
        }

        return new() { ByKey = byKey, InOrder = inOrder };
    }
}
