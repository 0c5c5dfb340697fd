using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Bench.Servers;

/// <summary>Rollcall's connections behind its Kestrel, with nothing but a broadcast on top.</summary>
internal sealed class RollcallServer : IBroadcastServer
{
    private static readonly ConnectionLimits Limits = new() { OutboxBytes = 4 * 1024 * 1024 };

    private readonly WebApplication _app;
    private readonly Switchboard _switchboard = new(TimeProvider.System, ConnectionObserver.None, NullLogger<Switchboard>.Instance);
    private readonly ConcurrentDictionary<long, Connection> _members = new();
    private readonly byte[] _update = Encoding.UTF8.GetBytes(Update.Text);

    private RollcallServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<RollcallServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(KestrelTuning.Tune).ConfigureKestrel(options =>
        {
            KestrelTuning.Tune(options);
            options.Listen(IPAddress.Loopback, port: 0);
        });
        var app = builder.Build();
        var server = new RollcallServer(app);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        return server;
    }

    public Task BroadcastAsync(int updates)
    {
        for (var i = 0; i < updates; i++)
        {
            var frame = SharedFrame.Text(_update);
            foreach (var (_, member) in _members) member.Outbox.Post(frame);
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _switchboard.CloseAll(CloseCode.GoingAway, "shutdown");
        await _app.DisposeAsync();
        _switchboard.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (WebSocketUpgrade.Check(context) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            return;
        }

        var connection = _switchboard.Connect(await WebSocketUpgrade.AcceptAsync(context), Limits);
        connection.Settle();
        _members[connection.Id] = connection;
        await connection.RunAsync(new Silent(() => _members.TryRemove(connection.Id, out _)));
    }

    private sealed class Silent(Action ended) : IConversation
    {
        public ValueTask HearAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;

        public void Ended(Ending ending) => ended();
    }
}
