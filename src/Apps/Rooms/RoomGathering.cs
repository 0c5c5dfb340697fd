using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>The members of one room and what each of them hears: entries in one order, presence, typing, read marks; who is let in and who is sent
/// away. Runs on the room's loop.</summary>
public sealed class RoomGathering : Gathering<Room, RoomCommand, RoomEvent, RoomAnswer>
{
    private readonly HashSet<RoomMember> members = [];
    private readonly RoomSurroundings around;
    private readonly RoomReplies replies;
    private readonly Participants people;
    private readonly PresenceTalk presence;
    private readonly RecentEntries recent;
    private readonly ReadMarks marks = new();
    private readonly Floor floor = new();
    private readonly RoomKeeping keeping;
    private readonly RoomAnswering answering;
    private readonly RoomLifetime lifetime;
    private readonly RoomThreshold threshold;
    private readonly Departures departures;
    private DateTimeOffset latest;
    private RoomCard? noted;

    /// <summary>Begins with nobody there.</summary>
    public RoomGathering(string roomId, RoomKind kind, RoomSurroundings around)
    {
        this.around = around;
        replies = new(roomId);
        people = new(around.Terms.PresenceGrace);
        presence = new(around.Terms, replies, people, members, around.Measures);
        recent = new(replies);
        lifetime = new(around.Terms, members);
        keeping = new(kind, around.Log, recent, marks, floor);
        answering = new(around.Measures, replies, members, people, presence, marks);
        departures = new(members, people, presence);
        threshold = new(around, replies, members, people, presence, recent, marks);
    }

    /// <summary>More than the connections while something is still to be done: then the room must not be parked.</summary>
    public override int Members => members.Count + (people.UserCount > 0 || marks.SaveAt is not null || lifetime.IsCounting ? 1 : 0);

    /// <inheritdoc/>
    public override DateTimeOffset? WakeAt
    {
        get
        {
            DateTimeOffset?[] all = [presence.WakeAt, people.NextDeparture, threshold.WakeAt, marks.SaveAt, lifetime.WakeAt];
            return all.Min();
        }
    }

