using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Echo;

/// <summary>A whole server with the echo switched on, shared by the tests of a class.</summary>
public sealed class EchoServer : IAsyncLifetime
{
    public const int Most = 1 << 20;

    private TestServer server = null!;

    public Uri Address => new(server.Running.BaseAddress, "/echo");

    public async ValueTask InitializeAsync() =>
        server = await TestServer.StartAsync(settings => settings with { Echo = new EchoSettings { Enabled = true, MaxMessageBytes = Most } }, plan: plan => plan);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal Task<TestSocket> ConnectAsync() => TestSocket.ConnectAsync(Address);
}
