using System.Globalization;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>The cookie that holds a browser's token. Written by hand, as clients and tests know this very form.</summary>
internal sealed class SessionCookie(int idleDays)
{
    // Sessions that never end: the longest that browsers keep a cookie.
    private const int LongestDays = 400;

    /// <summary>Has the browser keep the token as long as the session lives unused.</summary>
    public void Set(HttpContext context, string token) => Write(context, token, (idleDays == 0 ? LongestDays : idleDays) * 86_400);

    /// <summary>Has the browser forget it.</summary>
    public static void Clear(HttpContext context) => Write(context, "", 0);

    private static void Write(HttpContext context, string token, int seconds) =>
        context.Response.Headers.Append("Set-Cookie", string.Create(CultureInfo.InvariantCulture,
            $"{SentToken.CookieName}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{(context.Request.IsHttps ? "; Secure" : "")}"));
}
