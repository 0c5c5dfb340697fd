using Microsoft.Extensions.Logging;

namespace Rollcall.Core.Store.Files;

/// <summary>What a channel's log files hold, as found when it is opened.</summary>
/// <param name="Segments">The files in order; the last one is written to, and may not be there yet.</param>
/// <param name="SnapshotSeq">The event of the snapshot to start from; null where there is none to use.</param>
/// <param name="Torn">The torn last line that was found, still in the file.</param>
internal sealed record LogContents(List<Segment> Segments, long? SnapshotSeq, TornTail? Torn)
{
    /// <summary>Reads and checks the log from the newest snapshot that can be used, or from the beginning.
    /// Throws <see cref="LogDamagedException"/> where a line is bad and no crash explains it.</summary>
    public static LogContents Read(ChannelFolder folder, ILogger logger)
    {
        if (!folder.Exists) return new LogContents([new Segment(folder.Names.Log, 1)], null, null);
        foreach (var seq in SnapshotFile.In(folder.Path))
        {
            var name = FolderNames.Snapshot(seq);
            if (SnapshotFile.Read(folder.File(name), seq, out var why) is { } snapshot)
            {
                var contents = Scan(folder, snapshot.Seq) with { SnapshotSeq = seq };
                if (contents.Fits(snapshot, folder)) return contents;
                why = "the log does not hold that event, or it is of another life of the log";
            }
            StoreMessages.SnapshotPassedOver(logger, folder.Channel, name, why);
        }
        return Scan(folder, 0);
    }

    /// <summary>The closed files of a log and the one that is written to, with their first events as their names say; nothing is read.</summary>
    public static List<Segment> SegmentsIn(ChannelFolder folder)
    {
        var closed = Directory.EnumerateFiles(folder.Path)
            .Select(path => Path.GetFileName(path))
            .Select(name => (name, isSegment: folder.Names.IsSegment(name, out var first), first))
            .Where(found => found.isSegment)
            .OrderBy(found => found.first)
            .Select(found => new Segment(found.name, found.first));
        return [.. closed];
    }

    private static LogContents Scan(ChannelFolder folder, long fromSeq)
    {
        var segments = SegmentsIn(folder);
        var start = Math.Max(0, segments.FindLastIndex(segment => segment.FirstSeq <= fromSeq));
        for (var i = 0; i < start; i++) segments[i].AddUnread(segments[i + 1].FirstSeq - 1, new FileInfo(folder.File(segments[i].Name)).Length);
        for (var i = start; i < segments.Count; i++)
        {
            if (i > 0 && segments[i - 1].LastSeq + 1 != segments[i].FirstSeq)
                throw Damaged(folder, segments[i].Name, 1, $"the events from {segments[i - 1].LastSeq + 1} to {segments[i].FirstSeq - 1} before it are missing");
            if (ReadOne(folder, segments[i]) is { } bad) throw Damaged(folder, segments[i].Name, bad.Line, bad.What);
        }
        var end = new Segment(folder.Names.Log, segments.Count == 0 ? 1 : segments[^1].LastSeq + 1);
        segments.Add(end);
        var torn = File.Exists(folder.File(end.Name)) && ReadOne(folder, end) is { } last ? TornTailIn(folder, end, last) : null;
        return new LogContents(segments, null, torn);
    }

    // The first bad line; only the first matters unless it could be torn, and then it is the only one.
    private static BadLine? ReadOne(ChannelFolder folder, Segment segment)
    {
        using var file = File.OpenHandle(folder.File(segment.Name), options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
        return SegmentScan.Run(file, RandomAccess.GetLength(file), segment).FirstOrDefault();
    }

    private static TornTail TornTailIn(ChannelFolder folder, Segment end, BadLine last)
    {
        if (!last.IsTorn) throw Damaged(folder, end.Name, last.Line, last.What);
        var path = folder.File(end.Name);
        return new TornTail(folder.Channel, path, last.Line, new FileInfo(path).Length - end.Length, end.LastSeq);
    }

    private static LogDamagedException Damaged(ChannelFolder folder, string name, long line, string what) =>
        new($"{folder.File(name)} line {line}: {what}. {StoreCheck.LogMend}");

    // A snapshot taken in an earlier life of the log, before it was set aside, must not come back to life.
    internal bool Fits(Snapshot snapshot, ChannelFolder folder)
    {
        var floor = Segments[0].FirstSeq - 1;
        if (snapshot.Seq == 0 || snapshot.Seq == floor) return true;
        if (snapshot.Seq < floor || snapshot.Seq > Segments[^1].LastSeq) return false;
        var holder = Segments.FindLast(segment => segment.FirstSeq <= snapshot.Seq)!;
        using var file = File.OpenHandle(folder.File(holder.Name), share: FileShare.ReadWrite | FileShare.Delete);
        using var reader = new LineReader(file, holder.OffsetAfter(snapshot.Seq - 1), holder.Length);
        while (true)
        {
            ReadOnlySpan<byte> line;
            while (!reader.TryTake(out line))
            {
                if (!reader.Fill()) return false;
            }
            if (LogLine.SeqOf(line) == snapshot.Seq) return LogLine.TryRead(line, out var read) == LineFault.None && read.IsOfEpoch(snapshot.Epoch);
        }
    }
}
