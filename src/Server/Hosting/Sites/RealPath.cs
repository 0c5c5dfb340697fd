namespace Rollcall.Server.Hosting.Sites;

/// <summary>Where a path really leads once every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as many as Linux follows; a ring of links ends here

    /// <summary>The path without links, or null if it leads round in circles.</summary>
    public static string? Of(string path)
    {
        var left = MostLinks;
        return Follow(Path.GetFullPath(path), ref left);
    }

    /// <summary>Whether a real path lies in a real folder, or is that folder.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Follow(string path, ref int left)
    {
        var root = Path.GetPathRoot(path)!;
        var at = root;
        foreach (var name in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(at, name);
            if (new FileInfo(next).LinkTarget is not { } target)
                at = next;
            else if (--left < 0 || Follow(Path.GetFullPath(target, at), ref left) is not { } followed)
                return null;
            else
                at = followed;
        }

        return at;
    }
}
