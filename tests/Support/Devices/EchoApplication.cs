using Rollcall.Apps.Devices;
using Rollcall.Server.Doors.Devices;
using Rollcall.Server.Hosting;

namespace Rollcall.Tests.Support.Devices;

/// <summary>An application of one file that uses devices' sockets: it says what it hears back to the sender.</summary>
internal static class EchoApplication
{
    /// <summary>A server with it.</summary>
    public static ServerPlan Added(ServerPlan plan) => plan with
    {
        Compose = async (parts, cancel) =>
        {
            await Composition.AddApplicationsAsync(parts, cancel);
            parts.Owned.OfType<DeviceHouse>().Single().Prefixes.Register("echo", HearAsync);
        },
    };

    private static ValueTask HearAsync(PrefixMessage message)
    {
        if (message.Type == "echo.throw")
            throw new InvalidOperationException("a bug");
        message.Answer(new ServerMessage.Foreign("echo.said", message.Payload));
        return ValueTask.CompletedTask;
    }
}
