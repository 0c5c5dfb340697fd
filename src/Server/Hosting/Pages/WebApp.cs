namespace Rollcall.Server.Hosting.Pages;

/// <summary>The server's own pages, as <c>web/</c> builds them. Any number of requests at once.</summary>
internal sealed class WebApp(BuiltFiles files)
{
    // What has browsers keep the pages for times without a line. Where it is not there, one that runs from before goes.
    private const string KeepingWorker = "/sw.js";

    /// <summary>The pages, or null where they are not built.</summary>
    public static WebApp? Find(IEnumerable<string> folders) => BuiltFiles.Find(folders, "web", "index.html") is { } files ? new WebApp(files) : null;

    /// <summary>Answers if a file of the pages is asked for, or if somebody wants to look at an address: which page that is, the application itself knows. Says whether it did.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="mayKeepPages">Whether browsers may keep the pages: not where somebody else's site has the root of this host, which a kept page must never stand in for.</param>
    public async Task<bool> AnswerAsync(HttpContext context, bool mayKeepPages = true)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path == KeepingWorker && !mayKeepPages)
            return false;
        var isOverlay = path == "/overlay";
        var file = isOverlay ? files.At("/overlay.html") : path != "/" && files.At(path) is { } asked ? asked : LooksForPage(context.Request) ? files.At("/index.html") : null;
        if (file is null)
            return false;
        // An overlay lies over somebody else's picture.
        SecurityHeaders.SetForPage(context.Response.Headers, mayBeFramed: isOverlay);
        await BuiltFiles.SendAsync(context, file);
        return true;
    }

    // Programs that ask for what is not there must hear so; a browser that goes to an address says that it wants HTML.
    private static bool LooksForPage(HttpRequest request) =>
        request.Path.Value is null or "" or "/" || request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);
}
