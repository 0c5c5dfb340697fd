using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>The few calls that change what is on the disk, in one place, so that a test can make any of them fail.</summary>
/// <remarks>Holds no state; called from the store's disk threads.</remarks>
public class Disk(Durability durability)
{
    /// <summary>Writes all the bytes at a place in the file. Throws <see cref="IOException"/>; some of the bytes may then be there.</summary>
    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    /// <summary>Cuts the file off at a length.</summary>
    public virtual void Truncate(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <summary>Makes a file's content durable. Throws <see cref="FlushFailedException"/>.</summary>
    public virtual void Flush(SafeFileHandle file)
    {
        if (durability == Durability.Os) return;
        if (OperatingSystem.IsLinux())
        {
            while (Posix.FlushData(file) != 0) ThrowUnlessInterrupted();
            return;
        }
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlushFailedException(e.Message, e);
        }
    }

    /// <summary>Makes a folder's entries durable: files made, renamed and removed in it. Throws <see cref="FlushFailedException"/>.
    /// Windows has no such call; its file system keeps renames in order by itself.</summary>
    public virtual void FlushFolder(string path)
    {
        if (durability == Durability.Os || OperatingSystem.IsWindows()) return;
        var folder = Posix.Open(path, flags: 0);
        if (folder < 0) throw new FlushFailedException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        try
        {
            while (Posix.Flush(folder) != 0) ThrowUnlessInterrupted();
        }
        finally
        {
            _ = Posix.Close(folder);
        }
    }

    /// <summary>Gives a file another name, replacing what had that name.</summary>
    public virtual void MoveFile(string source, string target) => File.Move(source, target, overwrite: true);

    /// <summary>Removes a file.</summary>
    public virtual void DeleteFile(string path) => File.Delete(path);

    /// <summary>Gives a folder another name or place. Throws where the target exists.</summary>
    public virtual void MoveFolder(string source, string target) => Directory.Move(source, target);

    private static void ThrowUnlessInterrupted()
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Posix.Interrupted) throw new FlushFailedException(Marshal.GetPInvokeErrorMessage(error));
    }
}

/// <summary>The disk would not say that it holds what was written. What was written since the last flush may be lost, and a further flush
/// may say otherwise without being right.</summary>
public sealed class FlushFailedException(string message, Exception? inner = null) : IOException(message, inner);
