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
    private readonly LogEnd end;
    private readonly LineWriter lines = new();
    private long? snapshotSeq;
    private bool failed;
    private bool disposed;

    internal FileLog(FileStore store, ChannelFolder folder, LogContents contents, Secret secret)
    {
        (this.store, this.folder) = (store, folder);
        segments = contents.Segments;
        snapshotSeq = contents.SnapshotSeq;
        Secret = secret;
        end = new LogEnd(store.Disk, folder, segments, store.Options.SegmentBytes);
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
        lines.Clear();
        for (var i = 0; i < append.Events.Count; i++)
        {
            if (append.Events[i].Seq != Head + 1 + i) throw new ArgumentException($"event {append.Events[i].Seq} where {Head + 1 + i} should come", nameof(append));
            lines.Add(append.Events[i]);
        }
        return await store.Threads.RunAsync(() => Write(append));
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
        end.Dispose();
        folder.Remove();
        return true;
    });

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
        end.Dispose();
        store.Closed(Channel);
        return default;
    }

    private async ValueTask<AppendResult> BehindAsync(long expectedHead, CancellationToken cancel)
    {
        var missed = new List<LoggedEvent>();
        await foreach (var logged in ReadAsync(expectedHead, cancel)) missed.Add(logged);
        return new AppendResult.Behind(missed, Secret);
    }

    // The secret first, then the events; the actor hears of neither before both are durable.
    private AppendResult Write(Append append)
    {
        var since = store.Condition.Time.GetTimestamp();
        var secret = append.SecretDocument is { } document ? new Secret(Secret.Version + 1, document.ToArray()) : null;
        try
        {
            end.Prepare();
            if (secret is not null) SecretFile.Write(store.Disk, folder.File(folder.Names.Secret), secret);
            if (append.Events.Count > 0) end.Write(lines.Written);
            folder.Settle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return TakeBack(e, secretToo: secret is not null);
        }
        Note(append.Events, secret);
        store.Condition.Succeed(lines.Written.Length, since);
        return new AppendResult.Done();
    }

    private void Note(IReadOnlyList<LoggedEvent> events, Secret? secret)
    {
        var written = lines.Written;
        foreach (var logged in events)
        {
            var bytes = written.IndexOf((byte)'\n') + 1;
            segments[^1].Add(logged.Seq, bytes);
            written = written[bytes..];
        }
        if (secret is not null) Secret = secret;
    }

    // Nobody may find later what was never acknowledged: if it cannot be taken back, this object is at its end.
    private AppendResult.Refused TakeBack(Exception error, bool secretToo)
    {
        var reason = WriteRefusal.Reason(error);
        try
        {
            end.CutBack();
            if (secretToo) SecretFile.PutBack(store.Disk, folder.File(folder.Names.Secret), Secret);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a failed flush the system shows bytes that the disk may not have; they must not be read as true.
            if (error is FlushFailedException || e is FlushFailedException) store.Condition.Distrust(Channel);
            if (e is FlushFailedException) error = e;
            reason = null;
        }
        if (reason is null)
        {
            failed = true;
            throw Fail(error);
        }
        store.Condition.Refuse(Channel, reason);
        return new AppendResult.Refused(reason);
    }

    private StoreFailedException Fail(Exception error)
    {
        failed |= WriteRefusal.Reason(error) is null;
        if (error is FlushFailedException) store.Condition.Stop(Channel, error);
        return new StoreFailedException($"{Channel}: {WriteRefusal.Reason(error) ?? error.Message}", error);
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
            if (WriteRefusal.Reason(e) is { } reason) store.Condition.Refuse(Channel, reason);
            throw Fail(e);
        }
    }

    // A new channel's folder is shown once it holds something.
    private void WriteInto(Action write)
    {
        end.Prepare();
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
