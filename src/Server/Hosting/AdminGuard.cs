using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Sessions;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Hosting;

/// <summary>Lets operators in: the configured one by HTTP Basic, accounts with the role admin by HTTP Basic or by the session of a log-in. Any number of
/// requests at once.</summary>
public sealed class AdminGuard(OperatorAccount account, ServerParts parts)
{
    private static readonly ThrottleRule Rule =
        ThrottleRule.Blocking(attempts: 10, TimeSpan.FromMinutes(5), blockFor: TimeSpan.FromMinutes(1), blockAtMost: TimeSpan.FromMinutes(15));

    private readonly Throttle<IPAddress> throttle = new(Rule, mostKeys: 10_000, parts.Time);
    private readonly ILogger log = parts.Logs.CreateLogger<AdminGuard>();

    /// <summary>Whether the request is the operator's; if not it has been answered.</summary>
    public async Task<bool> AdmitsAsync(HttpContext context)
    {
        // A browser sends the operator's password along with what another site's page asks for; that is not the operator speaking.
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            await new ErrorAnswer(StatusCodes.Status403Forbidden, "origin_not_allowed", "Pages of other sites may not do this.").ExecuteAsync(context);
            return false;
        }

        if (Credentials(context.Request) is not { } given)
            return await AdmitsSessionAsync(context);

        // Whoever proved it a moment ago is let in without work, also from an address where somebody guesses.
        var rightUser = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.User), Encoding.UTF8.GetBytes(account.User));
        if (rightUser && parts.Passwords.Remembers(given.Password, account.PasswordHash))
            return true;
        return rightUser || parts.Identities is not { } accounts
            ? await CheckAsync(context, given.Password, rightUser)
            : await CheckAccountAsync(context, accounts, given.User, given.Password);
    }

    private async Task<bool> AdmitsSessionAsync(HttpContext context)
    {
        if (parts.Identities?.Of(context.Request) is not IdentityReading.Known known)
        {
            await ChallengeAsync(context);
            return false;
        }

        if (known.Who.IsAdmin && (!known.ByCookie || parts.Origins.Allows(context.Request)))
            return true;
        await ForbidAsync(context);
        return false;
    }

    private static async Task<bool> CheckAccountAsync(HttpContext context, Identities accounts, string handle, string password)
    {
        switch (await accounts.CheckPasswordAsync(handle, password, (context.Connection.RemoteIpAddress ?? IPAddress.None).ToString()))
        {
            case PasswordVerdict.Good good:
                if (!good.Who.IsAdmin)
                    await ForbidAsync(context);
                return good.Who.IsAdmin;
            case PasswordVerdict.Throttled throttled:
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "throttled", "Too many failed attempts; come back later.", throttled.RetryAfter);
                return false;
            case PasswordVerdict.Busy:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "busy", "Too many passwords are being checked; come back in a moment.", TimeSpan.FromSeconds(2));
                return false;
            default:
                await ChallengeAsync(context);
                return false;
        }
    }

    private async Task<bool> CheckAsync(HttpContext context, string password, bool rightUser)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (throttle.Begin(address) is { } wait)
        {
            parts.Measures.AuthAttempt("admin", "throttled");
            log.LogInThrottled("admin");
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "throttled", "Too many failed attempts; come back later.", wait);
            return false;
        }

        // The password is looked at also for a wrong name, so that time does not tell which of the two was wrong.
        switch (rightUser
            ? await parts.Passwords.VerifyAsync(password, account.PasswordHash, context.RequestAborted)
            : await parts.Passwords.VerifyNobodyAsync(password, context.RequestAborted))
        {
            case PasswordAnswer.Right:
                throttle.Succeed(address);
                parts.Measures.AuthAttempt("admin", "ok");
                return true;
            case PasswordAnswer.Busy:
                throttle.Withdraw(address);
                parts.Measures.AuthAttempt("admin", "busy");
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "busy", "Too many passwords are being checked; come back in a moment.", TimeSpan.FromSeconds(2));
                return false;
            default:
                parts.Measures.AuthAttempt("admin", "failed");
                log.LogInFailed("admin");
                await ChallengeAsync(context);
                return false;
        }
    }

    private static Task ForbidAsync(HttpContext context) => new ErrorAnswer(StatusCodes.Status403Forbidden, "forbidden", "This needs an operator.").ExecuteAsync(context);

    private static Task RefuseAsync(HttpContext context, int status, string code, string detail, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new ErrorAnswer(status, code, detail).ExecuteAsync(context);
    }

    private static async Task ChallengeAsync(HttpContext context)
    {
        // A page's script shows a log-in of its own; at "Basic" the browser would open a window over it.
        var scheme = context.Request.Headers["Sec-Fetch-Mode"] is [{ } mode] && mode != "navigate" ? "xBasic" : "Basic";
        context.Response.Headers.WWWAuthenticate = $"{scheme} realm=\"Rollcall\", charset=\"UTF-8\"";
        await new ErrorAnswer(StatusCodes.Status401Unauthorized, "not_authenticated", "This needs the operator's name and password (HTTP Basic).").ExecuteAsync(context);
    }

    private static (string User, string Password)? Credentials(HttpRequest request)
    {
        const string Scheme = "Basic ";
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
