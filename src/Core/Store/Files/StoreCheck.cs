using Microsoft.Win32.SafeHandles;
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
            try
            {
                return [.. Check(folder)];
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // A running server archived, removed or trimmed it meanwhile: look where it is now.
                if (look == MostLooks)
                    return [new(FindingWeight.Note, folder.Channel, folder.Path, 0, "it changes too quickly to be checked", "Check again later.")];
            }
        }
    }

    private static IEnumerable<Finding> Check(ChannelFolder folder)
    {
        // A running server may close the end and begin the next file at any moment. What was closed before the end was opened belongs to the log; what was
        // closed after that is the end itself under its new name, told by its first event, and is not read twice.
        var before = LogContents.SegmentsIn(folder);
        using var end = Open(folder.File(folder.Names.Log));
        var endLength = end is null ? 0 : RandomAccess.GetLength(end);
        var endFirst = end is null ? long.MaxValue : SegmentScan.FirstSeq(end, endLength);
        var segments = LogContents.SegmentsIn(folder).Where(segment => segment.FirstSeq < endFirst || before.Exists(old => old.FirstSeq == segment.FirstSeq)).ToList();
        var next = segments.Count == 0 ? 1 : segments[0].FirstSeq;
        foreach (var segment in segments)
        {
            var path = folder.File(segment.Name);
            if (segment.FirstSeq != next)
                yield return new(FindingWeight.Damage, folder.Channel, path, 0, $"the events from {next} to {segment.FirstSeq - 1} before it are missing", LogMend);
            using var file = Open(path) ?? throw new FileNotFoundException(path);
            foreach (var bad in SegmentScan.Run(file, RandomAccess.GetLength(file), segment))
                yield return new(FindingWeight.Damage, folder.Channel, path, bad.Line, bad.What, LogMend);
            next = segment.LastSeq + 1;
        }
        if (end is not null)
        {
            foreach (var finding in CheckEnd(folder, SegmentScan.Run(end, endLength, new Segment(folder.Names.Log, next)))) yield return finding;
        }
        foreach (var finding in CheckSnapshots(folder, floor: segments.Count == 0 ? 0 : segments[0].FirstSeq - 1)) yield return finding;
        if (CheckSecret(folder) is { } secret) yield return secret;
    }

    private static IEnumerable<Finding> CheckEnd(ChannelFolder folder, List<BadLine> bad) => bad.Select(line => bad.Count == 1 && line.IsTorn
        ? new Finding(FindingWeight.Note, folder.Channel, folder.File(folder.Names.Log), line.Line, "the last line is unfinished: it is being written, or a crash tore it",
            "Nothing: the next opening cuts it off. Nothing that was acknowledged is in it unless the disk damaged it later.")
        : new Finding(FindingWeight.Damage, folder.Channel, folder.File(folder.Names.Log), line.Line, line.What, LogMend));

    private static IEnumerable<Finding> CheckSnapshots(ChannelFolder folder, long floor)
    {
        if (floor > 0 && !SnapshotFile.In(folder.Path).Any(seq => seq >= floor && SnapshotFile.Read(folder.File(FolderNames.Snapshot(seq)), seq, out _) is not null))
            yield return new(FindingWeight.Damage, folder.Channel, folder.Path, 0, $"the events up to {floor} were removed, and no snapshot that can be read stands for them", LogMend);
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

    private static SafeFileHandle? Open(string path) =>
        File.Exists(path) ? File.OpenHandle(path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete) : null;
}
