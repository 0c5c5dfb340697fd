using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>What one connection says in its room, message by message. Called by the connection's read loop, but for the end of its session, which may come
/// from anywhere, and the counting of errors, which is the room's loop's.</summary>
public sealed class RoomConversation : IConversation
{
    private static readonly TimeSpan ErrorWindow = TimeSpan.FromSeconds(60);

    private readonly Connection connection;
    private readonly RoomHouse house;
    private readonly Allowances<long> rates;
    private readonly Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor;
    private readonly RoomMember member;
    private readonly RoomHistory history;

    // The read loop's.
    private TokenBucket rate;

    /// <inheritdoc/>
    public string LastHeard { get; private set; } = "";

    // The room's loop's.
    private readonly Queue<long> errors = new();
    private Task arrived = Task.CompletedTask;

    /// <summary>Begins a conversation of somebody who has a place.</summary>
    public RoomConversation(Connection connection, RoomHouse house, Allowances<long> rates, Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, RoomMember member)
    {
        (this.connection, this.house, this.rates, this.actor, this.member) = (connection, house, rates, actor, member);
        history = new(actor, house.Kind);
        rate = new(house.Settings.RatePerSecond, house.Settings.RateBurst, house.Time);
    }

    /// <summary>Goes in: greeted, and told what was missed, while the connection is read already.</summary>
    public void Arrive(Visit visit) => arrived = ArriveAsync(visit);

    /// <summary>The session this connection hangs on has ended.</summary>
    public void SessionEnded()
    {
        connection.Outbox.Close(CloseCode.Revoked, "revoked");
        _ = actor.PostAsync(new RoomLetter.SessionEnded(member.SessionId)).AsTask();
    }

    /// <inheritdoc/>
    public async ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        // What it says is answered after what it missed.
        await arrived;
        house.Measures.In();
        if (rate.Take() is { } wait)
        {
            LastHeard = "refused";
            await RefuseAsync(house.Wire.ClientMsgIdOf(message), TooFast((int)Math.Ceiling(wait.TotalMilliseconds)), message.Length);
            return;
        }

        var heard = house.Wire.Read(message, actor.Channel.Key);
        LastHeard = NameOf(heard.Request);
        if (heard.Fault is { } fault)
            await RefuseAsync(heard.ClientMsgId, fault, message.Length, isSaid: heard.IsChat);
        else if (heard.Request is RoomRequest.Send or RoomRequest.Edit or RoomRequest.Delete)
            await SayAsync(heard.ClientMsgId, heard.Request, message.Length);
        else
            await PostAsync(new(member, heard.ClientMsgId, heard.Request, message.Length) { Erred = Erred });
    }

    /// <inheritdoc/>
    public void Answered(long pingedAt) => house.Measures.RoundTrip(house.Time.GetElapsedTime(pingedAt));

    /// <inheritdoc/>
    public void Ended(Ending ending) =>
        _ = actor.PostAsync(new RoomLetter.Leaving(member, atOnce: ending is { By: EndedBy.Peer, Code: CloseCode.Done })).AsTask();

    private async Task ArriveAsync(Visit visit)
    {
        try
        {
            await new CatchUp(actor, history, house.Time).ArriveAsync(member, visit, connection.Outbox);
        }
#pragma warning disable CA1031 // Whatever kept it from being told what it missed, a disk that cannot be read or a bug, ends this connection and no other.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // At once: a client that only listens would never learn that nothing comes.
            RoomDoorLog.NotCaughtUp(house.Log, actor.Channel.Key, member.ConnectionId, failure);
            connection.Outbox.Close(CloseCode.InternalError, "internal");
        }
    }

    private async ValueTask SayAsync(string? id, RoomRequest request, int size)
    {
        if (rates.Take(member.Who.UserId) is { } wait)
        {
            await RefuseAsync(id, TooFast(wait), size);
            return;
        }

        RoomCommand command = request switch
        {
            RoomRequest.Send send => new RoomCommand.Send(member.Who, id, send.Subtype.Name, send.Subtype.MinRole, send.Text, send.Body),
            RoomRequest.Edit edit => Editing(id, edit, await FindAsync(edit.Id)),
            RoomRequest.Delete delete => new RoomCommand.Delete(member.Who, id, await FindAsync(delete.Id)),
            _ => throw new InvalidOperationException($"{request.GetType().Name} is not said"),
        };
        await PostAsync(new(member, id, request, size) { Command = command, Erred = Erred });
    }

    private RoomCommand.Edit Editing(string? id, RoomRequest.Edit edit, SentMessage? target)
    {
        if (target is null)
            return new(member.Who, id, null, RoomRole.Member, null, null, null);
        var subtype = house.Subtypes.Find(target.Subtype);
        var compact = default(string);
        var fault = subtype is null ? new RoomAnswer.Rejected("unknown_subtype") : house.Content.Fault(subtype, edit.Text, edit.Body, out compact);
        var text = edit.Text.ValueKind == System.Text.Json.JsonValueKind.String ? edit.Text.GetString() : null;
        return new(member.Who, id, target, subtype?.MinRole ?? RoomRole.Member, text, compact, fault);
    }

    private async ValueTask<SentMessage?> FindAsync(string id) =>
        EntryText.SeqOf(id, actor.State.Epoch) is { } seq ? await history.FindAsync(seq) : null;

    /// <summary>Refuses in its turn; what would have been said may have been done before under the same id, and then that is the answer.</summary>
    private ValueTask RefuseAsync(string? id, RoomAnswer.Rejected why, int size, bool isSaid = false) => PostAsync(isSaid && id is not null
        ? new(member, id, null, size) { Command = new RoomCommand.Refuse(member.Who, id, why), Erred = Erred }
        : new(member, id, null, size) { Fault = why, Erred = Erred });

    private async ValueTask PostAsync(RoomLetter.Heard letter)
    {
        if (!await actor.PostAsync(letter))
            connection.Outbox.Close(CloseCode.ComeBack, "room_restarted");
    }

    private bool Erred()
    {
        var now = house.Time.GetTimestamp();
        while (errors.TryPeek(out var oldest) && house.Time.GetElapsedTime(oldest, now) >= ErrorWindow)
            errors.Dequeue();
        errors.Enqueue(now);
        return errors.Count >= house.Settings.ErrorsPerMinute;
    }

    private static string NameOf(RoomRequest? request) => request switch
    {
        RoomRequest.Send => "send",
        RoomRequest.Edit => "edit",
        RoomRequest.Delete => "delete",
        RoomRequest.State => "state",
        RoomRequest.Typing => "typing",
        RoomRequest.Read => "read",
        RoomRequest.Ping => "ping",
        _ => "refused",
    };

    private static RoomAnswer.Rejected TooFast(int wait) => new("rate_limited", RetryAfterMs: wait);
}
