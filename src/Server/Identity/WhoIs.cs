using Rollcall.Apps.Accounts;

namespace Rollcall.Server.Identity;

/// <summary>Who somebody is who proved it by a session or a password.</summary>
/// <param name="Role"><c>admin</c> or <c>member</c>, as it is at this moment.</param>
/// <param name="SessionId">0 where a password was the proof.</param>
/// <param name="DeviceId">Null for an application token or a password.</param>
public sealed record WhoIs(long UserId, string Handle, string Role, long SessionId, long? DeviceId)
{
    /// <summary>Whether they operate the server.</summary>
    public bool IsAdmin => Role == AccountRole.Admin;
}

/// <summary>What a request says about who sent it.</summary>
public abstract record IdentityReading
{
    private IdentityReading() { }

    /// <summary>Nothing: no token was given.</summary>
    public sealed record None : IdentityReading
    {
        /// <summary>The one there is.</summary>
        public static None Given { get; } = new();
    }

    /// <summary>A token that opens nothing, or no longer.</summary>
    public sealed record Bad : IdentityReading
    {
        /// <summary>The one there is.</summary>
        public static Bad Token { get; } = new();
    }

    /// <summary>A session.</summary>
    /// <param name="ByCookie">Whether a browser sent the token by itself, so that the page that made it do so has to be asked about.</param>
    public sealed record Known(WhoIs Who, bool ByCookie) : IdentityReading;
}

/// <summary>What came of looking at a handle and password.</summary>
public abstract record PasswordVerdict
{
    private PasswordVerdict() { }

    /// <summary>It is the password of that account.</summary>
    public sealed record Good(WhoIs Who) : PasswordVerdict;

    /// <summary>It is not, or there is no such account.</summary>
    public sealed record Wrong : PasswordVerdict;

    /// <summary>Nobody looked, after too many attempts.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : PasswordVerdict;

    /// <summary>Nobody looked, as too many passwords are being looked at.</summary>
    public sealed record Busy : PasswordVerdict;
}
