using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting.Sites;

/// <summary>A folder with a static web application, checked at the start.</summary>
/// <param name="Path">Under which path: empty for the root, otherwise <c>/name</c> without a slash at the end.</param>
/// <param name="Host">For which host name, or null for every one.</param>
/// <param name="Folder">The folder, without links.</param>
/// <param name="Spa">Whether an unknown path without a dot answers index.html.</param>
/// <param name="Inject">Addresses of scripts put before a page's first one.</param>
internal sealed record Site(string Path, string? Host, string Folder, bool Spa, IReadOnlyList<string> Inject)
{
    /// <summary>Makes a site of its setting; throws <see cref="StartRefusedException"/> naming the key where that cannot be.</summary>
    public static Site Open(SiteSettings settings, int number)
    {
        var key = $"sites.{number}";
        if (settings.Dir.Length == 0)
            throw new StartRefusedException($"{key}.dir is missing; name the folder that holds index.html");
        if (!settings.Path.StartsWith('/'))
            throw new StartRefusedException($"{key}.path = \"{settings.Path}\": must begin with a slash, such as \"/openlifter\"");
        if (settings.Inject.FirstOrDefault(script => !script.StartsWith('/')) is { } foreign)
            throw new StartRefusedException($"{key}.inject: \"{foreign}\" must be a path of this server, such as \"/bridge/openlifter.js\"");
        if (!Directory.Exists(settings.Dir))
            throw new StartRefusedException($"{key}.dir = \"{settings.Dir}\": there is no such folder; make it or correct the key");
        if (!File.Exists(System.IO.Path.Combine(settings.Dir, "index.html")))
            throw new StartRefusedException($"{key}.dir = \"{settings.Dir}\": there is no index.html in it; name the folder of the finished build");
        var folder = RealPath.Of(settings.Dir) ?? throw new StartRefusedException($"{key}.dir = \"{settings.Dir}\": its links lead round in circles");
        return new Site(settings.Path.TrimEnd('/'), string.IsNullOrEmpty(settings.Host) ? null : settings.Host, folder, settings.Spa, settings.Inject);
    }

    /// <summary>Whether a request is for this site; then what is left of its path begins with a slash, or is empty where the path's own slash is missing.</summary>
    public bool IsFor(HttpRequest request, out PathString rest)
    {
        rest = default;
        return (Host is null || string.Equals(Host, request.Host.Host, StringComparison.OrdinalIgnoreCase))
            && request.Path.StartsWithSegments(Path, StringComparison.Ordinal, out rest);
    }
}
