namespace Rollcall.Core.Store.Files;

/// <summary>Writes a small file whole: after a crash there is the old one or the new one, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Ends the name of a file that is being written; what is found under such a name is of no use.</summary>
    public const string Unfinished = ".unfinished";

    /// <summary>Writes and flushes under another name, renames, flushes the folder. Readable and writable by this user only if
    /// <paramref name="secret"/>. Where it throws anything but <see cref="FlushFailedException"/>, the old file stands.</summary>
    public static void Write(Disk disk, string path, ReadOnlySpan<byte> content, bool secret)
    {
        var unfinished = path + Unfinished;
        try
        {
            using (var stream = Create(unfinished, secret))
            {
                disk.Write(stream.SafeFileHandle, content, 0);
                disk.Flush(stream.SafeFileHandle);
            }
            disk.MoveFile(unfinished, path);
        }
        catch
        {
            // Frees the room it took; Delete is content where there is none.
            File.Delete(unfinished);
            throw;
        }
        disk.FlushFolder(Path.GetDirectoryName(path)!);
    }

    private static FileStream Create(string path, bool secret)
    {
        // An older one may have been left by a crash, with other rights.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (secret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
