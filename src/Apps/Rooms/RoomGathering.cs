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
    private readonly RoomKind kind;
    private readonly RoomReplies replies;
    private readonly Participants people;
    private readonly PresenceTalk presence;
    private readonly RecentEntries recent;
    private readonly ReadMarks marks = new();
    private readonly Floor floor = new();
    private readonly RoomLifetime lifetime;
    private readonly RoomThreshold threshold;
    private IEventLog? log;
    private RoomLetter.Trimming? trimming;
    private readonly List<RoomLetter.Saving> savings = [];
    private bool floorWanted;
    private DateTimeOffset latest;
    private RoomCard? noted;
    private int sentAway;

    /// <summary>Begins with nobody there.</summary>
    public RoomGathering(string roomId, RoomKind kind, RoomSurroundings around)
    {
        (this.kind, this.around) = (kind, around);
        replies = new(roomId);
        people = new(around.Terms.PresenceGrace);
        presence = new(around.Terms, replies, people, members, around.Measures);
        recent = new(replies);
        lifetime = new(around.Terms, members);
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
            case RoomLetter.Arriving or RoomLetter.CatchingUp or RoomLetter.Reading or RoomLetter.Looking:
                floorWanted = true;
                break;
            case RoomLetter.Saving saving:
                savings.Add(saving);
                break;
            case RoomLetter.Trimming asked:
                (trimming, floorWanted) = (asked, true);
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
        sentAway = 0;
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
                Remove(leaving.From, leaving.AtOnce, now);
                break;
            case RoomLetter.Heard heard:
                Answer(heard, outcome, now);
                break;
            case RoomLetter.Asking asking:
                asking.Give(new(outcome.Answer!, state, sentAway));
                break;
            case RoomLetter.Looking looking:
                looking.Give(See(looking.User, state, now));
                break;
            case RoomLetter.Reading reading:
                reading.Give(new(log!.ReadAsync(reading.AfterSeq, CancellationToken.None), state, floor.Of(state, now)));
                break;
            case RoomLetter.SessionEnded ended:
                SendAway(member => member.SessionId == ended.SessionId, CloseCode.Revoked, "revoked", now);
                break;
            case Tick<RoomCommand>:
                foreach (var late in threshold.TakeLate(now))
                    Remove(late, atOnce: true, now);
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
            Err(heard, no, fatal: why == Undone.ChannelEnded, latest);
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
                    member.Hear(replies.GoingAway("shutdown", around.ComeBack(), latest));
                    member.SendAway(CloseCode.GoingAway, "shutdown");
                    break;
                case ChannelEnd.Deleted:
                    member.SendAway(CloseCode.Closed, "room_closed");
                    break;
                default:
                    member.SendAway(CloseCode.ComeBack, "room_restarted");
                    break;
            }
        }

        savings.ForEach(one => one.Give(null));
        trimming?.Give(null);
    }

    /// <inheritdoc/>
    public override bool OwesAftermath(Room state, IEventLog log) =>
        this.log is null || trimming is not null || savings.Count > 0 || marks.SaveAt <= latest || (floorWanted && floor.NeedsTimes(state, latest));

    /// <inheritdoc/>
    public override async ValueTask DoAftermathAsync(Room state, IEventLog log, DateTimeOffset now)
    {
        if (this.log is null)
            await OpenAsync(state, log, now);
        if (floorWanted && floor.NeedsTimes(state, now))
            await floor.ReadAsync(state, log, now);
        floorWanted = false;
        if (marks.SaveAt <= now || savings.Count > 0)
            await SaveAsync(state, log, now);
        if (trimming is { } asked)
        {
            await RoomTrimming.RunAsync(kind, state, log, floor.Of(state, now));
            asked.Give(asked);
            trimming = null;
        }
    }

    private async ValueTask OpenAsync(Room state, IEventLog log, DateTimeOffset now)
    {
        (this.log, latest) = (log, now);
        // What came last is wanted first, by everybody who comes back after a restart: it is read once.
        await foreach (var line in log.ReadAsync(Math.Max(log.Floor, state.Head - RecentEntries.Most), CancellationToken.None))
            recent.Add(Opening.Read(kind, line), state);
        if (await log.ReadBesideAsync(ReadMarks.Document, CancellationToken.None) is { } document && !marks.Read(document, state.Epoch))
            RoomLog.MarksLost(around.Log, state.Id);
        lifetime.Opened(now);
        lifetime.Look(state, now);
        Note(state);
    }

    private async ValueTask SaveAsync(Room state, IEventLog log, DateTimeOffset now)
    {
        try
        {
            if (marks.SaveAt is not null && state.IsOpen)
                await log.WriteBesideAsync(ReadMarks.Document, marks.Write(state.Epoch), CancellationToken.None);
            marks.SaveAt = null;
        }
        catch (StoreFailedException full)
        {
            // They are told again and again by those who read; the room goes on without.
            RoomLog.MarksNotKept(around.Log, state.Id, full.Message);
            marks.SaveAt = now + TimeSpan.FromSeconds(5);
        }

        savings.ForEach(one => one.Give(one));
        savings.Clear();
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
        Follow(entry.Body, state, now);
    }

    /// <summary>What follows from an entry for those who are there.</summary>
    private void Follow(RoomEvent body, Room state, DateTimeOffset now)
    {
        switch (body)
        {
            case RoomEvent.Posted posted:
                presence.Typists.Stop(posted.By);
                break;
            case RoomEvent.Moderated { Action: ModerationAction.Mute } mute:
                presence.Typists.Stop(mute.Target);
                break;
            case RoomEvent.Moderated { Action: ModerationAction.Ban } ban:
                SendAway(member => member.Who.UserId == ban.Target && !member.Who.IsOperator, CloseCode.Banned, "banned", now);
                break;
            case RoomEvent.Moderated { Action: ModerationAction.Kick } kick:
                SendAway(member => member.Who.UserId == kick.Target, CloseCode.Kicked, "kicked", now);
                // Also who is only within the grace.
                people.Remove(kick.Target);
                presence.Touch(kick.Target, now);
                break;
            case RoomEvent.MemberChanged { Role: null } removed when state.Info.IsPrivate:
                SendAway(member => member.Who.UserId == removed.Target && !member.Who.IsOperator, CloseCode.Kicked, "kicked", now);
                break;
            case RoomEvent.Changed when state.Info.IsPrivate:
                SendAway(member => !member.Who.IsOperator && !state.Members.ContainsKey(member.Who.UserId), CloseCode.Forbidden, "forbidden", now);
                break;
            case RoomEvent.RoomClosed:
                SendAway(_ => true, CloseCode.Closed, "room_closed", now);
                around.Over(state.Id);
                break;
        }
    }

    private void Answer(RoomLetter.Heard heard, Outcome<Room, RoomEvent, RoomAnswer> outcome, DateTimeOffset now)
    {
        var (from, state) = (heard.From, outcome.State);
        switch (outcome.Answer)
        {
            case RoomAnswer.Rejected no:
                Err(heard, no, fatal: false, now);
                return;
            case RoomAnswer.Done done:
                if (done.Duplicate)
                    around.Measures.Duplicate();
                from.Hear(replies.Ack(done, state.Epoch, heard.ClientMsgId, now));
                return;
        }

        if (heard.Fault is { } fault)
        {
            Err(heard, fault, fatal: false, now);
            return;
        }

        switch (heard.Request)
        {
            case RoomRequest.Ping ping:
                from.Hear(replies.Pong(ping.Nonce, now));
                break;
            case RoomRequest.State { Away: var away } when from.IsAway != away:
                from.IsAway = away;
                people.Find(from.Who.UserId)?.Settle();
                presence.Touch(from.Who.UserId, now);
                break;
            case RoomRequest.Typing { IsTyping: false }:
                presence.Typists.Stop(from.Who.UserId);
                break;
            case RoomRequest.Typing when MessageDeciding.MayNotTalk(state, from.Who, now) is { } no:
                Err(heard, no, fatal: false, now);
                break;
            case RoomRequest.Typing when members.Contains(from):
                presence.Typists.Type(from.Who.UserId, now);
                break;
            case RoomRequest.Read read when read.Seq < 1 || read.Seq > state.Head:
                Err(heard, new("bad_seq"), fatal: false, now);
                break;
            case RoomRequest.Read read when marks.Move(from.Who.UserId, read.Seq, now):
                foreach (var own in members.Where(one => one.Who.UserId == from.Who.UserId && one.Outbox is not null))
                    own.Hear(replies.Read(read.Seq, now));
                break;
        }
    }

    private void Err(RoomLetter.Heard heard, RoomAnswer.Rejected no, bool fatal, DateTimeOffset now)
    {
        around.Measures.Error(no.Code);
        var tooMany = heard.Erred?.Invoke() == true;
        heard.From.Hear(replies.Error(no, fatal || tooMany, heard.ClientMsgId, now));
        if (tooMany && !fatal)
            heard.From.Outbox!.Close(CloseCode.TooFast, "too_fast");
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

    private void SendAway(Func<RoomMember, bool> whom, CloseCode code, string reason, DateTimeOffset now)
    {
        foreach (var member in members.Where(whom).ToList())
        {
            if (member.Outbox is not null)
                sentAway++;
            member.SendAway(code, reason);
            Remove(member, atOnce: true, now);
        }
    }

    private void Remove(RoomMember member, bool atOnce, DateTimeOffset now)
    {
        members.Remove(member);
        if (people.Find(member.Who.UserId)?.Connections.Contains(member) != true)
            return;
        people.Depart(member, atOnce, now);
        if (people.Find(member.Who.UserId) is not { Connections.Count: > 0 })
            presence.Typists.Stop(member.Who.UserId);
        presence.Touch(member.Who.UserId, now);
    }

    private void Note(Room state)
    {
        if (!state.IsOpen || noted?.IsSame(state, people.UserCount, people.ConnectionCount) == true)
            return;
        noted = RoomCard.Of(state, people.UserCount, people.ConnectionCount);
        around.Noted(noted);
    }
}
