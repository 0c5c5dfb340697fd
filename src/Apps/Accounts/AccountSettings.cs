using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Apps.Accounts;

/// <summary>Limits of accounts, devices and log-ins; section <c>accounts</c> of the configuration. The unit stands in the name.</summary>
public sealed record AccountSettings
{
    /// <summary>The most devices of one user.</summary>
    [Range(1, 1_000)]
    [Description("devices of one user; the log-in of one more removes the one not seen for longest")]
    public int DeviceLimit { get; init; } = 50;

    /// <summary>The most sessions of one device.</summary>
    [Range(1, 1_000)]
    [Description("sessions of one device; the log-in of one more closes the one unused for longest")]
    public int SessionsPerDevice { get; init; } = 10;

    /// <summary>After how many days without use a session ends; 0 = never.</summary>
    [Range(0, 3_650)]
    [Description("days without use after which a session ends, and a device without session is removed; 0: never")]
    public int IdleDays { get; init; } = 90;

    /// <summary>Whether anybody may make an account.</summary>
    [Description("whether anybody who reaches the server may make an account of their own")]
    public bool OpenRegistration { get; init; }

    /// <summary>Log-ins per minute and address.</summary>
    [Range(1, 100_000)]
    [Description("log-ins per minute from one address (IPv6: one /64); raise it where many people share an address")]
    public int LogInsPerMinute { get; init; } = 10;

    /// <summary>Failed log-ins per quarter of an hour and handle.</summary>
    [Range(1, 100_000)]
    [Description("failed log-ins per 15 minutes with one handle, from wherever; slows down guessing")]
    public int FailuresPerHandle { get; init; } = 20;

    /// <summary>Registrations per hour and address.</summary>
    [Range(1, 100_000)]
    [Description("registrations per hour from one address (IPv6: one /64)")]
    public int RegistrationsPerHour { get; init; } = 5;

    /// <summary>Passwords looked at at the same time.</summary>
    [Range(1, 64)]
    [Description("passwords hashed at the same time; each takes a core and 32 MiB for a tenth of a second")]
    public int PasswordsAtOnce { get; init; } = 4;

    /// <summary>Passwords waiting to be looked at.</summary>
    [Range(1, 10_000)]
    [Description("passwords waiting to be hashed; beyond that the answer is 503")]
    public int PasswordsWaiting { get; init; } = 32;

    /// <summary>What clients are told their user may do.</summary>
    public AccountPermissions Permissions { get; init; } = new();
}

/// <summary>Words that mean nothing to the server: existing clients use them to decide what to show; section <c>accounts.permissions</c>.</summary>
public sealed record AccountPermissions
{
    /// <summary>Of members.</summary>
    [Description("words told to clients of members as their permissions; they mean nothing to the server")]
    public IReadOnlyList<string> Member { get; init; } = [];

    /// <summary>Of admins.</summary>
    [Description("words told to clients of admins as their permissions; they mean nothing to the server")]
    public IReadOnlyList<string> Admin { get; init; } = [];

    /// <summary>Those of a role.</summary>
    public IReadOnlyList<string> Of(string role) => role == AccountRole.Admin ? Admin : Member;
}
