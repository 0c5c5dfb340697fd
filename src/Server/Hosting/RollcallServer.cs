using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rollcall.Server.Hosting.Control;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Hosting;

/// <summary>The whole server, running in this process. Started and stopped by one caller.</summary>
public sealed class RollcallServer : IAsyncDisposable
{
    private readonly WebApplication http;
    private readonly ServerParts parts;
    private readonly Readiness readiness;
    private readonly Observation observation;
    private readonly ILogger log;
    private bool stopped;

    private RollcallServer(WebApplication http, ServerParts parts, Readiness readiness, Observation observation, string? generatedPassword)
    {
        (this.http, this.parts, this.readiness, this.observation, GeneratedPassword) = (http, parts, readiness, observation, generatedPassword);
        log = parts.Logs.CreateLogger<RollcallServer>();
        var addresses = http.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToList();
        BaseAddress = Reachable(addresses[0]);
        MetricsAddress = parts.Settings.Metrics.BindAddr.Length > 0 ? Reachable(addresses[1]) : null;
    }

    /// <summary>Where it answers, such as <c>http://127.0.0.1:3000/</c>; with the real port where 0 was asked for.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Where figures are served by themselves, or null.</summary>
    public Uri? MetricsAddress { get; }

    /// <summary>The operator's password if this start made it, to be shown once; null otherwise.</summary>
    public string? GeneratedPassword { get; }

    /// <summary>What the server consists of.</summary>
    public ServerParts Parts => parts;

    /// <summary>Starts a server; it is ready when this returns. Throws <see cref="StartRefusedException"/> where the operator must change something.</summary>
    public static async Task<RollcallServer> StartAsync(ServerPlan plan, CancellationToken cancel)
    {
        var settings = plan.Settings;
        var observation = new Observation(settings, plan.LogWriter, plan.LogIsTerminal);
        ServerParts? parts = null;
        WebApplication? http = null;
        try
        {
            parts = await KeptData.OpenAsync(plan, observation);
            await plan.Compose(parts, cancel);
            var account = OperatorAccount.Open(parts, plan.PasswordWork.Cost);
            var guard = new AdminGuard(account, parts);
            var readiness = new Readiness();
            http = Build(parts, readiness, observation, guard);
            try
            {
                await http.StartAsync(cancel);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                throw Listeners.Refused(settings, e);
            }

            account.Keep(parts.DataFolder);
            if (account.GeneratedPassword is not null && plan.OperatorHasAccount)
                await Task.WhenAll(parts.FirstStart.Select(step => step(account)));
            if (ControlSocket.Open(parts.DataFolder, parts.Control, parts.Logs.CreateLogger<ControlSocket>()) is { } control)
                parts.Owned.Add(control);
            var server = new RollcallServer(http, parts, readiness, observation, account.GeneratedPassword);
            readiness.Ready();
            server.log.Started(server.BaseAddress, ProductVersion.Text);
            return server;
        }
        catch
        {
            if (http is not null)
                await http.DisposeAsync();
            await CloseAsync(parts, observation);
            throw;
        }
    }

    /// <summary>Stops: not ready any more, drain steps, listeners and connections closed, everything kept. Never takes longer than
    /// <paramref name="grace"/> and what closing files needs. <paramref name="comesBack"/>: clients are told that it restarts.</summary>
    public async Task StopAsync(TimeSpan grace, bool comesBack = false)
    {
        if (stopped)
            return;
        stopped = true;
        var began = parts.Time.GetTimestamp();
        using var over = new CancellationTokenSource(grace); // real time: a process manager waits out there
        if (comesBack)
            parts.End.ComesBack();
        log.Stopping(grace.TotalSeconds);
        readiness.Drain();
        await Task.WhenAll(parts.DrainSteps.Select(step => DrainAsync(step, grace, over.Token)));
        await http.StopAsync(over.Token);
        await http.DisposeAsync();
        log.Stopped(parts.Time.GetElapsedTime(began).TotalSeconds);
        await CloseAsync(parts, observation);
    }

    /// <summary>Stops without a grace, as a test does that is done.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.FromSeconds(1));

    private static WebApplication Build(ServerParts parts, Readiness readiness, Observation observation, AdminGuard guard)
    {
        // Empty: no settings files, no environment, no loggers but ours.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Rollcall", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            KestrelTuning.Tune(kestrel);
            kestrel.Limits.MaxRequestBodySize = parts.Settings.Limits.RequestBodyBytes;
            Listeners.Open(kestrel, parts.Settings);
        });
        builder.Services.Configure<SocketTransportOptions>(KestrelTuning.Tune);
        builder.Services.AddRoutingCore();
        builder.Services.Replace(ServiceDescriptor.Singleton(parts.Logs));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);

        var http = builder.Build();
        Pipeline.Lay(http, parts, readiness, observation, guard);
        return http;
    }

    // "All addresses" is none that a browser could open; this machine's own is one of them.
    private static Uri Reachable(Uri address) =>
        IPAddress.TryParse(address.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
            : address;

    private async Task DrainAsync(DrainStep step, TimeSpan remaining, CancellationToken over)
    {
        try
        {
            await step.Run(remaining, over).WaitAsync(over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            log.DrainStepCutOff(step.Name);
        }
        catch (Exception e)
        {
            // One step's bug must not keep the others from telling their clients, nor the files from being closed.
            log.DrainStepFailed(step.Name, e);
        }
    }

    private static async Task CloseAsync(ServerParts? parts, Observation observation)
    {
        foreach (var owned in Enumerable.Reverse(parts?.Owned ?? []))
            await owned.DisposeAsync();
        parts?.Passwords.Dispose();
        observation.Dispose();
    }

    /// <summary>Signals are the command line's business; a server in a test must not listen to them.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
