using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>What a request tells of the page it comes from. Read only, by any thread.</summary>
/// <param name="origins">The server's own pages, and those that are as good.</param>
/// <param name="listed">The other pages that may call queues; empty for any.</param>
internal sealed class ForeignPages(OriginRules origins, IReadOnlyList<string> listed)
{
    private static readonly string[] FormTypes = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

    private readonly HashSet<WebOrigin> mayCall = [.. listed.Select(text => WebOrigin.TryParse(text)!)];

    /// <summary>Whether a page of another site sent it: neither the server's own nor an allowed one.</summary>
    public bool Sent(HttpRequest request) => !origins.Allows(request) || request.Headers["Sec-Fetch-Site"] == "cross-site";

    /// <summary>Whether a page of another site had it sent in a way in which the browser adds a password that it remembers and the page cannot add one itself:
    /// a form, or a request whose answer the page does not read, or one from a page that is not listed where pages are, as the password that its script sets would have
    /// needed a preflight that it did not get. Then the password is not the operator's word.</summary>
    public bool Lent(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && Sent(request)
        && (IsUnlisted(request) || request.Headers["Sec-Fetch-Mode"] is [{ } mode] && mode != "cors" || FormTypes.Any(type => request.ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true));

    private bool IsUnlisted(HttpRequest request) =>
        mayCall.Count > 0 && !origins.Allows(request) && !(request.Headers.Origin is [{ } one] && WebOrigin.TryParse(one) is { } page && mayCall.Contains(page));

    /// <summary>Whether a page's script sent it. Such a one shows its own form for the password; at the scheme <c>Basic</c> the browser would open its own window
    /// over it, and the request would wait for that.</summary>
    public static bool IsScript(HttpRequest request)
    {
        var headers = request.Headers;
        return headers.Origin.Count > 0 || headers.XRequestedWith.Count > 0
            || (headers["Sec-Fetch-Mode"] is [{ } mode] && mode != "navigate")
            || (headers.Referer is [{ } referer] && Uri.TryCreate(referer, UriKind.Absolute, out var page)
                && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
