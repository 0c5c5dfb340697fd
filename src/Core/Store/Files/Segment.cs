namespace Rollcall.Core.Store.Files;

/// <summary>One file of a log: which events it holds, how long it is, and where in it some of them begin.</summary>
/// <remarks>Belongs to its log; changed only while an append is under way, read only while none is.</remarks>
internal sealed class Segment(string name, long firstSeq)
{
    // One mark for so many bytes: reading the tail of a long file then skips at most that much.
    private const long MarkEvery = 64 * 1024;

    private readonly List<(long Seq, long Offset)> marks = [];

    /// <summary>The file's name in the channel's folder; changes once, when the file is closed.</summary>
    public string Name { get; set; } = name;

    /// <summary>The number of the first event, or of the one to come.</summary>
    public long FirstSeq { get; } = firstSeq;

    /// <summary>The number of the last event; one less than the first where there is none.</summary>
    public long LastSeq { get; private set; } = firstSeq - 1;

    /// <summary>The bytes up to and with the last good line.</summary>
    public long Length { get; private set; }

    /// <summary>Notes a line that begins at <see cref="Length"/>.</summary>
    public void Add(long seq, int bytes)
    {
        if (Length - (marks.Count == 0 ? 0 : marks[^1].Offset) >= MarkEvery) marks.Add((seq, Length));
        LastSeq = seq;
        Length += bytes;
    }

    /// <summary>Whether the file was not looked into: then a place in it has to be searched.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Notes what a file holds that need not be looked into.</summary>
    public void AddUnread(long lastSeq, long length) => (LastSeq, Length, IsUnread) = (lastSeq, length, true);

    /// <summary>A place where a line begins, not after that of the event that follows <paramref name="seq"/>.</summary>
    public long OffsetAfter(long seq)
    {
        var (low, high) = (0, marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (marks[middle].Seq <= seq + 1) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? 0 : marks[low - 1].Offset;
    }
}
