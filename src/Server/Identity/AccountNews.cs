namespace Rollcall.Server.Identity;

/// <summary>What changed about devices and users, for applications that show or keep something of them. Told on the loop of accounts after it is durable.</summary>
public abstract record AccountNews
{
    private AccountNews() { }

    /// <summary>A device logged in for the first time.</summary>
    public sealed record DeviceAdded(long UserId, long DeviceId) : AccountNews;

    /// <summary>A log-in may have changed a device's type, name or system.</summary>
    public sealed record DeviceUpdated(long UserId, long DeviceId) : AccountNews;

    /// <summary>A device got another name, or (null) its client's again.</summary>
    public sealed record DeviceRenamed(long UserId, long DeviceId, string? Name) : AccountNews;

    /// <summary>A device is gone with its sessions.</summary>
    /// <param name="Reason">Such as <c>device_removed</c>, <c>device_pruned</c>, <c>expired</c>.</param>
    public sealed record DeviceRemoved(long UserId, long DeviceId, string Reason) : AccountNews;

    /// <summary>A user is gone; what is kept of them elsewhere must go too.</summary>
    public sealed record UserRemoved(long UserId) : AccountNews;
}
