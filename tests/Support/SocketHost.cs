using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Tests.Support;

/// <summary>Connections behind a real Kestrel on a free port, with no application.</summary>
internal sealed class SocketHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(Connection Connection, TestConversation Conversation)> _came =
        Channel.CreateUnbounded<(Connection Connection, TestConversation Conversation)>();

    private SocketHost(WebApplication app, TimeProvider time, ConnectionObserver observer)
    {
        _app = app;
        Switchboard = new Switchboard(time, observer, NullLogger<Switchboard>.Instance);
    }

    public Switchboard Switchboard { get; }

    public Uri Address { get; private set; } = new("http://localhost/");

    /// <summary>Starts it.</summary>
    /// <param name="limits">Of every connection.</param>
    /// <param name="time">The clock of the connections.</param>
    /// <param name="talk">What a connection does with a text; by default it only keeps it.</param>
    /// <param name="observer">Who counts.</param>
    public static async Task<SocketHost> StartAsync(
        ConnectionLimits? limits = null, TimeProvider? time = null, Func<Connection, string, ValueTask>? talk = null, ConnectionObserver? observer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(KestrelTuning.Tune).ConfigureKestrel(options =>
        {
            KestrelTuning.Tune(options);
            options.Listen(IPAddress.Loopback, port: 0);
        });
        var host = new SocketHost(builder.Build(), time ?? TimeProvider.System, observer ?? ConnectionObserver.None);
        host._app.Run(async context =>
        {
            if (WebSocketUpgrade.Check(context) is { } refusal)
            {
                context.Response.StatusCode = refusal.Status;
                return;
            }

            var line = await WebSocketUpgrade.AcceptAsync(context);
            var connection = host.Switchboard.Connect(line, limits ?? new ConnectionLimits());
            var conversation = new TestConversation(talk is null ? null : text => talk(connection, text));

            // Told only when it is in the switchboard's list: from then on the clock matters to it.
            var run = connection.RunAsync(conversation);
            host._came.Writer.TryWrite((connection, conversation));
            await run;
        });
        await host._app.StartAsync();
        var addresses = host._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        host.Address = new Uri(addresses.Addresses.Single());
        return host;
    }

    /// <summary>A client, and the server's end of it.</summary>
    public async Task<(TestSocket Client, Connection Connection, TestConversation Conversation)> ConnectAsync(int? receiveBuffer = null)
    {
        var client = await TestSocket.ConnectAsync(Address, receiveBuffer);
        var (connection, conversation) = await _came.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return (client, connection, conversation);
    }

    public async ValueTask DisposeAsync()
    {
        Switchboard.CloseAll(CloseCode.GoingAway, "shutdown");
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
        Switchboard.Dispose();
    }
}
