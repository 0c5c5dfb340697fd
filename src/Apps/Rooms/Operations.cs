using System.Collections.Immutable;

namespace Rollcall.Apps.Rooms;

/// <summary>Somebody's own name for what they sent.</summary>
public readonly record struct OperationKey(long UserId, string ClientMsgId)
{
    /// <summary>As it stands in the log's line: unique in the room.</summary>
    public string Text => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{UserId}:{ClientMsgId}");

    /// <summary>Reads <see cref="Text"/>.</summary>
    public static OperationKey Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new(long.Parse(text.AsSpan(0, colon), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), text[(colon + 1)..]);
    }
}

/// <summary>An entry that was made by an operation.</summary>
public readonly record struct DoneOperation(OperationKey Key, long Seq, DateTimeOffset At);

/// <summary>What was done already, so that it is done only once; the oldest are forgotten after a day or 50,000 entries. Immutable.</summary>
public sealed class Operations
{
    private readonly ImmutableDictionary<OperationKey, DoneOperation> byKey;
    private readonly ImmutableQueue<DoneOperation> inOrder;

    private Operations(ImmutableDictionary<OperationKey, DoneOperation> byKey, ImmutableQueue<DoneOperation> inOrder) => (this.byKey, this.inOrder) = (byKey, inOrder);

    /// <summary>Nothing done.</summary>
    public static Operations None { get; } = new(ImmutableDictionary<OperationKey, DoneOperation>.Empty, []);

    /// <summary>How many are remembered.</summary>
    public int Count => byKey.Count;

    /// <summary>What is remembered, oldest first.</summary>
    public IEnumerable<DoneOperation> All => inOrder;

    /// <summary>The entry an operation made; null where it is not known.</summary>
    public DoneOperation? Find(OperationKey key) => byKey.TryGetValue(key, out var done) ? done : null;

    /// <summary>One more; forgets those whose time is over at that moment.</summary>
    public Operations With(DoneOperation done)
    {
        var (keys, order) = (byKey, inOrder);
        while (!order.IsEmpty && (order.Peek().Seq <= done.Seq - RoomRules.OperationEntries || order.Peek().At + RoomRules.OperationAge <= done.At))
        {
            order = order.Dequeue(out var old);
            keys = keys.Remove(old.Key);
        }

        // An id used again after it was forgotten stands for its newer entry.
        return keys.ContainsKey(done.Key) ? new(keys.SetItem(done.Key, done), [.. order.Where(one => one.Key != done.Key), done]) : new(keys.Add(done.Key, done), order.Enqueue(done));
    }
}
