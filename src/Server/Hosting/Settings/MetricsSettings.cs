using System.ComponentModel;

namespace Rollcall.Server.Hosting.Settings;

/// <summary>Where figures can be fetched; section <c>metrics</c>.</summary>
public sealed record MetricsSettings
{
    /// <summary>Where <c>/metrics</c> listens by itself; empty for nowhere.</summary>
    [Description("address and port that serve GET /metrics and nothing else; empty for none")]
    public string BindAddr { get; init; } = "127.0.0.1:9091";

    /// <summary>An OpenTelemetry collector that is sent the figures; null for none.</summary>
    [Description("OpenTelemetry collector that is sent the figures by OTLP over gRPC, such as \"http://127.0.0.1:4317\"; empty for none")]
    public string? OtlpEndpoint { get; init; }
}
