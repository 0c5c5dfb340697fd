using System.Security.Cryptography;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Core.Sessions;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Http;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>Opens the WebSockets of queues. Any number at once.</summary>
internal sealed class QueueSockets(QueueHouse house, OperatorAccess access, Switchboard switchboard, RandomNumberGenerator chance, ILogger log)
{
    /// <summary>Where they are.</summary>
    public const string Path = "/ws/connect";

    // After a ping nobody has to answer at once: phones wake up slowly.
    private static readonly TimeSpan PatienceAfterPing = TimeSpan.FromSeconds(20);

    private readonly SocketCount count = new();

    // How many requests are done is the conversation's business, which can say so; here are the limits beyond which nobody is spoken to any more.
    private readonly ConnectionLimits limits = new()
    {
        MaxMessageBytes = Protocol.MaxMessageBytes,
        MessagesPerSecond = house.Settings.RequestsPerSecond * 10 + 200,
        Burst = house.Settings.RequestBurst * 10 + 1_000,
        OutboxBytes = house.Settings.OutboxBytes,
        PingEvery = TimeSpan.FromSeconds(house.Settings.HeartbeatSeconds),
        SilenceLimit = TimeSpan.FromSeconds(house.Settings.HeartbeatSeconds) + PatienceAfterPing,
    };

    /// <summary>Why a request cannot become a WebSocket, or null.</summary>
    public static Refusal? Check(HttpContext context) =>
        WebSocketUpgrade.Check(context) is { } wrong ? wrong.Status == StatusCodes.Status426UpgradeRequired ? new("websocket_required", wrong.Detail) : new("bad_request", wrong.Detail) : null;

    /// <summary>Opens one and hears it to its end.</summary>
    public async Task ConnectAsync(HttpContext context, string queue)
    {
        var admission = await access.OfAsync(context, queue, isUpgrade: true);
        if (admission is Admission.Refused refused)
        {
            await QueueResponses.RefuseAsync(context, refused.Why);
            return;
        }

        try
        {
            await house.FindAsync(queue);
        }
        catch (ChannelUnavailableException)
        {
            await QueueResponses.RefuseAsync(context, Refusal.Unavailable);
            return;
        }

        var line = await WebSocketUpgrade.AcceptAsync(context);
        var connection = switchboard.Connect(line, limits);
        var conversation = new QueueConversation(connection, house, access, count, queue, FreshId(), ClientAddress.Of(context), log);
        try
        {
            await conversation.EnterAsync((admission as Admission.Of)?.Who, ClientNames.Of(context.Request));
        }
        catch (ChannelUnavailableException)
        {
            connection.Outbox.Close(CloseCode.Overloaded, "overloaded");
        }

        await connection.RunAsync(conversation);
    }

    private string FreshId() => $"c-{Convert.ToHexStringLower(chance.Bytes(6))}";
}
