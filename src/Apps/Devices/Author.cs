using System.Globalization;

namespace Rollcall.Apps.Devices;

/// <summary>Who appended an event: a device, or a session that has none (an application token, an administrator).</summary>
/// <param name="IsDevice">Whether <paramref name="Id"/> is a device's.</param>
/// <param name="Id">The device or the session.</param>
public readonly record struct Author(bool IsDevice, long Id)
{
    /// <summary>A device.</summary>
    public static Author Device(long id) => new(IsDevice: true, id);

    /// <summary>A session without a device.</summary>
    public static Author Session(long id) => new(IsDevice: false, id);

    /// <summary>Whether it is this device.</summary>
    public bool Is(long deviceId) => IsDevice && Id == deviceId;

    /// <summary>As in the log: <c>d7</c> or <c>s12</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsDevice ? 'd' : 's')}{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Author Parse(string text) =>
        text is ['d' or 's', ..] && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(text[0] == 'd', id)
            : throw new FormatException($"'{text}' is not an author");
}
