namespace Rollcall.Core.Store.Files;

/// <summary>The proof that this process owns a data folder: an exclusive lock on the file <c>.lock</c> in it. The operating system takes the lock
/// back when the process ends, however it ends, so nothing is left to clean up.</summary>
internal sealed class DataFolderLock : IDisposable
{
    // The codes for "somebody else holds the lock": Windows' sharing violation, EWOULDBLOCK of Linux and of macOS.
    private static readonly int[] HeldCodes = [unchecked((int)0x80070020), 11, 35];

    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <summary>Makes the folder if it is missing and takes the lock, or says why not: <see cref="DataFolderInUseException"/>,
    /// <see cref="DataFolderUnwritableException"/>.</summary>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            OwnFolder.Make(folder);
            return new DataFolderLock(new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (HeldCodes.Contains(e.HResult))
        {
            throw new DataFolderInUseException(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderUnwritableException(folder, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
