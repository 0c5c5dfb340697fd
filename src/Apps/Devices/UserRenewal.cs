using Rollcall.Core.Channels;

namespace Rollcall.Apps.Devices;

/// <summary>The new life of a user's log that was restored from a backup: it lies beside the log, as everything in it is the user's. Pure.</summary>
public static class UserRenewal
{
    /// <summary>What begins it; null for a log whose life has not begun.</summary>
    public static NewLife<UserLog, UserEvent>? Begin(UserLog log, string epoch) => log.Life is { } life ? new(log.Living(life with { Epoch = epoch })) : null;
}
