using Rollcall.Core.Store.Files;

namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>A folder that is there complete or not at all: whoever empties it never finds half of it.</summary>
internal static class WholeFolder
{
    /// <summary>Makes a folder with its files, durable with its name when this returns; the files stay as they are if it is there already.
    /// Throws <see cref="IOException"/> where it cannot.</summary>
    public static void Make(Disk disk, string path, params ReadOnlySpan<(string Name, ReadOnlyMemory<byte> Content)> files)
    {
        var above = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(path))
        {
            // Complete under another name first.
            var making = path + ".making";
            Directory.CreateDirectory(making);
            foreach (var (name, content) in files)
                AtomicFile.Write(disk, Path.Combine(making, name), content.Span, secret: false);
            disk.MoveFolder(making, path);
        }

        // Also where it is there: it may have been made just before a crash.
        disk.FlushFolder(above);
        disk.FlushFolder(Path.GetDirectoryName(above)!);
    }
}
