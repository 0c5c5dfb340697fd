using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>The account at QRZ.com by which callsigns are looked up; section <c>qrz</c>.</summary>
public sealed record QrzSettings
{
    /// <summary>The account's name; null switches looking up off.</summary>
    [Description("name of an account at QRZ.com by which callers are looked up; empty: nobody is looked up")]
    public string? Username { get; init; }

    /// <summary>Its password; null switches looking up off.</summary>
    [PasswordPropertyText(true)]
    [Description("its password")]
    public string? Password { get; init; }

    /// <summary>Where the XML service answers.</summary>
    [Description("address of the XML service; another one for a service that speaks the same")]
    public string BaseUrl { get; init; } = "https://xmldata.qrz.com/xml/current/";

    /// <summary>The most look-ups in one day (UTC); 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    [Description("look-ups in one day (UTC), 0 for no limit; free accounts are allowed 100")]
    public int DailyLimit { get; init; }

    /// <summary>Whether there is an account.</summary>
    internal bool IsConfigured => !string.IsNullOrEmpty(Username) && !string.IsNullOrEmpty(Password);
}
