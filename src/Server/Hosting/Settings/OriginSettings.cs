using System.ComponentModel;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Which web pages of other origins may talk to the server; section <c>origins</c>.</summary>
public sealed record OriginSettings
{
    /// <summary>Exact origins: scheme, host and port without a path.</summary>
    [Description("exact origins such as \"https://lifts.example.org\" whose pages may use the server; its own origin is always allowed")]
    public IReadOnlyList<string> Allowed { get; init; } = [];
}
