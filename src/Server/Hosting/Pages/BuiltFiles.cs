using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Rollcall.Server.Hosting.Sites;

namespace Rollcall.Server.Hosting.Pages;

/// <summary>What a front end's build has left in a folder, served as it lies there: compressed copies where the browser takes them. Any number of requests at once.</summary>
internal sealed class BuiltFiles
{
    private static readonly FileExtensionContentTypeProvider Types = new();
    private static readonly (string Name, string Ending)[] Encodings = [("br", ".br"), ("gzip", ".gz")];
    private readonly Site site;

    private BuiltFiles(string folder) => site = new Site("", null, folder, Spa: false, []);

    /// <summary>Looks for a build; null where it is not there.</summary>
    /// <param name="folders">Where to look, the first one first.</param>
    /// <param name="name">The build's own folder, such as <c>web</c>.</param>
    /// <param name="mark">A file without which the build is not there, such as <c>index.html</c>.</param>
    public static BuiltFiles? Find(IEnumerable<string> folders, string name, string mark) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, mark))) is { } found && RealPath.Of(found) is { } real
            ? new BuiltFiles(real)
            : null;

    /// <summary>Looks for a file; null where there is none.</summary>
    /// <param name="path">Its path in the folder, decoded; begins with a slash.</param>
    public FileInfo? At(string path) => SiteFile.Find(site, path) is SiteFile.Found.At at ? at.File : null;

    /// <summary>Answers with a file. One whose name changes with its content is kept by browsers for ever, any other is asked for again.</summary>
    public static async Task SendAsync(HttpContext context, FileInfo file)
    {
        var answer = context.Response.Headers;
        var type = Types.TryGetContentType(file.Name, out var known) ? known : "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal))
            type += "; charset=utf-8";
        answer.CacheControl = file.Directory?.Name == "assets" ? "public, max-age=31536000, immutable" : "no-cache";
        answer.Vary = StringValues.Concat(answer.Vary, HeaderNames.AcceptEncoding);
        var taken = context.Request.GetTypedHeaders().AcceptEncoding.Where(one => one.Quality is not 0).Select(one => one.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sent = file;
        foreach (var (name, ending) in Encodings)
        {
            if (!taken.Contains(name) || !File.Exists(file.FullName + ending))
                continue;
            sent = new FileInfo(file.FullName + ending);
            answer.ContentEncoding = name;
            break;
        }

        var written = new DateTimeOffset(sent.LastWriteTimeUtc);
        await TypedResults.PhysicalFile(sent.FullName, type, lastModified: written, entityTag: new EntityTagHeaderValue($"\"{written.UtcTicks:x}-{sent.Length:x}\"")).ExecuteAsync(context);
    }
}
