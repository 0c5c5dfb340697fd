using System.Net;
using Microsoft.AspNetCore.SignalR;

namespace Rollcall.Bench.Servers;

/// <summary>ASP.NET Core SignalR, its JSON protocol, set up as its documentation has it.</summary>
internal sealed class SignalRServer : IBroadcastServer
{
    private readonly WebApplication _app;
    private readonly IHubContext<UpdateHub> _hub;

    private SignalRServer(WebApplication app) => (_app, _hub) = (app, app.Services.GetRequiredService<IHubContext<UpdateHub>>());

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<SignalRServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port: 0));
        builder.Services.AddSignalR(options =>
        {
            // The readers only read: no keep-alive may be expected of them, and none may be counted as an update.
            options.ClientTimeoutInterval = TimeSpan.FromHours(1);
            options.KeepAliveInterval = TimeSpan.FromHours(1);
        });
        var app = builder.Build();
        app.MapHub<UpdateHub>("/hub");
        await app.StartAsync();
        return new SignalRServer(app);
    }

    public async Task BroadcastAsync(int updates)
    {
        for (var i = 0; i < updates; i++) await _hub.Clients.All.SendAsync("update", Update.Text);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class UpdateHub : Hub;
}
