using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Rollcall.Server.Hosting.Sites;

/// <summary>Pages with script tags put in, kept until the file changes. Any thread may ask.</summary>
internal sealed partial class SitePages
{
    private readonly ConcurrentDictionary<(string File, Site Site), Page> pages = new();

    /// <summary>A page as it is served.</summary>
    /// <param name="Stamp">When the file was written last.</param>
    /// <param name="Bytes">UTF-8.</param>
    /// <param name="Tag">Changes with the bytes; in quotes.</param>
    public sealed record Page(DateTime Stamp, byte[] Bytes, string Tag);

    public Page Of(FileInfo file, Site site)
    {
        var key = (file.FullName, site);
        if (pages.TryGetValue(key, out var kept) && kept.Stamp == file.LastWriteTimeUtc)
            return kept;
        var bytes = Encoding.UTF8.GetBytes(Inject(File.ReadAllText(file.FullName), site.Inject));
        return pages[key] = new Page(file.LastWriteTimeUtc, bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
    }

    /// <summary>Puts script tags before the page's first script; where it has none, at the end of its head, or of itself.</summary>
    public static string Inject(string html, IReadOnlyList<string> scripts)
    {
        var tags = string.Concat(scripts.Select(script => $"<script src=\"{WebUtility.HtmlEncode(script)}\"></script>"));
        var at = CommentOrScript().Matches(html).FirstOrDefault(match => match.Value[1] != '!')?.Index
            ?? CommentOrHeadEnd().Matches(html).FirstOrDefault(match => match.Value[1] != '!')?.Index
            ?? html.Length;
        return html.Insert(at, tags);
    }

    [GeneratedRegex(@"<!--.*?-->|<script\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex CommentOrScript();

    [GeneratedRegex(@"<!--.*?-->|</head\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex CommentOrHeadEnd();
}
