using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Measuring;

namespace Rollcall.Server.Hosting;

/// <summary>Lets the operator in, by HTTP Basic. Any number of requests at once.</summary>
public sealed class AdminGuard(OperatorAccount account, PasswordHashing hashing, Measures measures, ILogger log)
{
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
        {
            await ChallengeAsync(context);
            return false;
        }

        // The password is checked also for a wrong name, so that time does not tell which of the two was wrong.
        var rightUser = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.User), Encoding.UTF8.GetBytes(account.User));
        if (hashing.Matches(given.Password, account.PasswordHash) && rightUser)
        {
            measures.AuthAttempt("admin", "ok");
            return true;
        }

        measures.AuthAttempt("admin", "failed");
        log.LogInFailed("admin");
        await ChallengeAsync(context);
        return false;
    }

    private static async Task ChallengeAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Rollcall\", charset=\"UTF-8\"";
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
