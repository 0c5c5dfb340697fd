using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>Does what one WebSocket asks of its queue, and answers.</summary>
/// <remarks>The connection's read loop owns it. Answers to what the queue decides are posted by the queue's loop, which then lets the read loop go on.</remarks>
internal sealed class SocketRequests(QueueHouse house, string queue, QueueMember member, SocketSeat seat, ILogger log)
{
    private QueueTopics topics = QueueTopics.Public;

    private DateTimeOffset Now => house.Time.GetUtcNow();

    /// <summary>Does one request; it is answered when this returns.</summary>
    public async ValueTask DoAsync(SocketMessage.Request request)
    {
        if (!seat.IsStillGood())
            return;
        if (request.Operation.ForOperators && seat.Who is null)
        {
            Say(SocketFrames.Response(request.Named, Refusal.Unauthorized, Now));
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
            Say(SocketFrames.Response(request.Named, Refusal.Unavailable, Now));
        }
    }

    private async ValueTask LookAsync(SocketMessage.Request request)
    {
        var outcome = await house.LookAsync(queue, request.Operation.Work, request.Input, seat.Asker, CancellationToken.None);
        if (request.Input.Refused is { } wrong)
            Say(Unfit(request, wrong));
        else if (outcome is LookOutcome.Json json)
            Say(SocketFrames.Response(request.Named, json.Write, Now));
        else
            Say(SocketFrames.Response(request.Named, ((LookOutcome.No)outcome).Why, Now));
    }

    private async ValueTask ChangeAsync(SocketMessage.Request request, OperationWork.Change change)
    {
        var asker = seat.Asker;
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
                Answering.Done done => SocketFrames.Response(request.Named, done.Write, Now, new Changed(done.LastSeq, done.IsRepeat)),
                Answering.No no => SocketFrames.Response(request.Named, no.Why, Now),
                var other => throw new InvalidOperationException($"a change is not told as {other.GetType().Name}"),
            };
        }))
        { Address = asker.Operator is null && !asker.Address.IsLoopback ? asker.Address.Key : null });
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
                Say(SocketFrames.Response(request.Named, json => Subscription.WriteList(json, topics, seat.Who is not null, state), Now));
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
            Say(wrong.Code == "validation" ? Unfit(request, wrong) : SocketFrames.Response(request.Named, wrong, Now));
            return;
        }

        var (told, name) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), seat.Who?.Name);
        await house.PostAsync(queue, new QueueLetter.Subscribing(member, wanted.Topics, wanted.Since, subscribed =>
        {
            told.TrySetResult();
            return SocketFrames.Response(request.Named, json => wanted.Write(json, subscribed, name), subscribed.Now);
        }, _ => Tell(told, request, () => SocketFrames.Response(request.Named, Refusal.Unavailable, Now))));
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
            QueueReply.Dealt { Answer: QueueAnswer.Rejected no } => SocketFrames.Response(request.Named, new(no.Code, no.Sentence), Now),
            QueueReply.Dealt dealt when Tickets.Open(dealt.State, ticket) is { } entry && Callers.Of(dealt.State, entry, dealt.Now) is { } caller =>
                SocketFrames.Response(request.Named, json => QueueObjects.Caller(json, dealt.State, caller), Now),
            _ => SocketFrames.Response(request.Named, Refusal.Unavailable, Now),
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
            Say(SocketFrames.Response(request.Named, Refusal.Internal, Now));
        }
        finally
        {
            told.TrySetResult();
        }
    }

    private SharedFrame Unfit(SocketMessage.Request request, Refusal wrong) => wrong.Code == "validation"
        ? SocketFrames.Error(request.Id, wrong, SocketMessage.OfData(wrong.Sentence), Now)
        : SocketFrames.Response(request.Named, wrong, Now);

    private void Say(SharedFrame frame) => member.Outbox.Post(frame);
}
