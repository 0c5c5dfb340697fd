using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>Lets requests under <c>/v1</c> in: by session, and where a browser sent the cookie by itself, only from pages that may (devices specification, 5.1).
/// Any thread.</summary>
public sealed class Admission(Identities identities, OriginRules origins)
{
    internal static readonly V1Error Unauthenticated = new(StatusCodes.Status401Unauthorized, "unauthenticated", "This needs a session; log in first.");
    internal static readonly V1Error InvalidToken = new(StatusCodes.Status401Unauthorized, "invalid_token", "This session does not exist or has ended; log in again.");
    internal static readonly V1Error WrongOrigin = new(StatusCodes.Status403Forbidden, "origin_not_allowed", "Pages of this origin may not do this.");

    /// <summary>Who sent the request; null where it has to be refused as <paramref name="refusal"/> says.</summary>
    /// <param name="changes">Whether it changes something although its method says otherwise.</param>
    public IdentityReading.Known? Admit(HttpRequest request, out V1Error? refusal, bool changes = false)
    {
        var reading = identities.Of(request);
        changes |= !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        refusal = reading switch
        {
            IdentityReading.None => Unauthenticated,
            IdentityReading.Bad => InvalidToken,
            IdentityReading.Known { ByCookie: true } when changes && (!origins.Allows(request) || request.Headers["Sec-Fetch-Site"] == "cross-site") => WrongOrigin,
            _ => null,
        };
        return refusal is null ? (IdentityReading.Known)reading : null;
    }

    /// <summary>The same, for those with the role admin only.</summary>
    public IdentityReading.Known? AdmitAdmin(HttpRequest request, out V1Error? refusal)
    {
        if (Admit(request, out refusal) is not { } known)
            return null;
        refusal = known.Who.IsAdmin ? null : V1Error.Forbidden;
        return refusal is null ? known : null;
    }
}
