using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Queue;

/// <summary>The connections of one queue and what each of them hears: events once per dialect, replays, watched tickets, signs of life.
/// Runs on the queue's loop.</summary>
public sealed class QueueGathering : Gathering<QueueState, QueueCommand, QueueEvent, QueueAnswer>
{
    private readonly HashSet<QueueMember> members = [];
    private readonly Watchers watchers = new();
    private readonly ReadyFrames frames = new();
    private readonly SignsOfLife signs;
    private readonly AddressBook addresses;
    private readonly QueueSurroundings around;

    /// <summary>Begins with nobody there.</summary>
    public QueueGathering(QueueSurroundings around)
    {
        this.around = around;
        signs = new(members, TimeSpan.FromSeconds(around.Settings.HeartbeatSeconds));
        addresses = new(around.Settings.RegisterPerAddress, around.Settings.WaitingPerAddress);
    }

    /// <inheritdoc/>
    public override int Members => members.Count;

    /// <inheritdoc/>
    public override DateTimeOffset? WakeAt => members.Count == 0 ? null : signs.WakeAt;

    /// <inheritdoc/>
    public override void Receive(Letter<QueueCommand> letter, QueueState state, DateTimeOffset now)
    {
        if (letter is not QueueLetter.Asking { Command: QueueCommand.Register { By.IsOperator: false } register, Address: { } address } asking || !Callsign.TryParse(register.Callsign, out _))
            return;
        // What was done already is only told again.
        if (register.IdempotencyKey is { } key && QueueKind.Remembered(state, null, key, now) is not null)
            return;
        asking.Command = register with { AddressMustWait = addresses.Attempt(address, state, now) };
    }

    /// <inheritdoc/>
    public override void Speak(Letter<QueueCommand> letter, Outcome<QueueState, QueueEvent, QueueAnswer> outcome, DateTimeOffset now)
    {
        var state = outcome.State;
        SpeakEvents(outcome.Events, state, now);
        switch (letter)
        {
            case QueueLetter.Asking asking:
                Answer(asking, outcome, now);
                break;
            case QueueLetter.Entering entering:
                Welcome(entering, state, now);
                break;
            case QueueLetter.Leaving leaving:
                members.Remove(leaving.Member);
                watchers.Remove(leaving.Member);
                leaving.Gone();
                break;
            case QueueLetter.Subscribing subscribing:
                Subscribe(subscribing, state, now);
                break;
            case QueueLetter.Watching watching:
                watching.Tell(new QueueReply.Dealt(watchers.Watch(watching.Member, watching.Ticket, state, now), state, state.Head, now, null, IsRepeat: false));
                break;
            case Tick<QueueCommand>:
                signs.Tick(state, now);
                break;
        }
    }

    /// <inheritdoc/>
    public override void SpeakMissed(IReadOnlyList<Happened<QueueEvent>> missed, QueueState state, long head)
    {
        if (missed.Count > 0)
            SpeakEvents(missed, state, missed[^1].At);
    }

