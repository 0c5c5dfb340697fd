namespace Rollcall.Core.Store.Files;

/// <summary>Writes a log's rounds: the secret first, then the events, both durable or neither there.</summary>
/// <remarks>Belongs to its log, whose actor waits while a round is being written on a disk thread.</remarks>
internal sealed class RoundWriter(FileStore store, ChannelFolder folder, List<Segment> segments) : IDisposable
{
    private readonly LogEnd end = new(store.Disk, folder, segments, store.Options.SegmentBytesOf(folder.Channel.Kind));
    private readonly LineWriter lines = new();

    private string SecretPath => folder.File(folder.Names.Secret);

    /// <summary>Makes the lines of a round. Throws <see cref="ArgumentException"/> for events or a secret that could not be read again.</summary>
    public void Prepare(Append append)
    {
        if (append.SecretDocument is { } document) SecretFile.Check(document);
        lines.Clear();
        var (seq, owed) = (append.ExpectedHead, 0);
        foreach (var logged in append.Events)
        {
            if (logged.Seq != ++seq) throw new ArgumentException($"event {logged.Seq} where {seq} should come", nameof(append));
            if (logged.More < 0 || (owed > 0 && logged.More != owed - 1)) throw new ArgumentException($"event {logged.Seq} breaks the unit of its command", nameof(append));
            owed = logged.More;
            lines.Add(logged);
        }
        if (owed > 0) throw new ArgumentException($"{owed} events of the last command are missing", nameof(append));
    }

    /// <summary>Makes sure that there is a file to write to.</summary>
    public void Open() => end.Prepare();

    /// <summary>Removes every event; the next one is numbered on.</summary>
    public void ForgetPast() => end.ForgetPast();

    /// <summary>Writes the lines that were prepared, and the secret; answers with the secret that now holds. Throws where what was written could not be
    /// taken back, or a flush failed: the log must then be opened again.</summary>
    public (AppendResult Result, Secret Secret) Write(Append append, Secret before)
    {
        var since = store.Condition.Time.GetTimestamp();
        var after = append.SecretDocument is { } document ? new Secret(before.Version + 1, document.ToArray()) : before;
        try
        {
            end.Prepare();
            if (after != before) SecretFile.Write(store.Disk, SecretPath, after);
            if (append.Events.Count > 0) end.Write(lines.Written);
            folder.Settle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            TakeBack(e, before, secretToo: after != before);
            if (WriteRefusal.Reason(e) is not { } reason) throw;
            store.Condition.Refuse(folder.Channel, reason);
            return (new AppendResult.Refused(reason), before);
        }
        Note(append.Events);
        store.Condition.Succeed(lines.Written.Length, since);
        return (new AppendResult.Done(), after);
    }

    /// <inheritdoc/>
    public void Dispose() => end.Dispose();

    private void Note(IReadOnlyList<LoggedEvent> events)
    {
        var written = lines.Written;
        foreach (var logged in events)
        {
            var bytes = written.IndexOf((byte)'\n') + 1;
            segments[^1].Add(logged.Seq, bytes);
            written = written[bytes..];
        }
    }

    // Nobody may find later what was never acknowledged.
    private void TakeBack(Exception error, Secret before, bool secretToo)
    {
        try
        {
            end.CutBack();
            if (secretToo) SecretFile.PutBack(store.Disk, SecretPath, before);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After a failed flush the system shows bytes that the disk may not have; they must not be read as true.
            if (error is FlushFailedException || e is FlushFailedException) store.Condition.Distrust(folder.Channel);
            // A failed flush says more than the write before it; otherwise the first error is the one to tell, as one that does not pass.
            if (e is FlushFailedException) throw;
            throw new IOException(error.Message, error);
        }
    }
}
