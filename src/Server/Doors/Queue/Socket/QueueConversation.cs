using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>What one WebSocket has to say to its queue: requests one at a time and in order, each answered behind the events it caused.</summary>
/// <remarks>The connection's read loop owns it. Answers to what the queue decides are posted by the queue's loop, which then lets the read loop go on.</remarks>
internal sealed class QueueConversation : IConversation
{
    private const int MostRefused = 200;
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(10);

    private readonly Connection connection;
    private readonly QueueHouse house;
    private readonly OperatorAccess access;
    private readonly SocketCount count;
    private readonly ClientAddress address;
    private readonly string queue;
    private readonly string connectionId;
    private readonly QueueMember member;
    private readonly Strikes refused;

    // The read loop's.
    private readonly SocketSeat seat;
    private readonly SocketRequests requests;
    private TokenBucket rate;
    private Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer>? actor;

    /// <summary>Begins a conversation.</summary>
    public QueueConversation(Connection connection, QueueHouse house, OperatorAccess access, SocketCount count, string queue, string connectionId, ClientAddress address, ILogger log)
    {
        (this.connection, this.house, this.access, this.count, this.queue, this.connectionId, this.address) = (connection, house, access, count, queue, connectionId, address);
        member = new(connection.Outbox, QueueDialect.Frame);
        seat = new(access, count, connection.Outbox, address) { Name = connectionId };
        requests = new(house, queue, member, seat, log);
        rate = new(house.Settings.RequestsPerSecond, house.Settings.RequestBurst, house.Time);
        refused = new(MostRefused, RefusedWithin, house.Time);
    }

    /// <inheritdoc/>
    public string LastHeard { get; private set; } = "";

    private DateTimeOffset Now => house.Time.GetUtcNow();

    /// <summary>Comes to the queue, as an operator where the upgrade said so. Throws <see cref="ChannelUnavailableException"/>.</summary>
    public async ValueTask EnterAsync(Operator? from, string? client)
    {
        connection.Settle();
        count.Connect(1);
        seat.Name = client ?? connectionId;
        seat.Become(from);
        var authenticated = seat.Who is not null;
        actor = await house.PostAsync(queue, new QueueLetter.Entering(member)
        {
            Welcome = (state, now) => SocketFrames.Welcome(state, now, connectionId, authenticated, house.Settings.HeartbeatSeconds),
            Refused = _ => connection.Outbox.Close(CloseCode.Overloaded, "overloaded"),
        });
    }

    /// <inheritdoc/>
    public async ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        var json = JsonObjects.Read(message);
        using var document = json.Document;
        var said = document is not null ? SocketMessage.Read(document.RootElement)
            : new SocketMessage.Wrong(default, json.IsJson
                ? new("invalid_message", $"Message validation failed: {json.Fault}")
                : new("invalid_json", $"Invalid JSON format: {json.Fault}"));
        LastHeard = NameOf(said);
        if (rate.Take() is { } wait)
        {
            Say(Refused(said, Refusal.RateLimited(wait)));
            if (refused.Strike())
                connection.Outbox.Close(CloseCode.TooFast, "too_fast");
            return;
        }

        switch (said)
        {
            case SocketMessage.Wrong wrong:
                Say(SocketFrames.Error(wrong.Id, wrong.Why, Now));
                break;
            case SocketMessage.Ping ping:
                Say(SocketFrames.Pong(ping.Id, count, Now));
                break;
            case SocketMessage.Auth auth:
                await AuthenticateAsync(auth);
                break;
            case SocketMessage.Request request:
                await requests.DoAsync(request);
                break;
        }
    }

    /// <inheritdoc/>
    public void Ended(Ending ending)
    {
        count.Connect(-1);
        seat.Become(null);
        _ = LeaveAsync();
    }

    private SharedFrame Refused(SocketMessage said, Refusal why) =>
        said is SocketMessage.Request request ? SocketFrames.Response(request.Named, why, Now) : SocketFrames.Error(said.Id, why, Now);

    private async ValueTask AuthenticateAsync(SocketMessage.Auth auth)
    {
        var asked = new SocketRequest(auth.Id, "auth");
        switch (await access.CheckAsync(auth.Credentials, address, queue))
        {
            case Admission.Of good:
                seat.Become(good.Who);
                seat.Name = auth.ClientId ?? seat.Name;
                Say(SocketFrames.Response(asked, json =>
                {
                    json.WriteStartObject();
                    json.WriteBoolean("authenticated"u8, true);
                    json.WriteString("user_type"u8, "admin");
                    json.WriteString("message"u8, "Authentication successful");
                    json.WriteString("operator"u8, good.Who.Name);
                    json.WriteEndObject();
                }, Now));
                break;
            case Admission.Refused no:
                Say(SocketFrames.Response(asked, no.Why, Now));
                if (no.Why == Refusal.WrongCredentials)
                    seat.Failed();
                break;
        }
    }

    private static string NameOf(SocketMessage said) => said switch
    {
        SocketMessage.Request request => request.Operation.Name,
        SocketMessage.Auth => "auth",
        SocketMessage.Ping => "ping",
        _ => "wrong",
    };

    private void Say(SharedFrame frame) => connection.Outbox.Post(frame);

    private async Task LeaveAsync()
    {
        if (actor is null)
            return;
        var leaving = new QueueLetter.Leaving(member);
        if (await actor.PostAsync(leaving))
            await leaving.Done;
    }
}
