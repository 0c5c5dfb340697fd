using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>Finds an event in a log file of which nothing is noted, by halving the bytes among which it must lie: a file of 64 MiB takes ten looks.</summary>
internal static class LineSearch
{
    private const int NearEnough = 64 * 1024;

    /// <summary>A place where a line begins, not after the line of the event that follows <paramref name="afterSeq"/>, and near it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="to">Where its last good line ends.</param>
    /// <param name="afterSeq">Not before the first event of the file.</param>
    /// <param name="cancel">Ends the search.</param>
    public static async ValueTask<long> FindAsync(SafeFileHandle file, long to, long afterSeq, CancellationToken cancel)
    {
        // The line looked for begins in [low, high), and a line begins at low.
        var (low, high) = (0L, to);
        while (high - low > NearEnough)
        {
            var middle = low + ((high - low) / 2);
            if (await FirstLineAsync(file, middle, high, cancel) is { } line && line.Seq <= afterSeq + 1) low = line.Offset;
            else high = middle;
        }
        return low;
    }

    /// <summary>The first line that begins after a place and says its number; null where none does. A line that does not is passed over here: whoever
    /// reads it reports it.</summary>
    private static async ValueTask<(long Seq, long Offset)?> FirstLineAsync(SafeFileHandle file, long from, long to, CancellationToken cancel)
    {
        using var reader = new LineReader(file, from, to);
        var isWhole = false;
        do
        {
            while (TryTake(reader, out var line))
            {
                if (isWhole && line.Seq > 0) return line;
                isWhole = true;
            }
        }
        while (await reader.FillAsync(cancel));
        return null;
    }

    private static bool TryTake(LineReader reader, out (long Seq, long Offset) line)
    {
        var offset = reader.Offset;
        var taken = reader.TryTake(out var bytes);
        line = (taken ? LogLine.SeqOf(bytes) : 0, offset);
        return taken;
    }
}
