using System.ComponentModel;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>A folder with a static web application; an element of the list <c>sites</c>.</summary>
public sealed record SiteSettings
{
    /// <summary>Under which path it is served; <c>/</c> replaces the server's own pages.</summary>
    [Description("path it is served under, such as \"/openlifter\"; \"/\" replaces the server's own pages")]
    public string Path { get; init; } = "/";

    /// <summary>For which host name it is served; null for every one.</summary>
    [Description("host name it is served for, such as \"lifts.example.org\"; empty for every one")]
    public string? Host { get; init; }

    /// <summary>The folder; must hold <c>index.html</c>.</summary>
    [Description("folder with the files; must hold index.html")]
    public string Dir { get; init; } = "";

    /// <summary>Whether an unknown path without a dot answers <c>index.html</c>.</summary>
    [Description("whether unknown paths without a dot answer index.html")]
    public bool Spa { get; init; }

    /// <summary>Scripts put before the page's first one.</summary>
    [Description("addresses of scripts that are put before the page's first one")]
    public IReadOnlyList<string> Inject { get; init; } = [];
}
