using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

internal enum CopyOutcome { Done, Gone, Changed }

/// <summary>Copies one channel's files as they were at one moment, beside a server that may be writing them: if anything but the log's end has changed
/// meanwhile, what was copied is thrown away.</summary>
/// <remarks>Belongs to the backup. Changes nothing of the channel, and holds nothing up.</remarks>
internal sealed class ChannelCopy(Disk disk, FileStoreOptions options, KindFolders folders, ChannelName channel, string target)
{
    public ChannelName Channel => channel;

    /// <summary>Tries once.</summary>
    public CopyOutcome Try(out long bytes)
    {
        bytes = 0;
        var folder = new ChannelFolder(disk, options.DataFolder, folders, channel);
        if (!folder.Exists) return CopyOutcome.Gone;
        var to = Path.Combine(target, folder.Archived ? folders.Archived! : folders.Current, channel.Key);
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        OwnFolder.Make(to);
        try
        {
            // A round writes the secret before its events. So the secret comes first here too, and has to be the same when the log has been read.
            var before = Names(folder);
            var secret = SecretOf(folder);
            foreach (var name in before.Where(name => name != folder.Names.Log && name != folder.Names.Secret))
                bytes += StoreBackup.CopyFile(disk, folder.File(name), Path.Combine(to, name));
            bytes += CopyEnd(folder, to);
            if (secret is not null) AtomicFile.Write(disk, Path.Combine(to, folder.Names.Secret), secret, secret: true);
            disk.FlushFolder(to);
            if (Directory.Exists(folder.Path) && Names(folder).SequenceEqual(before) && Same(secret, SecretOf(folder))) return CopyOutcome.Done;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A running server archived, removed or trimmed it meanwhile.
        }
        Directory.Delete(to, recursive: true);
        return CopyOutcome.Changed;
    }

    /// <summary>Copies the log's end up to its last whole command, which is on the disk by then. What is damaged is copied as it is: a backup holds no less
    /// than the original, and <c>verify</c> says the same of both.</summary>
    private long CopyEnd(ChannelFolder folder, string to)
    {
        var path = folder.File(folder.Names.Log);
        if (!File.Exists(path)) return 0;
        using var end = File.OpenHandle(path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(end);
        var segment = new Segment(folder.Names.Log, SegmentScan.FirstSeq(end, length));
        var bad = SegmentScan.Run(end, length, segment);
        if (bad.Count == 0 || bad is [{ IsTorn: true }]) length = segment.Length;
        disk.Flush(end);
        using var copy = File.OpenHandle(Path.Combine(to, folder.Names.Log), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.SequentialScan);
        var (buffer, offset) = (new byte[128 * 1024], 0L);
        while (offset < length)
        {
            var read = RandomAccess.Read(end, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset)), offset);
            if (read == 0) throw new FileNotFoundException($"{path} became shorter");
            RandomAccess.Write(copy, buffer.AsSpan(0, read), offset);
            offset += read;
        }
        disk.Flush(copy);
        return length;
    }

    private static List<string> Names(ChannelFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static byte[]? SecretOf(ChannelFolder folder)
    {
        var path = folder.File(folder.Names.Secret);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);
}
