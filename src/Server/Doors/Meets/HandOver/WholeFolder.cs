namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>A folder that is there complete or not at all: whoever empties it never finds half of it.</summary>
internal static class WholeFolder
{
    /// <summary>Makes a folder with its files; nothing if it is there already. Throws <see cref="IOException"/> where it cannot.</summary>
    public static async ValueTask MakeAsync(string path, params (string Name, ReadOnlyMemory<byte> Content)[] files)
    {
        if (Directory.Exists(path))
            return;
        // Complete under another name first.
        var making = path + ".making";
        Directory.CreateDirectory(making);
        foreach (var (name, content) in files)
            await WriteAsync(Path.Combine(making, name), content);
        Directory.Move(making, path);
    }

    /// <summary>Puts a file in place of another, whole.</summary>
    public static async ValueTask ReplaceAsync(string path, ReadOnlyMemory<byte> content)
    {
        await WriteAsync(path + ".unfinished", content);
        File.Move(path + ".unfinished", path, overwrite: true);
    }

    private static async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> content)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await file.WriteAsync(content);
        file.Flush(flushToDisk: true);
    }
}
