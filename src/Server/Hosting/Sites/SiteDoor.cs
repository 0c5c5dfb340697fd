using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting.Sites;

/// <summary>Serves the operator's static web applications where no route of the server's own matched. Any number of requests at once.</summary>
internal sealed class SiteDoor
{
    private readonly FileExtensionContentTypeProvider types = new();
    private readonly SitePages pages = new();
    private readonly List<Site> sites;

    /// <summary>Opens all sites; throws <see cref="StartRefusedException"/> where one cannot be served.</summary>
    public SiteDoor(IReadOnlyList<SiteSettings> settings)
    {
        // The most particular one answers: a named host before every host, a longer path before a shorter one.
        sites = [.. settings.Select(Site.Open).OrderBy(site => site.Host is null).ThenByDescending(site => site.Path.Length)];
        if (sites.GroupBy(site => (site.Host?.ToLowerInvariant(), site.Path)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new StartRefusedException($"sites: two are served under path \"{twice.Key.Path}/\" of the same host; change path or host of one");
    }

    /// <summary>Whether requests without a particular host get a site instead of the server's own pages.</summary>
    public bool TakesRoot => sites.Any(site => site is { Path: "", Host: null });

    /// <summary>Whether a site has the root of the host that a request is for, be it this host's own or that of every one.</summary>
    public bool HasRootOf(HttpRequest request) => sites.Any(site => site.Path.Length == 0 && site.IsFor(request, out _));

    /// <summary>Answers if the request is for a site and there is something to serve; says whether it did.</summary>
    public async Task<bool> AnswerAsync(HttpContext context)
    {
        foreach (var site in sites)
        {
            if (!site.IsFor(context.Request, out var rest))
                continue;
            var found = rest.HasValue ? SiteFile.Find(site, rest.Value!) : new SiteFile.Found.NeedsSlash();
            if (found is null)
                return false;
            IResult answer = found is SiteFile.Found.At at ? Serve(site, at.File) : AddSlash(context.Request);
            await answer.ExecuteAsync(Prepare(context));
            return true;
        }

        return false;
    }

    private IResult Serve(Site site, FileInfo file)
    {
        var type = types.TryGetContentType(file.Name, out var known) ? known : "application/octet-stream";
        if (type == "text/html" && site.Inject.Count > 0)
        {
            var page = pages.Of(file, site);
            return TypedResults.Bytes(page.Bytes, "text/html; charset=utf-8", entityTag: new EntityTagHeaderValue(page.Tag));
        }

        var written = new DateTimeOffset(file.LastWriteTimeUtc);
        var tag = new EntityTagHeaderValue($"\"{written.UtcTicks:x}-{file.Length:x}\"");
        return TypedResults.PhysicalFile(file.FullName, Charset(type), lastModified: written, entityTag: tag, enableRangeProcessing: true);
    }

    private static HttpContext Prepare(HttpContext context)
    {
        SecurityHeaders.SetForAnything(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-cache"; // kept, but asked for again; the tag makes that cheap
        return context;
    }

    private static RedirectHttpResult AddSlash(HttpRequest request) =>
        TypedResults.LocalRedirect($"{request.PathBase}{request.Path}/{request.QueryString}", permanent: false, preserveMethod: true);

    private static string Charset(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/javascript" or "application/json" ? $"{type}; charset=utf-8" : type;
}
