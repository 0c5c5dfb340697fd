using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Observing;

public class OtlpTests
{
    [Fact]
    public async Task A_collector_is_sent_the_figures_at_the_latest_when_the_server_stops()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.TrySetResult($"{context.Request.Path} {Encoding.UTF8.GetString(body.ToArray())}");
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]); // an empty message: no flag, no length
        });
        await collector.StartAsync();

        await using (var server = await TestServer.StartAsync(s => s with { Metrics = new MetricsSettings { BindAddr = "", OtlpEndpoint = collector.Urls.Single() } }))
            server.Running.Parts.Measures.Slow();
        var sent = await received.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.StartsWith("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", sent, StringComparison.Ordinal);
        Assert.Contains("ws_slow_total", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_disturbs_neither_start_nor_stop()
    {
        var began = TimeProvider.System.GetTimestamp();
        await using (await TestServer.StartAsync(s => s with { Metrics = new MetricsSettings { BindAddr = "", OtlpEndpoint = "http://127.0.0.1:9" } })) { }
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }
}
