using System.Collections.Immutable;

namespace Rollcall.Apps.Accounts;

/// <summary>What happens to accounts; each one says enough to be understood alone. Never shown to a client.</summary>
public abstract record AccountEvent
{
    private AccountEvent() { }

    /// <summary>An account was added.</summary>
    public sealed record UserAdded(long UserId, string Handle, string Role, string PasswordHash) : AccountEvent;

    /// <summary>An account was removed, with these devices and sessions.</summary>
    public sealed record UserRemoved(long UserId, ImmutableArray<long> Devices, ImmutableArray<long> Sessions) : AccountEvent;

    /// <summary>An account got another role.</summary>
    public sealed record RoleSet(long UserId, string Role) : AccountEvent;

    /// <summary>An account got another password.</summary>
    public sealed record PasswordSet(long UserId, string PasswordHash) : AccountEvent;

    /// <summary>The same password was hashed with more work.</summary>
    public sealed record HashRenewed(long UserId, string PasswordHash) : AccountEvent;

    /// <summary>Somebody logged in on a device not known before.</summary>
    public sealed record DeviceAdded(long DeviceId, long UserId, string Uuid, string Type, string? Name, string? OsInfo) : AccountEvent;

    /// <summary>Somebody logged in on a known device; what is null stays as it was.</summary>
    public sealed record DeviceUpdated(long DeviceId, long UserId, string Type, string? Name, string? OsInfo) : AccountEvent;

    /// <summary>A device was named by its user, or (null) its name given back to its client.</summary>
    public sealed record DeviceRenamed(long DeviceId, long UserId, string? Name) : AccountEvent;

    /// <summary>A device was removed with these sessions.</summary>
    /// <param name="Reason">One of <see cref="EndReason"/>.</param>
    public sealed record DeviceRemoved(long DeviceId, long UserId, ImmutableArray<long> Sessions, string Reason) : AccountEvent;

    /// <summary>A log-in, or (without device) an application token.</summary>
    public sealed record SessionOpened(long SessionId, long UserId, long? DeviceId, string? Label, string TokenHash) : AccountEvent;

    /// <summary>A session ended by itself, not with its device or user.</summary>
    /// <param name="Reason">One of <see cref="EndReason"/>.</param>
    public sealed record SessionClosed(long SessionId, long UserId, long? DeviceId, string Reason) : AccountEvent;

    /// <summary>Devices were seen and sessions used.</summary>
    public sealed record Seen(ImmutableArray<DeviceSeen> Devices, ImmutableArray<SessionSeen> Sessions) : AccountEvent;
}

/// <summary>Why a session ended, in the words a closing socket is told.</summary>
public static class EndReason
{
    /// <summary>By itself.</summary>
    public const string LoggedOut = "logged_out";

    /// <summary>By another session, an operator, or the limit of sessions.</summary>
    public const string Revoked = "revoked";

    /// <summary>Its user's password was changed elsewhere.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>Its device was thrown out.</summary>
    public const string DeviceRemoved = "device_removed";

    /// <summary>Its device made room for another one.</summary>
    public const string DevicePruned = "device_pruned";

    /// <summary>Its user was removed.</summary>
    public const string AccountRemoved = "account_removed";

    /// <summary>It was not used for too long.</summary>
    public const string Expired = "expired";
}
