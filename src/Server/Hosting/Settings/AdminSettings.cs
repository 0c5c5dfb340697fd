using System.ComponentModel;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Who operates the server; section <c>admin</c>.</summary>
public sealed record AdminSettings
{
    /// <summary>The operator's name for HTTP Basic.</summary>
    [Description("operator's name for /admin and for /metrics from elsewhere (HTTP Basic)")]
    public string User { get; init; } = "operator";

    /// <summary>The hash of the operator's password, as <c>rollcall user hash</c> prints it; null has one generated at the first start.</summary>
    [PasswordPropertyText(true)]
    [Description("hash of the operator's password as printed by rollcall user hash; empty: a password is generated at the first start and printed once")]
    public string? PasswordHash { get; init; }
}
