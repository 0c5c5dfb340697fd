using Rollcall.Apps.Accounts;
using Rollcall.Core.Text;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>A device as its user sees it.</summary>
internal sealed record DeviceAnswer(
    long Id, string DeviceUuid, string DeviceType, string? DeviceName, bool Renamed, string? OsInfo, string FirstSeen, string LastSeen,
    bool Online, bool Current, int Sessions, SharePolicy SharePolicy)
{
    /// <summary>As it is now, seen from one of the user's sessions.</summary>
    public static DeviceAnswer Of(Device device, Identities identities, WhoIs who) => new(
        device.Id, device.Uuid, device.Type, device.Name, device.Renamed, device.OsInfo, Instants.TextToSecond(device.FirstSeen), Instants.TextToSecond(identities.LastSeen(device)),
        identities.IsOnline(device), device.Id == who.DeviceId, device.Sessions.Count, SharePolicy.Nobody);
}

/// <summary>With whom a device is shared: nobody, ever. Existing clients read it.</summary>
internal sealed record SharePolicy(string Mode, IReadOnlyList<string> AllowUsers, IReadOnlyList<string> AllowRoles, IReadOnlyList<string> DenyUsers)
{
    public static SharePolicy Nobody { get; } = new("deny_everyone", [], [], []);
}
