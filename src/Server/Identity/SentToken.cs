using Microsoft.Extensions.Primitives;

namespace Rollcall.Server.Identity;

/// <summary>The token a request carries (devices specification, 6): <c>Authorization</c> with the raw token or <c>Bearer &lt;token&gt;</c>, else the cookie
/// <c>session_token</c>. Never read from an address.</summary>
/// <param name="Text">The token; null for one that cannot be one.</param>
/// <param name="ByCookie">Whether it came by cookie.</param>
public readonly record struct SentToken(string? Text, bool ByCookie)
{
    /// <summary>The cookie's name.</summary>
    public const string CookieName = "session_token";

    private const int Longest = 512;

    /// <summary>Reads it; null where there is none. A header wins over a cookie, also when it is wrong; a header of another scheme, such as that of a
    /// proxy, is as good as absent.</summary>
    public static SentToken? Of(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } headers && Credentials(headers) is { } given)
            return new(Shaped(given), ByCookie: false);
        return request.Cookies[CookieName] is { Length: > 0 } cookie ? new(Shaped(cookie), ByCookie: true) : null;
    }

    // Empty where somebody sent several: which one counts cannot be told.
    private static string? Credentials(StringValues headers)
    {
        if (headers.Count > 1)
            return "";
        var text = (headers[0] ?? "").Trim();
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return text.Length == 0 ? null : text;
        return text.AsSpan(0, space).Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? text[(space + 1)..].Trim() : null;
    }

    private static string? Shaped(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? text : null;
}
