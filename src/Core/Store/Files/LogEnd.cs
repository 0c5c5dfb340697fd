using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>The end of a log: the one file that is written to, and the step to the next file when it has grown long.</summary>
/// <remarks>Belongs to its log; called on a disk thread, one call after the other.</remarks>
internal sealed class LogEnd(Disk disk, ChannelFolder folder, List<Segment> segments, long segmentBytes) : IDisposable
{
    private SafeFileHandle? file;

    private Segment Active => segments[^1];

    /// <summary>Makes sure that there is a file to write to: makes or opens it, cuts off what a crash left of a line, or begins the next one.</summary>
    public void Prepare()
    {
        file ??= Open();
        if (Active.Length < segmentBytes) return;
        Roll();
        file = Open();
    }

    /// <summary>Writes lines after the last good one and makes them durable.</summary>
    public void Write(ReadOnlySpan<byte> lines)
    {
        disk.Write(file!, lines, Active.Length);
        disk.Flush(file!);
    }

    /// <summary>Takes back what <see cref="Write"/> left of lines that do not count.</summary>
    public void CutBack()
    {
        if (file is not null && RandomAccess.GetLength(file) > Active.Length) disk.Truncate(file, Active.Length);
    }

    /// <summary>Removes every event, oldest first; after a crash in between, those that are left are the latest without a gap. An empty closed file named by the
    /// event to come stays, so that its number is not lost with the others.</summary>
    public void ForgetPast()
    {
        Prepare();
        if (Active.Length > 0) Roll();
        if (segments.Count == 1 || segments[^2].FirstSeq != Active.FirstSeq)
        {
            var mark = new Segment(folder.Names.Segment(Active.FirstSeq), Active.FirstSeq);
            File.Create(folder.File(mark.Name)).Dispose();
            disk.FlushFolder(folder.Path);
            segments.Insert(segments.Count - 1, mark);
        }
        while (segments.Count > 2)
        {
            disk.DeleteFile(folder.File(segments[0].Name));
            segments.RemoveAt(0);
        }
        disk.FlushFolder(folder.Path);
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private void Roll()
    {
        file!.Dispose();
        file = null;
        var closed = Active;
        var name = folder.Names.Segment(closed.FirstSeq);
        disk.MoveFile(folder.File(closed.Name), folder.File(name));
        closed.Name = name;
        // The empty file that only held its number has been replaced by it.
        if (segments.Count > 1 && segments[^2].FirstSeq == closed.FirstSeq) segments.RemoveAt(segments.Count - 2);
        segments.Add(new Segment(folder.Names.Log, closed.LastSeq + 1));
    }

    private SafeFileHandle Open()
    {
        folder.Begin();
        var path = folder.File(Active.Name);
        var isNew = !File.Exists(path);
        var opened = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (RandomAccess.GetLength(opened) > Active.Length)
            {
                disk.Truncate(opened, Active.Length);
                disk.Flush(opened);
            }
            if (isNew) disk.FlushFolder(folder.Path);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
