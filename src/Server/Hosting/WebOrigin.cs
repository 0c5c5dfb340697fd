namespace Rollcall.Server.Hosting;

/// <summary>Where a web page comes from: scheme, host and port. Two are equal without regard to case and with 80 or 443 filled in.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Host name or address, small letters.</param>
/// <param name="Port">Always a number.</param>
public sealed record WebOrigin(string Scheme, string Host, int Port)
{
    /// <summary>Reads <c>https://host:port</c> without path, query or trailing slash; null for anything else, <c>null</c> and <c>*</c> included.</summary>
    public static WebOrigin? TryParse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return null;
        // Uri adds a slash where there is no path; the text itself must have none after the host.
        var rest = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        return rest.IndexOfAny('/', '?', '#') < 0 && uri.Host.Length > 0 ? new WebOrigin(uri.Scheme, uri.Host.ToLowerInvariant(), uri.Port) : null;
    }
}
