using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Limits of the whole server; section <c>limits</c>. Those of one application stand in its own section.</summary>
public sealed record LimitSettings
{
    /// <summary>The most WebSocket and SSE connections at once.</summary>
    [Range(1, 1_000_000)]
    [Description("WebSocket and SSE connections at once; each takes a file handle and about 14 KB. At most nine tenths of the files the process may open (ulimit -n)")]
    public int MaxConnections { get; init; } = 50_000;

    /// <summary>How many connections may be opened per second, on average.</summary>
    [Range(1, 100_000)]
    [Description("connections opened per second on average; after an outage everyone comes back at once")]
    public int ConnectionsPerSecond { get; init; } = 500;

    /// <summary>How many connections may be opened at once.</summary>
    [Range(1, 100_000)]
    [Description("connections opened at once before the average counts")]
    public int ConnectionBurst { get; init; } = 2_000;

    /// <summary>The largest body of an HTTP request, unless a route allows more.</summary>
    [Range(1_024, 1_073_741_824)]
    [Description("largest body of an HTTP request, unless a route allows more")]
    public int RequestBodyBytes { get; init; } = 1_048_576;
}
