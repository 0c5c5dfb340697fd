using System.Collections.Immutable;

namespace Rollcall.Apps.Accounts;

/// <summary>What accounts are asked to decide. Passwords have been hashed and compared before: a command carries the hash it was compared with, and is
/// refused if that is no longer the stored one.</summary>
public abstract record AccountCommand
{
    private AccountCommand() { }

    /// <summary>Add an account.</summary>
    public sealed record AddUser(string Handle, string Role, string PasswordHash) : AccountCommand;

    /// <summary>Remove an account with its devices and sessions.</summary>
    public sealed record RemoveUser(long UserId) : AccountCommand;

    /// <summary>Give an account another role.</summary>
    public sealed record SetRole(long UserId, string Role) : AccountCommand;

    /// <summary>Set a password; closes every session but <paramref name="Keep"/>.</summary>
    /// <param name="CheckedHash">What the current password was compared with; null where nobody was asked for it (the operator's doing).</param>
    /// <param name="Keep">The session that asked, or null.</param>
    public sealed record SetPassword(long UserId, string? CheckedHash, string NewHash, long? Keep) : AccountCommand;

    /// <summary>Log in.</summary>
    /// <param name="CheckedHash">What the password was compared with.</param>
    /// <param name="RenewedHash">A stronger hash of the same password, or null where the stored one is strong enough.</param>
    /// <param name="TokenHash">Of the fresh token.</param>
    /// <param name="Lately">Who was seen since it was last written down, so that the right ones go where a limit is passed.</param>
    public sealed record OpenSession(long UserId, string CheckedHash, string? RenewedHash, DeviceCard Device, string TokenHash, Lately Lately) : AccountCommand;

    /// <summary>Make an application token.</summary>
    public sealed record OpenToken(long UserId, string Label, string TokenHash) : AccountCommand;

    /// <summary>Close sessions of a user.</summary>
    /// <param name="Mine">The session that asks; it is logged out where it is among them, others are revoked. Null for the operator.</param>
    public sealed record CloseSessions(long UserId, SessionScope Scope, long? Mine) : AccountCommand;

    /// <summary>Close an application token.</summary>
    public sealed record RevokeToken(long SessionId) : AccountCommand;

    /// <summary>Name a device, or give the name back to its client.</summary>
    public sealed record RenameDevice(long UserId, long DeviceId, string? Name) : AccountCommand;

    /// <summary>Throw a device out with its sessions.</summary>
    public sealed record RemoveDevice(long UserId, long DeviceId) : AccountCommand;

    /// <summary>Write down who was seen.</summary>
    public sealed record Touch(ImmutableArray<DeviceSeen> Devices, ImmutableArray<SessionSeen> Sessions) : AccountCommand;

    /// <summary>End sessions unused for so long, and remove devices without session that were not seen for as long.</summary>
    public sealed record Expire(TimeSpan Idle, Lately Lately) : AccountCommand;
}

/// <summary>Which sessions of a user.</summary>
public enum SessionScope
{
    /// <summary>The one that asks.</summary>
    This,
    /// <summary>All but the one that asks.</summary>
    Others,
    /// <summary>All.</summary>
    All,
}

/// <summary>What a client says of its device at a log-in; cleaned.</summary>
/// <param name="Name">Null leaves the old one.</param>
/// <param name="OsInfo">Null leaves the old one.</param>
public sealed record DeviceCard(string Uuid, string Type, string? Name, string? OsInfo);

/// <summary>When a device was seen.</summary>
/// <param name="Delivered">Up to where sync events reached it; null where that is not known to have changed.</param>
public sealed record DeviceSeen(long Id, DateTimeOffset At, long? Delivered);

/// <summary>When a session was used.</summary>
public sealed record SessionSeen(long Id, DateTimeOffset At);

/// <summary>Who was seen since it was last written down; those connected are seen at <see cref="DateTimeOffset.MaxValue"/>, so they are last in line
/// wherever something has to go.</summary>
public sealed record Lately(ImmutableDictionary<long, DateTimeOffset> Devices, ImmutableDictionary<long, DateTimeOffset> Sessions)
{
    /// <summary>Nobody.</summary>
    public static Lately Nobody { get; } = new(ImmutableDictionary<long, DateTimeOffset>.Empty, ImmutableDictionary<long, DateTimeOffset>.Empty);

    /// <summary>When a device was last seen.</summary>
    public DateTimeOffset Seen(Device device) => Later(device.LastSeen, Devices.GetValueOrDefault(device.Id));

    /// <summary>When a session was last used.</summary>
    public DateTimeOffset Used(Session session) => Later(session.LastUsed, Sessions.GetValueOrDefault(session.Id));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>What the one who asked is told.</summary>
public abstract record AccountAnswer
{
    private AccountAnswer() { }

    /// <summary>Done; <paramref name="Id"/> is that of what was added, 0 where nothing was.</summary>
    public sealed record Done(long Id = 0) : AccountAnswer;

    /// <summary>Logged in.</summary>
    public sealed record Opened(long SessionId, long DeviceId) : AccountAnswer;

    /// <summary>So many sessions were closed.</summary>
    public sealed record Closed(int Sessions) : AccountAnswer;

    /// <summary>No, with a stable code: <c>handle_taken</c>, <c>bad_handle</c>, <c>bad_role</c>, <c>not_found</c>, <c>wrong_password</c>, <c>bad_credentials</c>.</summary>
    public sealed record Refused(string Code) : AccountAnswer;

    /// <summary>Nothing was done, as the store takes no writes or the channel was just ending; worth trying again.</summary>
    public sealed record Unavailable : AccountAnswer;
}
