using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class ServerLifeTests
{
    [Fact]
    public async Task A_port_in_use_is_told_with_key_value_and_mend()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(s => s with { BindAddr = taken }));
        Assert.Equal([$"bind_addr = \"{taken}\": port {taken.Split(':')[1]} is in use by another program; stop that one or set bind_addr to another port"], refused.Lines);
        refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(s => s with { Metrics = new MetricsSettings { BindAddr = taken } }));
        Assert.StartsWith($"metrics.bind_addr = \"{taken}\": ", Assert.Single(refused.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_is_refused_logs_nothing_beside_the_line_that_says_why()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var log = new StringWriter();
        await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(
            s => s with { BindAddr = $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}" }, plan: plan => plan with { LogWriter = log }));
        Assert.Equal("", log.ToString());
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told_as_such()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(s => s with { BindAddr = "192.0.2.1:3999" }));
        Assert.StartsWith("bind_addr = \"192.0.2.1:3999\": this machine has no such address", Assert.Single(refused.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_another_server_holds_is_refused_and_free_again_when_that_one_stopped()
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-shared-").FullName;
        try
        {
            await using (await TestServer.StartAsync(s => s with { DataDir = folder }))
            {
                var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(s => s with { DataDir = folder }));
                Assert.StartsWith($"data_dir = \"{folder}\": ", Assert.Single(refused.Lines), StringComparison.Ordinal);
            }

            await using var next = await TestServer.StartAsync(s => s with { DataDir = folder });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_refused()
    {
        var file = Path.GetTempFileName();
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.StartAsync(s => s with { DataDir = Path.Combine(file, "data") }));
        Assert.StartsWith("data_dir = ", Assert.Single(refused.Lines), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task While_it_drains_it_is_not_ready_takes_no_new_work_and_still_tells_how_it_is()
    {
        var draining = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        TimeSpan given = default;
        await using var server = await TestServer.StartAsync(compose: parts =>
        {
            parts.Doors.Add(routes => routes.MapGet("/api/work", () => "done"));
            parts.DrainSteps.Add(new DrainStep("meets", async (remaining, _) =>
            {
                given = remaining;
                draining.SetResult();
                await done.Task;
            }));
        });
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync(new Uri("/api/work", UriKind.Relative))).StatusCode);
        var stopped = server.Running.StopAsync(TimeSpan.FromSeconds(20));
        await draining.Task;

        Assert.Equal(TimeSpan.FromSeconds(20), given);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        var refused = await server.Http.GetAsync(new Uri("/api/work", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        done.SetResult();
        await stopped;
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Http.GetAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task A_drain_step_that_hangs_is_cut_off_and_one_that_fails_does_not_keep_the_others()
    {
        var told = false;
        await using var server = await TestServer.StartAsync(compose: parts =>
        {
            parts.DrainSteps.Add(new DrainStep("hanging", (_, _) => new TaskCompletionSource().Task));
            parts.DrainSteps.Add(new DrainStep("failing", (_, _) => throw new InvalidOperationException("a bug")));
            parts.DrainSteps.Add(new DrainStep("good", (_, _) =>
            {
                told = true;
                return Task.CompletedTask;
            }));
        });
        await server.Running.StopAsync(TimeSpan.FromMilliseconds(200));
        Assert.True(told);
        Assert.Contains("stopping: hanging was not done within the grace", server.Log.ToString(), StringComparison.Ordinal);
        Assert.Contains("stopping: failing failed", server.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_part_owns_is_closed_after_HTTP_the_last_one_first()
    {
        var closed = new List<string>();
        var server = await TestServer.StartAsync(compose: parts =>
        {
            parts.Owned.Add(new Closing("first", closed));
            parts.Owned.Add(new Closing("second", closed));
        });
        await server.DisposeAsync();
        Assert.Equal(["second", "first"], closed);
    }

    private sealed class Closing(string name, List<string> closed) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            closed.Add(name);
            return ValueTask.CompletedTask;
        }
    }
}
