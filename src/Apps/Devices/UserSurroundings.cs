using Rollcall.Core.Connections;

namespace Rollcall.Apps.Devices;

/// <summary>What the gathering of a user is given.</summary>
/// <param name="Settings">Limits and intervals.</param>
/// <param name="ServerVersion">Told in <c>connected</c>.</param>
/// <param name="Connected">Where it says who is connected, for other applications.</param>
/// <param name="Registry">What the accounts know and keep of devices.</param>
/// <param name="FreshEpoch">Makes up the name of a new life of a log.</param>
/// <param name="ComeBackMs">How long a client should wait before it comes back after a shutdown, spread out; milliseconds.</param>
/// <param name="Time">The clock; its timestamps say which pushes a ping came after.</param>
public sealed record UserSurroundings(
    DeviceSettings Settings, string ServerVersion, ConnectedDevices Connected, DeviceRegistry Registry, Func<string> FreshEpoch, Func<int> ComeBackMs, TimeProvider Time)
{
    /// <summary>How the server stops, when it does.</summary>
    public ServerEnd End { get; init; } = new();

    /// <summary>How long a lost device still counts as present.</summary>
    internal TimeSpan Grace => TimeSpan.FromSeconds(Settings.GraceSeconds);
}

/// <summary>What the accounts know and keep of devices. Called on the loops of many users; answers at once, from memory.</summary>
/// <param name="DevicesOf">All devices of a user, by id.</param>
/// <param name="DeliveredSeq">Up to which event everything by others is known to have reached a device; null if it was never connected.</param>
/// <param name="Deliver">Keeps that; at once where the last argument says so, else with the other touches.</param>
public sealed record DeviceRegistry(
    Func<long, IReadOnlyList<DeviceCard>> DevicesOf, Func<long, long?> DeliveredSeq, Action<long, long, bool> Deliver)
{
    /// <summary>One device of a user; null if it is not there any more.</summary>
    public DeviceCard? Find(long userId, long deviceId) => DevicesOf(userId).FirstOrDefault(card => card.Id == deviceId);
}
