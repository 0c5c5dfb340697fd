using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Echo;

/// <summary>A WebSocket that says back what it hears, on the same receiving and sending path as the applications: for suites that test the protocol.</summary>
public static class EchoApplication
{
    /// <summary>Adds the door, where it is switched on.</summary>
    public static void Add(ServerParts parts, Switchboard switchboard, Doorkeeper keeper)
    {
        var settings = parts.Settings.Echo;
        if (!settings.Enabled)
            return;
        var limits = new ConnectionLimits
        {
            MaxMessageBytes = settings.MaxMessageBytes,
            OutboxBytes = (2 * settings.MaxMessageBytes) + 65_536,
            // Suites send as fast as they can.
            MessagesPerSecond = int.MaxValue,
            Burst = int.MaxValue,
        };
        parts.Doors.Add(routes => routes.MapGet("/echo", context => ConnectAsync(context, switchboard, keeper, limits)));
        parts.DrainSteps.Add(new("echo", async (_, over) =>
        {
            switchboard.CloseAll(parts.End.Code, parts.End.Reason);
            await switchboard.WhenEmptyAsync().WaitAsync(over);
        }));
    }

    private static async Task ConnectAsync(HttpContext context, Switchboard switchboard, Doorkeeper keeper, ConnectionLimits limits)
    {
        if (WebSocketUpgrade.Check(context) is { } wrong)
        {
            await new ErrorAnswer(wrong.Status, wrong.Code, wrong.Detail).ExecuteAsync(context);
            return;
        }

        using var place = keeper.Admit("echo", int.MaxValue, out var full);
        if (full is not null)
        {
            await full.ExecuteAsync(context);
            return;
        }

        var connection = switchboard.Connect(await WebSocketUpgrade.AcceptAsync(context), limits);
        connection.Settle();
        await connection.RunAsync(new EchoConversation(connection.Outbox));
    }
}