    /// <inheritdoc/>
    public override void Undo(Letter<QueueCommand> letter, Undone why)
    {
        switch (letter)
        {
            case QueueLetter.Asking asking:
                asking.Tell(new QueueReply.NotDealt(why));
                break;
            case QueueLetter.Entering entering:
                entering.Refused?.Invoke(why);
                break;
            case QueueLetter.Leaving leaving:
                leaving.Gone();
                break;
            case QueueLetter.Subscribing subscribing:
                subscribing.Refuse(why);
                break;
            case QueueLetter.Watching watching:
                watching.Tell(new QueueReply.NotDealt(why));
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(ChannelEnd why)
    {
        foreach (var member in members)
        {
            if (why == ChannelEnd.Orderly)
            {
                member.Outbox.Post(QueueWire.Shutdown(member.Dialect, around.End.Reason, around.ComeBack(), around.Time.GetUtcNow()));
                member.Outbox.Close(around.End.Code, around.End.Reason);
            }
            else
                member.Outbox.Close(CloseCode.Resync, "resync");
        }
    }

    private void SpeakEvents(IReadOnlyList<Happened<QueueEvent>> events, QueueState state, DateTimeOffset now)
    {
        foreach (var one in events)
        {
            var moment = Replaying.At(state, one.Seq);
            if (moment is null)
            {
                // Another node wrote more than is kept: whoever is here starts over.
                foreach (var member in members)
                    member.Outbox.Close(CloseCode.Resync, "resync");
                return;
            }

            var topic = QueueWire.TopicOf(one.Body.Change);
            foreach (var member in members)
            {
                if ((member.Topics & topic) != 0)
                    member.Hear(frames.Of(moment, member.Dialect), now);
            }
        }

        if (events.Count == 0)
            return;
        watchers.Tell(state, now);
        signs.Changed(state, now);
    }

    private void Answer(QueueLetter.Asking asking, Outcome<QueueState, QueueEvent, QueueAnswer> outcome, DateTimeOffset now)
    {
        var (answer, seq, isRepeat) = outcome.Answer is QueueAnswer.Repeated repeated
            ? (repeated.First, repeated.LastSeq, true)
            : (outcome.Answer, outcome.Events.Count > 0 ? outcome.Events[^1].Seq : (long?)null, false);
        if (!isRepeat && answer is QueueAnswer.Registered registered && asking.Address is { } address)
            addresses.Holds(address, registered.Entry.EntryId);
        asking.Tell(new QueueReply.Dealt(answer, outcome.State, outcome.Head, now, seq, isRepeat));
    }

    private void Welcome(QueueLetter.Entering entering, QueueState state, DateTimeOffset now)
    {
        var member = entering.Member;
        members.Add(member);
        switch (member.Dialect)
        {
            case QueueDialect.Frame:
                if (entering.Welcome is { } welcome)
                    member.Hear(welcome(state, now), now);
                break;
            case QueueDialect.Stream:
                WelcomeStream(entering, member, state, now);
                break;
            default:
                member.Hear(QueueWire.Display(state, now), now);
                break;
        }

        signs.Expect(member, now);
    }

    private void WelcomeStream(QueueLetter.Entering entering, QueueMember member, QueueState state, DateTimeOffset now)
    {
        var isBack = entering.LastEventId is not null;
        member.Hear(QueueWire.StreamConnected(state, withId: !isBack), now);
        var missed = entering.LastEventId is { } id && Replaying.Read(id) is { } since ? Missed(member, since, state) : null;
        if (isBack)
            around.Replayed(missed is null ? "snapshot" : "complete");
        foreach (var frame in missed ?? (isBack || entering.WithState ? QueueWire.StreamState(state, now) : []))
            member.Hear(frame, now);
    }

    private void Subscribe(QueueLetter.Subscribing subscribing, QueueState state, DateTimeOffset now)
    {
        var member = subscribing.Member;
        member.Topics = subscribing.Topics;
        signs.Expect(member, now);
        var missed = subscribing.Since is { } since ? Missed(member, since, state) : null;
        if (subscribing.Since is not null)
            around.Replayed(missed is null ? "snapshot" : "complete");
        member.Hear(subscribing.Respond(new(subscribing.Topics, state, now, subscribing.Since is null ? null : missed is not null, missed?.Count ?? 0)), now);
        foreach (var frame in missed ?? [])
            member.Hear(frame, now);
    }

    /// <summary>The events a member missed and listens to; null where they are not all kept, or would fill more than half of its outbox.</summary>
    private List<SharedFrame>? Missed(QueueMember member, Position since, QueueState state)
    {
        if (Replaying.After(state, since, around.Settings.ReplayEvents) is not { } moments)
            return null;
        var (missed, bytes) = (new List<SharedFrame>(), 0L);
        foreach (var moment in moments)
        {
            if ((member.Topics & QueueWire.TopicOf(moment.Happened.Body.Change)) == 0)
                continue;
            var frame = frames.Of(moment, member.Dialect);
            missed.Add(frame);
            bytes += frame.Bytes.Length;
            if (bytes > member.Outbox.Capacity / 2)
                return null;
        }

        return missed;
    }
}
