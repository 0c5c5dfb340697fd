using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>The calls of the operating system that the framework does not offer: flushing a file's data without its times, and flushing a folder.</summary>
internal static partial class Posix
{
    /// <summary>EINTR: a signal came first; the call is to be made again.</summary>
    public const int Interrupted = 4;

    /// <summary>Makes the file's bytes and length durable. 0, or -1 with the error in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int FlushData(SafeFileHandle file);

    /// <summary>Opens a path; 0 as flags is "read only", which is all a folder allows.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    /// <summary>Makes a folder's entries durable.</summary>
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Flush(int descriptor);

    /// <summary>Closes what <see cref="Open"/> opened.</summary>
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);
}
