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
    private readonly ILogger log;
    private readonly QueueMember member;
    private readonly Strikes refused;

    // The read loop's.
    private readonly SocketSeat seat;
    private TokenBucket rate;
    private string? clientId;
    private QueueTopics topics = QueueTopics.Public;
    private Actor<QueueState, QueueCommand, QueueEvent, QueueAnswer>? actor;

    /// <summary>Begins a conversation.</summary>
    public QueueConversation(Connection connection, QueueHouse house, OperatorAccess access, SocketCount count, string queue, string connectionId, ClientAddress address, ILogger log)
    {
        (this.connection, this.house, this.access, this.count, this.queue, this.connectionId, this.address, this.log) = (connection, house, access, count, queue, connectionId, address, log);
        member = new(connection.Outbox, QueueDialect.Frame);
        seat = new(access, count, connection.Outbox);
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
        clientId = client;
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
                await DoAsync(request);
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
        said is SocketMessage.Request request ? SocketFrames.Response(Of(request), why, Now) : SocketFrames.Error(said.Id, why, Now);

    private async ValueTask AuthenticateAsync(SocketMessage.Auth auth)
    {
        var asked = new SocketRequest(auth.Id, "auth");
        switch (await access.CheckAsync(auth.Credentials, address, queue))
        {
            case Admission.Of good:
                seat.Become(good.Who);
                clientId = auth.ClientId ?? clientId;
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

    private async ValueTask DoAsync(SocketMessage.Request request)
    {
        if (!seat.IsStillGood())
            return;
        if (request.Operation.ForOperators && seat.Who is null)
        {
            Say(SocketFrames.Response(Of(request), Refusal.Unauthorized, Now));
            return;
        }

        try
        {
            switch (request.Operation.Work)
            {
                case OperationWork.Look or OperationWork.Dig:
                    await LookAsync(request);
                    break;
                case OperationWork.Change change:
                    await ChangeAsync(request, change);
                    break;
                case OperationWork.OfConnection work:
                    await DoAsync(request, work.What);
                    break;
            }
        }
        catch (ChannelUnavailableException)
        {
            Say(SocketFrames.Response(Of(request), Refusal.Unavailable, Now));
        }
    }

    private async ValueTask LookAsync(SocketMessage.Request request)
    {
        var outcome = await house.LookAsync(queue, request.Operation.Work, request.Input, Asker, CancellationToken.None);
        if (request.Input.Refused is { } wrong)
            Say(Unfit(request, wrong));
        else if (outcome is LookOutcome.Json json)
            Say(SocketFrames.Response(Of(request), json.Write, Now));
        else
            Say(SocketFrames.Response(Of(request), ((LookOutcome.No)outcome).Why, Now));
    }

    private async ValueTask ChangeAsync(SocketMessage.Request request, OperationWork.Change change)
    {
        var asker = Asker;
        var command = house.Informed(change.Command(request.Input, asker)) with { IdempotencyKey = request.IdempotencyKey };
        if (request.Input.Refused is { } wrong)
        {
            Say(Unfit(request, wrong));
            return;
        }

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await house.PostAsync(queue, new QueueLetter.Asking(command, reply => Tell(told, request, () =>
        {
            if (reply is QueueReply.Dealt dealt)
                house.LookUpAfter(queue, dealt);
            return Answering.Of(reply, change, asker, request.Input) switch
            {
                Answering.Done done => SocketFrames.Response(Of(request), done.Write, Now, new Changed(done.LastSeq, done.IsRepeat)),
                Answering.No no => SocketFrames.Response(Of(request), no.Why, Now),
                var other => throw new InvalidOperationException($"a change is not told as {other.GetType().Name}"),
            };
        }))
        { Address = seat.Who is null && !address.IsLoopback ? address.Key : null });
        await told.Task;
    }

    private async ValueTask DoAsync(SocketMessage.Request request, ConnectionWork what)
    {
        switch (what)
        {
            case ConnectionWork.Subscribe:
                await SubscribeAsync(request, Subscription.Read(request.Input, seat.Who is not null));
                break;
            case ConnectionWork.Unsubscribe:
                await SubscribeAsync(request, Subscription.WithoutThose(request.Input, topics));
                break;
            case ConnectionWork.ListEvents:
                var state = (await house.FindAsync(queue)).State;
                Say(SocketFrames.Response(Of(request), json => Subscription.WriteList(json, topics, seat.Who is not null, state), Now));
                break;
            case ConnectionWork.Watch:
                await WatchAsync(request);
                break;
        }
    }

    private async ValueTask SubscribeAsync(SocketMessage.Request request, Subscription wanted)
    {
        if (request.Input.Refused is { } wrong)
        {
            Say(wrong.Code == "validation" ? Unfit(request, wrong) : SocketFrames.Response(Of(request), wrong, Now));
            return;
        }

        var (told, name) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), seat.Who?.Name);
        await house.PostAsync(queue, new QueueLetter.Subscribing(member, wanted.Topics, wanted.Since, subscribed =>
        {
            told.TrySetResult();
            return SocketFrames.Response(Of(request), json => wanted.Write(json, subscribed, name), subscribed.Now);
        }, _ => Tell(told, request, () => SocketFrames.Response(Of(request), Refusal.Unavailable, Now))));
        await told.Task;
        topics = wanted.Topics;
    }

    private async ValueTask WatchAsync(SocketMessage.Request request)
    {
        var ticket = request.Input.Text("ticket", most: 1024);
        if (request.Input.Refused is { } wrong)
        {
            Say(Unfit(request, wrong));
            return;
        }

        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await house.PostAsync(queue, new QueueLetter.Watching(member, ticket, reply => Tell(told, request, () => reply switch
        {
            QueueReply.Dealt { Answer: QueueAnswer.Rejected no } when no.Code == "validation" => Unfit(request, Refusal.Validation(no.Sentence)),
            QueueReply.Dealt { Answer: QueueAnswer.Rejected no } => SocketFrames.Response(Of(request), new(no.Code, no.Sentence), Now),
            QueueReply.Dealt dealt when Tickets.Open(dealt.State, ticket) is { } entry && Callers.Of(dealt.State, entry, dealt.Now) is { } caller =>
                SocketFrames.Response(Of(request), json => QueueObjects.Caller(json, dealt.State, caller), Now),
            _ => SocketFrames.Response(Of(request), Refusal.Unavailable, Now),
        })));
        await told.Task;
    }

    /// <summary>Posts an answer from the queue's loop, which a bug in writing it must not end.</summary>
    private void Tell(TaskCompletionSource told, SocketMessage.Request request, Func<SharedFrame> frame)
    {
        try
        {
            Say(frame());
        }
#pragma warning disable CA1031 // A bug in telling one connection its answer must not end the queue for everybody: it is logged, and told as what it is.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            QueueDoorLog.RequestFailed(log, request.Operation.Name, bug);
            Say(SocketFrames.Response(Of(request), Refusal.Internal, Now));
        }
        finally
        {
            told.TrySetResult();
        }
    }

    private Asker Asker => new(Door.Socket, seat.Who, clientId ?? connectionId, address);

    private static string NameOf(SocketMessage said) => said switch
    {
        SocketMessage.Request request => request.Operation.Name,
        SocketMessage.Auth => "auth",
        SocketMessage.Ping => "ping",
        _ => "wrong",
    };

    private static SocketRequest Of(SocketMessage.Request request) => new(request.Id, request.Operation.Name);

    private SharedFrame Unfit(SocketMessage.Request request, Refusal wrong) => wrong.Code == "validation"
        ? SocketFrames.Error(request.Id, wrong, SocketMessage.OfData(wrong.Sentence), Now)
        : SocketFrames.Response(Of(request), wrong, Now);

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
