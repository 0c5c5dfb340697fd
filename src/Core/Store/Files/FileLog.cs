using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>The log of one channel as files in a folder of its own.</summary>
/// <remarks>Belongs to one actor, whose calls come one after the other; what changes files runs on a disk thread while the actor waits, so nothing
/// here is touched by two at once. An archived log still takes appends: whether a closed channel may change is for its application to say.</remarks>
public sealed class FileLog : IEventLog
{
    private readonly FileStore store;
    private readonly ChannelFolder folder;
    private readonly List<Segment> segments;
    private readonly RoundWriter rounds;
    private long? snapshotSeq;
    private bool failed;
    private bool disposed;

    internal FileLog(FileStore store, ChannelFolder folder, LogContents contents, Secret secret)
    {
        (this.store, this.folder) = (store, folder);
        segments = contents.Segments;
        snapshotSeq = contents.SnapshotSeq;
        Secret = secret;
        rounds = new RoundWriter(store, folder, segments);
    }

    /// <inheritdoc/>
    public ChannelName Channel => folder.Channel;

    /// <inheritdoc/>
    public long Head => segments[^1].LastSeq;

    /// <inheritdoc/>
    public long Floor => segments[0].FirstSeq - 1;

    /// <inheritdoc/>
    public bool Archived => folder.Archived;

    /// <inheritdoc/>
    public Secret Secret { get; private set; }

    /// <inheritdoc/>
    public IAsyncEnumerable<LoggedEvent> ReadAsync(long afterSeq, CancellationToken cancel)
    {
        ThrowIfUnusable();
        return LogReading.ReadAsync(LogReading.Open(folder, segments, afterSeq), afterSeq, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ThrowIfUnusable();
        if (append.ExpectedHead != Head || append.ExpectedSecret != Secret.Version) return await BehindAsync(append.ExpectedHead, cancel);
        if (store.Condition.Stopped is { } reason) return new AppendResult.Refused(reason);
        rounds.Prepare(append);
        try
        {
            (var result, Secret) = await store.Threads.RunAsync(() => rounds.Write(append, Secret));
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed = true;
            throw Failure(e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ReadSnapshotAsync(CancellationToken cancel)
    {
        if (snapshotSeq is not { } seq) return new((Snapshot?)null);
        return OnDiskAsync(() =>
        {
            var name = FolderNames.Snapshot(seq);
            var snapshot = SnapshotFile.Read(folder.File(name), seq, out var why);
            if (snapshot is null) StoreMessages.SnapshotPassedOver(store.Logger, Channel, name, why);
            return snapshot;
        });
    }

    /// <inheritdoc/>
    public async ValueTask WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancel)
    {
        if (snapshot.Seq > Head) throw new ArgumentException($"a snapshot of event {snapshot.Seq} where the last one is {Head}", nameof(snapshot));
        await OnDiskAsync(() =>
        {
            // A life that began with the secret alone has no line yet that says so: a snapshot would not be taken for this log's at the next opening.
            if (!new LogContents(segments, snapshotSeq, null).Fits(snapshot, folder)) return true;
            try
            {
                WriteInto(() => SnapshotFile.Write(store.Disk, folder.Path, snapshot));
                snapshotSeq = snapshot.Seq;
            }
            catch (Exception e) when (WriteRefusal.Reason(e) is { } reason)
            {
                // Only a shortcut: the events it stands for are all there.
                StoreMessages.SnapshotNotKept(store.Logger, Channel, reason);
            }
            return true;
        });
    }

    /// <inheritdoc/>
    public async ValueTask WriteBesideAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var path = Beside(name);
        await OnDiskAsync(() =>
        {
            WriteInto(() => AtomicFile.Write(store.Disk, path(), content.Span, secret: false));
            return true;
        });
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadBesideAsync(string name, CancellationToken cancel)
    {
        var path = Beside(name);
        return OnDiskAsync(() => File.Exists(path()) ? File.ReadAllBytes(path()) : null);
    }

    /// <inheritdoc/>
    public async ValueTask ArchiveAsync(CancellationToken cancel) => await OnDiskAsync(() =>
    {
        WriteInto(folder.Archive);
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(CancellationToken cancel) => await OnDiskAsync(() =>
    {
        failed = true;
        rounds.Dispose();
        folder.Remove();
        return true;
    });

    /// <inheritdoc/>
    public async ValueTask CompactAsync(Snapshot snapshot, CancellationToken cancel)
    {
        if (snapshot.Seq != Head || Head == 0) throw new ArgumentException($"a snapshot of event {snapshot.Seq} where the last one is {Head}", nameof(snapshot));
        await OnDiskAsync(() =>
        {
            WriteInto(() => SnapshotFile.WriteOnly(store.Disk, folder.Path, snapshot));
            snapshotSeq = snapshot.Seq;
            rounds.ForgetPast();
            return true;
        });
    }

    /// <inheritdoc/>
    public ValueTask<long> TrimAsync(long throughSeq, CancellationToken cancel) => OnDiskAsync(() =>
    {
        // The newest closed file stays: without it, a lost last line would leave nobody to say which number comes next.
        while (segments.Count > 2 && segments[0].LastSeq <= throughSeq)
        {
            File.Delete(folder.File(segments[0].Name));
            segments.RemoveAt(0);
        }
        store.Disk.FlushFolder(folder.Path);
        return Floor;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (disposed) return default;
        disposed = true;
        rounds.Dispose();
        store.Closed(Channel);
        return default;
    }

    private async ValueTask<AppendResult> BehindAsync(long expectedHead, CancellationToken cancel)
    {
        var missed = new List<LoggedEvent>();
        await foreach (var logged in ReadAsync(expectedHead, cancel)) missed.Add(logged);
        return new AppendResult.Behind(missed, Secret);
    }

    private async ValueTask<T> OnDiskAsync<T>(Func<T> work)
    {
        ThrowIfUnusable();
        try
        {
            return await store.Threads.RunAsync(work);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No room and no right pass: the log itself is as it was.
            if (WriteRefusal.Reason(e) is { } reason) store.Condition.Refuse(Channel, reason);
            else failed = true;
            throw Failure(e);
        }
    }

    private StoreFailedException Failure(Exception error)
    {
        if (error is FlushFailedException) store.Condition.Stop(Channel, error);
        return new StoreFailedException($"{Channel}: {WriteRefusal.Reason(error) ?? error.Message}", error);
    }

    // A new channel's folder is shown once it holds something.
    private void WriteInto(Action write)
    {
        rounds.Open();
        folder.Settle();
        write();
    }

    private Func<string> Beside(string name)
    {
        if (name.Length == 0 || name[0] == '.' || Path.GetFileName(name) != name || folder.Names.IsOurs(name))
            throw new ArgumentException($"'{name}' is not a name for a document beside a log", nameof(name));
        // The folder may move before the path is used.
        return () => folder.File(name);
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (failed) throw new StoreFailedException($"{Channel}: the log has failed or was removed and must be opened again");
    }
}
