using System.Globalization;

namespace Rollcall.Apps.Devices;

/// <summary>What the accounts know of a device.</summary>
/// <param name="Id">The device.</param>
/// <param name="Name">As the log-in or the user named it; or null.</param>
/// <param name="Renamed">Whether the user named it, which then counts more than what it says itself.</param>
/// <param name="DeviceType">As the log-in said.</param>
/// <param name="LastSeen">When it was last seen.</param>
public sealed record DeviceCard(long Id, string? Name, bool Renamed, string DeviceType, DateTimeOffset LastSeen)
{
    /// <summary>The name that is shown: the renamed one, else hello's, else the log-in's, else <c>Device &lt;id&gt;</c>.</summary>
    public static string NameOf(DeviceCard? card, long id, string? helloName) =>
        (card is { Renamed: true } ? card.Name : null) ?? helloName ?? card?.Name ?? string.Create(CultureInfo.InvariantCulture, $"Device {id}");
}
