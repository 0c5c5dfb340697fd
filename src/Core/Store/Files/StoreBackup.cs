namespace Rollcall.Core.Store.Files;

/// <summary>What a backup holds.</summary>
/// <param name="Channels">How many channels were copied.</param>
/// <param name="Bytes">How long all files are together.</param>
public sealed record BackupReport(int Channels, long Bytes);

/// <summary>Copies a data folder while a server may be running on it. Every channel is cut at a flushed position: what it held at one moment, whole
/// commands only. Channels promise nothing to each other, so those moments may differ.</summary>
public static class StoreBackup
{
    // A channel that a running server changes meanwhile is copied again; what changes its list of files is rare.
    private const int MostLooks = 50;
    private const string Making = ".making";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Copies everything into a folder that is not there yet or empty; it is there complete or not at all. Throws <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/> where that cannot be.</summary>
    /// <param name="options">Where the data lie.</param>
    /// <param name="leaveOut">Names of files and folders of the data folder that are of no use in a copy, such as sockets.</param>
    public static async Task<BackupReport> RunAsync(FileStoreOptions options, string target, IReadOnlyCollection<string> leaveOut, TimeProvider time, CancellationToken cancel)
    {
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()) throw new IOException($"{target} is not empty");
        if ((Path.GetFullPath(target) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(options.DataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new IOException($"{target} lies in the data folder itself");
        var (disk, making) = (new Disk(Durability.Fsync), Path.TrimEndingDirectorySeparator(target) + Making);
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        OwnFolder.Make(making);
        var roots = options.Kinds.Values.SelectMany(kind => new[] { kind.Current, kind.Archived }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var bytes = CopyRest(disk, options.DataFolder, making, name => roots.Contains(name) || leaveOut.Contains(name));
        var channels = 0;
        foreach (var (kind, folders) in options.Kinds)
        {
            foreach (var (channel, _) in ChannelList.Of(options, kind))
            {
                cancel.ThrowIfCancellationRequested();
                if (await CopyAsync(new(disk, options, folders, channel, making), time, cancel) is not { } copied) continue;
                (channels, bytes) = (channels + 1, bytes + copied);
            }
        }
        if (Directory.Exists(target)) Directory.Delete(target);
        disk.MoveFolder(making, target);
        disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(target))!);
        return new(channels, bytes);
    }

    private static async Task<long?> CopyAsync(ChannelCopy copy, TimeProvider time, CancellationToken cancel)
    {
        for (var look = 1; look <= MostLooks; look++)
        {
            switch (copy.Try(out var bytes))
            {
                case CopyOutcome.Done: return bytes;
                case CopyOutcome.Gone: return null;
            }
            await Task.Delay(BetweenLooks, time, cancel);
        }
        throw new IOException($"{copy.Channel} changes too quickly to be copied; try again later");
    }

    // Keys, mail under way and the like: small files that are replaced whole.
    private static long CopyRest(Disk disk, string from, string to, Func<string, bool> isLeftOut)
    {
        var bytes = 0L;
        foreach (var path in Directory.EnumerateFileSystemEntries(from))
        {
            var name = Path.GetFileName(path);
            if (isLeftOut(name) || name.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal) || name.EndsWith(Making, StringComparison.Ordinal)) continue;
            if (Directory.Exists(path))
            {
                OwnFolder.Make(Path.Combine(to, name));
                bytes += CopyRest(disk, path, Path.Combine(to, name), _ => false);
            }
            else bytes += CopyFile(disk, path, Path.Combine(to, name));
        }
        disk.FlushFolder(to);
        return bytes;
    }

    internal static long CopyFile(Disk disk, string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        using var copy = File.OpenHandle(to, access: FileAccess.ReadWrite);
        disk.Flush(copy);
        return RandomAccess.GetLength(copy);
    }
}
