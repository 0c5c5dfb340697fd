namespace Rollcall.Core.Store.Files;

/// <summary>Folders that only the server's own user may look into: a log names people, even if it holds no secrets. The files in them need no modes of
/// their own for that.</summary>
internal static class OwnFolder
{
    /// <summary>Makes a folder, and those above it that are missing, for the owner only; one that is there is left as the operator made it.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
