using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>Keeps every channel's log as files in a folder of its own. One process owns the data folder.</summary>
/// <remarks>May be called from any thread. Holds no state of a channel: that belongs to the channel's <see cref="FileLog"/>.</remarks>
public sealed class FileStore : IEventStore
{
    private readonly DataFolderLock ownership;
    private readonly ConcurrentDictionary<ChannelName, bool> open = new();

    private FileStore(FileStoreOptions options, TimeProvider time, ILogger logger, Disk disk, DataFolderLock ownership)
    {
        (Options, Logger, Disk, this.ownership) = (options, logger, disk, ownership);
        Condition = new StoreCondition(time, logger);
        Threads = new DiskThreads(options.Threads);
    }

    /// <summary>Raised on a disk thread when an opening cut off a torn last line.</summary>
    public event Action<TornTail>? TornTailCut;

    /// <summary>Raised on a disk thread after each round that became durable.</summary>
    public event Action<Flushed>? Flushed
    {
        add => Condition.Flushed += value;
        remove => Condition.Flushed -= value;
    }

    /// <inheritdoc/>
    public StoreHealth Health
    {
        get
        {
            if (Condition.Refused is not null && CanWrite()) Condition.TakeAgain();
            var reason = Condition.Stopped ?? Condition.Refused;
            return new StoreHealth(reason is null, reason, Condition.LastFlush, FreeBytes());
        }
    }

    internal FileStoreOptions Options { get; }

    internal ILogger Logger { get; }

    internal Disk Disk { get; }

    internal StoreCondition Condition { get; }

    internal DiskThreads Threads { get; }

    /// <summary>Takes the data folder. Throws <see cref="DataFolderInUseException"/> or <see cref="DataFolderUnwritableException"/>.
    /// <paramref name="disk"/> is for tests of a disk that fails.</summary>
    public static FileStore Open(FileStoreOptions options, TimeProvider time, ILogger logger, Disk? disk = null)
    {
        disk ??= new Disk(options.Durability);
        var ownership = DataFolderLock.Take(options.DataFolder);
        try
        {
            PrepareFolders(options, disk, logger);
            return new FileStore(options, time, logger, disk, ownership);
        }
        catch (Exception e)
        {
            ownership.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw new DataFolderUnwritableException(options.DataFolder, e.Message, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IEventLog?> OpenAsync(ChannelName channel, bool create, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!open.TryAdd(channel, true)) throw new InvalidOperationException($"{channel} is open already: two writers would overwrite each other");
        FileLog? log = null;
        try
        {
            return log = await Threads.RunAsync(() => OpenLog(channel, create));
        }
        finally
        {
            if (log is null) Closed(channel);
        }
    }

    /// <inheritdoc/>
    public bool Knows(ChannelName channel) => FolderOf(channel).Exists;

    /// <inheritdoc/>
    public bool HasBeside(ChannelName channel, string name) => File.Exists(FolderOf(channel).File(name));

    /// <inheritdoc/>
    public IEnumerable<(ChannelName Channel, bool Archived)> List(string kind) => ChannelList.Of(Options, kind);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Threads.Dispose();
        ownership.Dispose();
        return default;
    }

    internal void Closed(ChannelName channel) => open.TryRemove(channel, out _);

    private static void PrepareFolders(FileStoreOptions options, Disk disk, ILogger logger)
    {
        var swept = 0;
        foreach (var root in options.Kinds.Values.SelectMany(kind => new[] { kind.Current, kind.Archived }).OfType<string>())
        {
            var path = Path.Combine(options.DataFolder, root);
            OwnFolder.Make(path);
            swept += ChannelFolder.Sweep(path);
        }
        disk.FlushFolder(options.DataFolder);
        if (swept > 0) StoreMessages.LeftoversRemoved(logger, swept);
    }

    private FileLog? OpenLog(ChannelName channel, bool create)
    {
        if (Condition.IsDistrusted(channel)) throw new StoreFailedException($"{channel}: what its log holds cannot be told until the server is started again");
        var folder = FolderOf(channel);
        if (!folder.Exists && !create) return null;
        try
        {
            var contents = LogContents.Read(folder, Logger);
            if (contents.Torn is { } torn) Mend(folder, contents, torn);
            // A process that was killed may have left lines that only the operating system holds. They are about to be spoken: make them durable.
            if (folder.Exists) Settle(folder);
            return new FileLog(this, folder, contents, SecretFile.Read(folder.File(folder.Names.Secret)));
        }
        catch (FlushFailedException e)
        {
            Condition.Stop(channel, e);
            throw new StoreFailedException($"{channel}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFailedException($"{channel}: {e.Message}", e);
        }
    }

    private void Mend(ChannelFolder folder, LogContents contents, TornTail torn)
    {
        try
        {
            using var end = new LogEnd(Disk, folder, contents.Segments, long.MaxValue);
            end.Prepare();
        }
        catch (Exception e) when (WriteRefusal.Reason(e) is { } reason)
        {
            // It stays for now, is not read, and is cut off before the next line is written.
            Condition.Refuse(folder.Channel, reason);
        }
        StoreMessages.TornTailCut(Logger, torn.Channel, torn.File, torn.Line, torn.Bytes, torn.Head);
        TornTailCut?.Invoke(torn);
    }

    private void Settle(ChannelFolder folder)
    {
        var path = folder.File(folder.Names.Log);
        if (File.Exists(path))
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            Disk.Flush(file);
        }
        folder.Flush();
    }

    private ChannelFolder FolderOf(ChannelName channel) => new(Disk, Options.DataFolder, ChannelList.FoldersOf(Options, channel.Kind), channel);

    private bool CanWrite()
    {
        try
        {
            AtomicFile.Write(Disk, Path.Combine(Options.DataFolder, ".probe"), new byte[4096], secret: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(Options.DataFolder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
