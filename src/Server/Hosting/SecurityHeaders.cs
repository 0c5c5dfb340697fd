namespace Rollcall.Server.Hosting;

/// <summary>What browsers are told about the server's own pages.</summary>
internal static class SecurityHeaders
{
    // Everything a page needs comes from this server; no script that stands in the page itself. Styles may: broadcasting software puts the operator's own into an overlay.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    /// <summary>Sets the headers of one of the server's own pages.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="mayBeFramed">Whether other sites may show it in a frame, as overlay pages in broadcasting software are.</param>
    public static void SetForPage(IHeaderDictionary headers, bool mayBeFramed = false)
    {
        SetForAnything(headers);
        headers.ContentSecurityPolicy = ContentPolicy + (mayBeFramed ? "*" : "'none'");
        if (!mayBeFramed)
            headers.XFrameOptions = "DENY";
    }

    /// <summary>Sets what holds for every answer: its type is what it says, and addresses (which may hold a token) are not told to other sites.</summary>
    public static void SetForAnything(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }
}
