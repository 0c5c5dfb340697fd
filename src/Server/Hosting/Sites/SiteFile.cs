namespace Rollcall.Server.Hosting.Sites;

/// <summary>Finds the file that a path of a site means, and never one outside its folder.</summary>
internal static class SiteFile
{
    /// <summary>What was found.</summary>
    public abstract record Found
    {
        private Found() { }

        /// <summary>A file; its path holds no links.</summary>
        public sealed record At(FileInfo File) : Found;

        /// <summary>A folder with a page in it, asked for without the slash at the end, which relative addresses in the page need.</summary>
        public sealed record NeedsSlash : Found;
    }

    /// <summary>Looks for it; null where there is nothing to serve.</summary>
    /// <param name="site">The site.</param>
    /// <param name="path">The path below the site's own, decoded; begins with a slash.</param>
    public static Found? Find(Site site, string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Any(IsHidden))
            return null;
        var asked = Path.Combine([site.Folder, .. names]);
        if (Within(site, asked) is { } file)
            return new Found.At(file);
        if (Directory.Exists(asked) && Within(site, Path.Combine(asked, "index.html")) is { } page)
            return path.EndsWith('/') ? new Found.At(page) : new Found.NeedsSlash();
        var mayBePage = names.Length == 0 || !names[^1].Contains('.', StringComparison.Ordinal);
        return site.Spa && mayBePage && Within(site, Path.Combine(site.Folder, "index.html")) is { } index ? new Found.At(index) : null;
    }

    private static FileInfo? Within(Site site, string path) =>
        File.Exists(path) && RealPath.Of(path) is { } real && RealPath.IsWithin(real, site.Folder) ? new FileInfo(real) : null;

    // .git and .env have no business on the web; .well-known is made for it. A name never steps up or hides another separator.
    private static bool IsHidden(string name) =>
        (name.StartsWith('.') && name != ".well-known") || name.AsSpan().IndexOfAny('\\', '\0') >= 0;
}
