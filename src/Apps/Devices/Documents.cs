using System.Collections.Immutable;
using System.Text;

namespace Rollcall.Apps.Devices;

/// <summary>Where a document lies. Ordered by collection, then id, ordinal.</summary>
public readonly record struct DocumentKey(string Collection, string Id) : IComparable<DocumentKey>
{
    /// <inheritdoc/>
    public int CompareTo(DocumentKey other) =>
        string.CompareOrdinal(Collection, other.Collection) is var order and not 0 ? order : string.CompareOrdinal(Id, other.Id);

    public static bool operator <(DocumentKey left, DocumentKey right) => left.CompareTo(right) < 0;

    public static bool operator >(DocumentKey left, DocumentKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(DocumentKey left, DocumentKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DocumentKey left, DocumentKey right) => left.CompareTo(right) >= 0;

    internal int Bytes => Encoding.UTF8.GetByteCount(Collection) + Encoding.UTF8.GetByteCount(Id);
}

/// <summary>A JSON value the server folds from events.</summary>
/// <param name="Value">The value last set.</param>
/// <param name="Seq">The event that set it.</param>
public sealed record Document(RawJson Value, long Seq);

/// <summary>All documents of a user; immutable. The last writer wins.</summary>
public sealed record Documents
{
    /// <summary>The most documents of one user.</summary>
    public const int Most = 10_000;

    /// <summary>The most bytes all of them may have together: values, and the names they lie under.</summary>
    public const long MostBytes = 8L << 20;

    /// <summary>No document.</summary>
    public static Documents Empty { get; } = new();

    private Documents() { }

    /// <summary>Every document, in order.</summary>
    public ImmutableSortedDictionary<DocumentKey, Document> All { get; private init; } = ImmutableSortedDictionary<DocumentKey, Document>.Empty;

    /// <summary>What counts towards <see cref="MostBytes"/>.</summary>
    public long Bytes { get; private init; }

    /// <summary>Stores or overwrites one.</summary>
    public Documents Set(DocumentKey key, Document document) => new()
    {
        All = All.SetItem(key, document),
        Bytes = Bytes - Taken(key) + key.Bytes + document.Value.Bytes,
    };

    /// <summary>Removes one; absent is fine.</summary>
    public Documents Delete(DocumentKey key) => new() { All = All.Remove(key), Bytes = Bytes - Taken(key) };

    /// <summary>Whether there is room for a value. Overwriting by something that is not larger is possible in any case.</summary>
    public bool HasRoomFor(DocumentKey key, RawJson value)
    {
        var next = Bytes - Taken(key) + key.Bytes + value.Bytes;
        return (All.ContainsKey(key) || All.Count < Most) && (next <= MostBytes || next <= Bytes);
    }

    private long Taken(DocumentKey key) => All.TryGetValue(key, out var document) ? key.Bytes + document.Value.Bytes : 0;
}
