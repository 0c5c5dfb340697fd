using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>How much a finding matters.</summary>
public enum FindingWeight
{
    /// <summary>Worth knowing; the server copes with it by itself.</summary>
    Note,

    /// <summary>Something is lost or cannot be read; a person must act.</summary>
    Damage,
}

/// <summary>Something that is not as it should be in a data folder.</summary>
/// <param name="Weight">How much it matters.</param>
/// <param name="Channel">Whose file it is.</param>
/// <param name="File">Its path.</param>
/// <param name="Line">The line, counted from 1; 0 where it is about the whole file.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">What to do.</param>
public sealed record Finding(FindingWeight Weight, ChannelName Channel, string File, long Line, string What, string Mend);

/// <summary>Checks every log in a data folder without changing anything; a server may be running on it.</summary>
public static class StoreCheck
{
    internal const string LogMend = "Restore the channel's folder from a backup, or move this file out of the folder: "
        + "the channel then starts over, and clients that hold what is missing are asked for it.";

    // How often a folder is looked at again when a running server changed it meanwhile.
    private const int MostLooks = 5;

    /// <summary>Checks checksums, numbering, fields, snapshots and secrets of all channels of all kinds, and yields what is wrong.</summary>
    public static IEnumerable<Finding> Run(FileStoreOptions options)
    {
        var disk = new Disk(Durability.Os);
        foreach (var (kind, folders) in options.Kinds)
        {
            foreach (var (channel, _) in ChannelList.Of(options, kind))
            {
                foreach (var finding in Look(() => new ChannelFolder(disk, options.DataFolder, folders, channel))) yield return finding;
            }
        }
    }

    private static List<Finding> Look(Func<ChannelFolder> find)
    {
        for (var look = 1; ; look++)
        {
            var folder = find();
            if (!folder.Exists) return [];
            var before = Names(folder);
            try
            {
                var findings = Check(folder).ToList();
                if (findings.Count == 0 || look == MostLooks || before.SequenceEqual(Names(folder))) return findings;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && look < MostLooks)
            {
                // Moved or removed by the server while it was being read: look where it is now.
            }
        }
    }

    private static List<string> Names(ChannelFolder folder) =>
        Directory.Exists(folder.Path) ? [.. Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal)] : [];

    private static IEnumerable<Finding> Check(ChannelFolder folder)
    {
        var segments = LogContents.SegmentsIn(folder);
        var next = segments.Count == 0 ? 1 : segments[0].FirstSeq;
        foreach (var segment in segments)
        {
            var path = folder.File(segment.Name);
            if (segment.FirstSeq != next)
                yield return new(FindingWeight.Damage, folder.Channel, path, 0, $"the events from {next} to {segment.FirstSeq - 1} before it are missing", LogMend);
            foreach (var bad in Lines(path, segment)) yield return new(FindingWeight.Damage, folder.Channel, path, bad.Line, bad.What, LogMend);
            next = segment.LastSeq + 1;
        }
        foreach (var finding in CheckEnd(folder, next)) yield return finding;
        foreach (var finding in CheckSnapshots(folder)) yield return finding;
        if (CheckSecret(folder) is { } secret) yield return secret;
    }

    private static IEnumerable<Finding> CheckEnd(ChannelFolder folder, long firstSeq)
    {
        var path = folder.File(folder.Names.Log);
        if (!File.Exists(path)) yield break;
        var bad = Lines(path, new Segment(folder.Names.Log, firstSeq));
        foreach (var line in bad)
        {
            yield return bad.Count == 1 && line.IsTorn
                ? new(FindingWeight.Note, folder.Channel, path, line.Line, "the last line is unfinished: it is being written, or a crash tore it",
                    "Nothing: the next opening cuts it off. Nothing that was acknowledged is in it unless the disk lost it.")
                : new(FindingWeight.Damage, folder.Channel, path, line.Line, line.What, LogMend);
        }
    }

    private static IEnumerable<Finding> CheckSnapshots(ChannelFolder folder)
    {
        foreach (var seq in SnapshotFile.In(folder.Path))
        {
            var path = folder.File(FolderNames.Snapshot(seq));
            if (SnapshotFile.Read(path, seq, out var why) is null)
                yield return new(FindingWeight.Note, folder.Channel, path, 0, why, "Nothing: it is passed over, and the events are read instead. It may be deleted.");
        }
    }

    private static Finding? CheckSecret(ChannelFolder folder)
    {
        var path = folder.File(folder.Names.Secret);
        try
        {
            SecretFile.Read(path);
            return null;
        }
        catch (LogDamagedException e)
        {
            return new Finding(FindingWeight.Damage, folder.Channel, path, 0, e.Message, "Restore it from a backup, or move it out of the folder.");
        }
    }

    private static List<BadLine> Lines(string path, Segment segment)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
        return SegmentScan.Run(file, RandomAccess.GetLength(file), segment);
    }
}
