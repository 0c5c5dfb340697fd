using System.Collections.Immutable;

namespace Rollcall.Apps.Accounts;

/// <summary>A person who can log in.</summary>
/// <param name="Id">From 1, never given again.</param>
/// <param name="Handle">As typed; unique without regard to case.</param>
/// <param name="Role">One of <see cref="AccountRole"/>.</param>
/// <param name="PasswordHash">scrypt with its parameters, as text.</param>
public sealed record Account(long Id, string Handle, string Role, string PasswordHash, DateTimeOffset CreatedAt)
{
    /// <summary>The ids of the account's devices, ascending.</summary>
    public ImmutableSortedSet<long> Devices { get; init; } = [];

    /// <summary>The ids of the account's sessions, application tokens included, ascending.</summary>
    public ImmutableSortedSet<long> Sessions { get; init; } = [];
}

/// <summary>One installation on which somebody logged in.</summary>
/// <param name="Id">From 1, never given again.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Uuid">Chosen by its client; unique per user.</param>
/// <param name="Type"><c>web</c>, <c>android</c>, <c>android_tv</c>, <c>ios</c> or <c>unknown</c>.</param>
/// <param name="ClientName">What its client called it at a log-in, or null.</param>
/// <param name="GivenName">What its user called it; wins over the client's until it is given back. Null where it was not renamed.</param>
/// <param name="OsInfo">What it runs on, in its client's words, or null.</param>
/// <param name="DeliveredSeq">Up to where the user's sync events are known to have reached it; null before its first connection.</param>
public sealed record Device(
    long Id, long UserId, string Uuid, string Type, string? ClientName, string? GivenName, string? OsInfo,
    DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long? DeliveredSeq)
{
    /// <summary>What it is called, or null.</summary>
    public string? Name => GivenName ?? ClientName;

    /// <summary>Whether its user named it.</summary>
    public bool Renamed => GivenName is not null;

    /// <summary>The ids of its sessions, ascending.</summary>
    public ImmutableSortedSet<long> Sessions { get; init; } = [];
}

/// <summary>What a token opens.</summary>
/// <param name="Id">From 1, never given again.</param>
/// <param name="TokenHash">SHA-256 of the token, base64url.</param>
/// <param name="DeviceId">Null for an application token.</param>
/// <param name="Label">What an application token is for; null for others.</param>
public sealed record Session(long Id, string TokenHash, long UserId, long? DeviceId, string? Label, DateTimeOffset CreatedAt, DateTimeOffset LastUsed);

/// <summary>What accounts may do.</summary>
public static class AccountRole
{
    /// <summary>Operates the server.</summary>
    public const string Admin = "admin";

    /// <summary>Everything with what is their own, nothing with anybody else's.</summary>
    public const string Member = "member";

    /// <summary>Whether the word is a role.</summary>
    public static bool Is(string? word) => word is Admin or Member;
}
