using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Devices;

/// <summary>A person's browser and phone. Handed from phase to phase; the server runs already.</summary>
internal sealed class DeviceStage(ThrowAwayServer server, TimeProvider time) : IAsyncDisposable
{
    public DemoDevice Browser { get; } = new("Browser", "demo-browser", Color.Teal, server, time);

    public DemoDevice Phone { get; } = new("Phone", "demo-phone", Color.Olive, server, time);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Phone.DisposeAsync();
    }
}