    /// <inheritdoc/>
    public override void Receive(Letter<RoomCommand> letter, Room state, DateTimeOffset now)
    {
        latest = now;
        switch (letter)
        {
            case RoomLetter.Entering entering:
                lifetime.SomebodyComes();
                if (state.Epoch.Length == 0)
                    entering.Command = entering.Make;
                break;
            case RoomLetter.Heard { From.SentAway: not null }:
                // Said before it was sent away, read after: nobody is there to be answered.
                letter.Command = null;
                break;
            case RoomLetter.Asking { Command: RoomCommand.Moderate { Action: ModerationAction.Kick } kick } asking:
                asking.Command = kick with { TargetIsPresent = people.Find(kick.Target.UserId) is not null };
                break;
            case RoomLetter.Arriving or RoomLetter.CatchingUp or RoomLetter.Measuring or RoomLetter.Looking:
                keeping.WantFloor();
                break;
            case RoomLetter.Saving saving:
                keeping.Want(saving);
                break;
            case RoomLetter.Trimming asked:
                keeping.Want(asked);
                break;
            case Tick<RoomCommand>:
                letter.Command = lifetime.Over(state, now);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Speak(Letter<RoomCommand> letter, Outcome<Room, RoomEvent, RoomAnswer> outcome, DateTimeOffset now)
    {
        var state = outcome.State;
        departures.BeginLetter();
        foreach (var one in outcome.Events)
            SpeakEntry(one, state, now);
        switch (letter)
        {
            case RoomLetter.Entering entering:
                entering.Give(threshold.Enter(entering, state, now));
                lifetime.Came(state, now);
                break;
            case RoomLetter.Arriving arriving:
                arriving.Give(threshold.Arrive(arriving, state, floor.Of(state, now), now));
                break;
            case RoomLetter.CatchingUp catching:
                catching.Give(threshold.CatchUp(catching.Member, catching.Through, state, floor.Of(state, now)));
                break;
            case RoomLetter.Leaving leaving:
                departures.Remove(leaving.From, leaving.AtOnce, now);
                break;
            case RoomLetter.Heard heard:
                answering.Answer(heard, outcome, now);
                break;
            case RoomLetter.Asking asking:
                asking.Give(new(outcome.Answer!, state, departures.SentAway));
                break;
            case RoomLetter.Looking looking:
                looking.Give(See(looking.User, state, now));
                break;
            case RoomLetter.Measuring measuring:
                measuring.Give(new(state, floor.Of(state, now)));
                break;
            case RoomLetter.SessionEnded ended:
                departures.SendAway(member => member.SessionId == ended.SessionId, CloseCode.Revoked, "revoked", now);
                break;
            case Tick<RoomCommand>:
                foreach (var late in threshold.TakeLate(now))
                    departures.Remove(late, atOnce: true, now);
                foreach (var user in people.Settle(now))
                    presence.Touch(user, now);
                if (lifetime.Warn(state, now) is { } closesAt)
                    SpeakToAll(replies.Closing(closesAt, now));
                break;
        }

        lifetime.Look(state, now);
        presence.Tell(state, now);
        Note(state);
    }

    /// <inheritdoc/>
    public override void SpeakMissed(IReadOnlyList<Happened<RoomEvent>> missed, Room state, long head)
    {
        foreach (var one in missed)
            SpeakEntry(one, state, one.At);
        Note(state);
    }

    /// <inheritdoc/>
    public override void Undo(Letter<RoomCommand> letter, Undone why)
    {
        if (letter is RoomLetter.Heard { From.Outbox: not null } heard)
        {
            var no = why == Undone.StoreRefuses ? new RoomAnswer.Rejected("storage_unavailable", RetryAfterMs: 1_000) : new RoomAnswer.Rejected("retry");
            answering.Err(heard, no, fatal: why == Undone.ChannelEnded, latest);
        }
        else if (letter is RoomLetter asked)
        {
            asked.Fail(why);
        }
        else if (letter is Tick<RoomCommand>)
        {
            lifetime.NotBefore(latest + TimeSpan.FromSeconds(5));
        }
    }

    /// <inheritdoc/>
    public override void End(ChannelEnd why)
    {
        foreach (var member in members)
        {
            switch (why)
            {
                case ChannelEnd.Orderly:
                    member.SendAway(around.End.Code, around.End.Reason, replies.GoingAway(around.End.Reason, around.ComeBack(), latest));
                    break;
                case ChannelEnd.Deleted:
                    member.SendAway(CloseCode.Closed, "room_closed");
                    break;
                default:
                    member.SendAway(CloseCode.ComeBack, "room_restarted");
                    break;
            }
        }

        keeping.End();
    }

    /// <inheritdoc/>
    public override bool OwesAftermath(Room state, IEventLog log) => keeping.Owes(state, latest);

    /// <inheritdoc/>
    public override async ValueTask DoAftermathAsync(Room state, IEventLog log, DateTimeOffset now)
    {
        if (!keeping.IsOpen)
        {
            await keeping.OpenAsync(state, log);
            latest = now;
            lifetime.Opened(now);
            lifetime.Look(state, now);
            Note(state);
        }

        await keeping.DoAsync(state, log, now);
    }

    private void SpeakEntry(Happened<RoomEvent> entry, Room state, DateTimeOffset now)
    {
        var frame = recent.Add(entry, state);
        var heard = 0;
        foreach (var member in members)
        {
            if (member.IsLive && member.Outbox!.Post(frame))
                heard++;
        }

        around.Measures.Out(heard);
        departures.Follow(entry.Body, state, now);
        if (entry.Body is RoomEvent.RoomClosed)
            around.Over(state.Id);
    }

    private RoomSeen See(long user, Room state, DateTimeOffset now) => new(state, floor.Of(state, now), marks.Of(user),
        [.. people.All.OrderBy(one => one.Who.UserId).Select(one => new ParticipantSeen(one.Who, state.RoleOf(one.Who, now) ?? RoomRole.ReadOnly, one.IsAway, one.Connections.Count, one.JoinedAt))],
        people.ConnectionCount);

    private void SpeakToAll(byte[] message)
    {
        var frame = SharedFrame.Text(message);
        foreach (var member in members)
            member.Hear(frame);
    }

    private void Note(Room state)
    {
        if (!state.IsOpen || noted?.IsSame(state, people.UserCount, people.ConnectionCount) == true)
            return;
        noted = RoomCard.Of(state, people.UserCount, people.ConnectionCount);
        around.Noted(noted);
    }
}
