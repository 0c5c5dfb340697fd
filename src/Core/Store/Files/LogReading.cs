using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>A stretch of a log file that is to be read, already open so that no rename or removal comes between.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="From">A line begins here; null where the first line wanted has to be searched.</param>
/// <param name="To">The end of the last line.</param>
internal sealed record Stretch(SafeFileHandle File, string Path, long? From, long To);

/// <summary>Reads events out of log files, one buffer at a time.</summary>
internal static class LogReading
{
    /// <summary>Opens what holds the events after <paramref name="afterSeq"/>.</summary>
    public static List<Stretch> Open(ChannelFolder folder, List<Segment> segments, long afterSeq)
    {
        var stretches = new List<Stretch>();
        foreach (var segment in segments.Where(segment => segment.LastSeq > afterSeq && segment.LastSeq >= segment.FirstSeq))
        {
            var path = folder.File(segment.Name);
            var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var mustSearch = segment.IsUnread && segment.FirstSeq <= afterSeq;
            stretches.Add(new Stretch(file, path, mustSearch ? null : segment.OffsetAfter(afterSeq), segment.Length));
        }
        return stretches;
    }

    /// <summary>Reads the events after <paramref name="afterSeq"/>, checking every line that is handed out; closes the files.</summary>
    public static async IAsyncEnumerable<LoggedEvent> ReadAsync(List<Stretch> stretches, long afterSeq, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            foreach (var stretch in stretches)
            {
                var from = stretch.From ?? await LineSearch.FindAsync(stretch.File, stretch.To, afterSeq, cancel);
                using var reader = new LineReader(stretch.File, from, stretch.To);
                do
                {
                    while (TryTake(reader, stretch, afterSeq, out var logged))
                    {
                        if (logged is not null) yield return logged;
                    }
                }
                while (await reader.FillAsync(cancel));
            }
        }
        finally
        {
            foreach (var stretch in stretches) stretch.File.Dispose();
        }
    }

    private static bool TryTake(LineReader reader, Stretch stretch, long afterSeq, out LoggedEvent? logged)
    {
        logged = null;
        var offset = reader.Offset;
        if (!reader.TryTake(out var line)) return false;
        if (LogLine.SeqOf(line) is > 0 and var seq && seq <= afterSeq) return true;
        if (LogLine.TryRead(line, out var read) != LineFault.None)
            throw new LogDamagedException($"{stretch.Path}: the line at byte {offset} is not as it was written. {StoreCheck.LogMend}");
        logged = read.ToEvent();
        return true;
    }
}
