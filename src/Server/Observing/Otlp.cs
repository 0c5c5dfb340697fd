using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Rollcall.Server.Observing;

/// <summary>Sends the figures to an OpenTelemetry collector, once a minute and when it is disposed of.</summary>
internal static class Otlp
{
    /// <summary>Begins to send, under the same names as <c>/metrics</c>. A collector that is away does not disturb the server.</summary>
    public static IDisposable SendTo(string endpoint, string meter) =>
        Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter)
            .AddOtlpExporter(exporter =>
            {
                (exporter.Endpoint, exporter.Protocol) = (new Uri(endpoint), OtlpExportProtocol.Grpc);
                exporter.TimeoutMilliseconds = 2_000; // stopping waits for the last one
            })
            .Build();
}
