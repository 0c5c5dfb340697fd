using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Devices;

/// <summary>The devices of one user that are there, and what each of them hears: pushes, presence, playback. Runs on the loop of the user's channel.</summary>
public sealed class UserGathering : Gathering<UserLog, UserCommand, UserEvent, UserAnswer>
{
    private static readonly TimeSpan ForgetAgainAfter = TimeSpan.FromSeconds(30);
    private static readonly UserKind Kind = new();

    private readonly UserSurroundings around;
    private readonly Roster roster;
    private readonly SyncPush pushes;
    private readonly Playback playback;
    private readonly Attendance attendance;
    private readonly EventPages pages = new(Kind);
    private readonly Retention retention = new(Kind);

    // Told while the log has no life of its own yet, and then given to it.
    private readonly string spareEpoch;

    // Events that went without the state knowing it; null where it does.
    private long? floor;
    private DateTimeOffset forgetAt;
    private TokenBucket rate;

    /// <summary>Begins with nobody there.</summary>
    public UserGathering(long userId, UserSurroundings around)
    {
        this.around = around;
        spareEpoch = around.FreshEpoch();
        roster = new(userId, around);
        pushes = new(roster, around);
        playback = new(userId, roster, around);
        attendance = new(roster, pushes, playback, new(userId, roster, playback.Players, around), around);
        rate = new(around.Settings.AppendsPerSecond, around.Settings.AppendBurst, around.Time);
    }

    /// <summary>Connections, and devices that may come back within their grace period: what they play is nowhere else.</summary>
    public override int Members => Math.Max(roster.Present, playback.Players.Count);

    /// <inheritdoc/>
    public override DateTimeOffset? WakeAt => new[] { roster.WakeAt, playback.WakeAt, floor is null ? null : forgetAt }.Min();

    /// <inheritdoc/>
    public override void Receive(Letter<UserCommand> letter, UserLog state, DateTimeOffset now)
    {
        switch (letter)
        {
            case UserLetter.Appending appending:
                appending.Throttled = rate.Take();
                appending.Command = appending.Throttled is null ? appending.Append : null;
                break;
            case UserLetter.Reading reading:
                pages.Ask(reading);
                break;
            case UserLetter.Retiring retiring:
                retention.Ask(retiring);
                break;
            case Tick<UserCommand> when floor is { } kept:
                forgetAt = now + ForgetAgainAfter;
                letter.Command = new UserCommand.Forget(kept);
                break;
        }

        if (state.Life is null && letter is (UserLetter.Entering or UserLetter.Reading or UserLetter.Viewing))
            letter.Command = new UserCommand.Begin(spareEpoch);
    }

    /// <inheritdoc/>
    public override bool OwesAftermath(UserLog state, IEventLog log)
    {
        NoteFloor(state, log);
        return pages.IsOwed || retention.IsOwed;
    }

    /// <inheritdoc/>
    public override async ValueTask DoAftermathAsync(UserLog state, IEventLog log, DateTimeOffset now)
    {
        if (retention.IsOwed)
            await retention.RunAsync(state, log);
        await pages.ReadAsync(state, EpochOf(state), log);
        NoteFloor(state, log);
    }

    /// <inheritdoc/>
    public override void Speak(Letter<UserCommand> letter, Outcome<UserLog, UserEvent, UserAnswer> outcome, DateTimeOffset now)
    {
        switch (letter)
        {
            case UserLetter.Heard heard when roster.IsLive(heard.From):
                Hear(heard.From, heard.Message, now);
                break;
            case UserLetter.Entering entering:
                attendance.Enter(entering.Member, outcome.State, EpochOf(outcome.State), now);
                entering.Tell(entering.Member);
                break;
            case UserLetter.Appending appending:
                foreach (var happened in outcome.Events)
                    pushes.Push(UserKind.SyncEventOf(happened, (UserEvent.Appended)happened.Body), appending.ConnectionId);
                appending.Tell(new(outcome.Answer, EpochOf(outcome.State), appending.Throttled));
                break;
            case UserLetter.Reading reading:
                if (reading is { DeviceId: { } reader, Page.IsGone: false })
                    pushes.Returned(reader, reading.Page.CurrentSeq);
                reading.Tell(reading.Page!);
                break;
            case UserLetter.Viewing viewing:
                if (viewing.DeviceId is { } viewer)
                    pushes.Returned(viewer, outcome.State.Head);
                viewing.Tell(new(outcome.State, EpochOf(outcome.State)));
                break;
            case UserLetter.Answering answering:
                pushes.Answered(answering.From, answering.PingedAt);
                break;
            case UserLetter.Leaving leaving:
                attendance.Leave(leaving.From, leaving.Ending, now);
                break;
            case UserLetter.Expelling expelling:
                attendance.Expel(expelling.Member, expelling.Reason, now);
                break;
            case UserLetter.Changing changing:
                attendance.Change(changing, now);
                break;
            case UserLetter.Retiring retiring:
                retiring.Tell(retiring.Done ?? new(0, outcome.State.Life?.Floor ?? 1));
                break;
            case Tick<UserCommand>:
                playback.Settle(now);
                attendance.Settle(now);
                break;
        }
    }

    /// <inheritdoc/>
    public override void SpeakMissed(IReadOnlyList<Happened<UserEvent>> missed, UserLog state, long head)
    {
        foreach (var happened in missed)
            pushes.Push(UserKind.SyncEventOf(happened, (UserEvent.Appended)happened.Body), authorConnectionId: null);
    }

    /// <inheritdoc/>
    public override void Undo(Letter<UserCommand> letter, Undone why)
    {
        switch (letter)
        {
            case UserLetter.Entering entering:
                entering.Undo(why);
                break;
            case UserLetter.Appending appending:
                appending.Undo(why);
                break;
            case UserLetter.Viewing viewing:
                viewing.Undo(why);
                break;
            case UserLetter.Reading reading:
                pages.Forget(reading);
                reading.Undo(why);
                break;
            case UserLetter.Retiring retiring:
                retention.Forget(retiring);
                retiring.Undo(why);
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(ChannelEnd why) => attendance.End(why);

    private string EpochOf(UserLog log) => log.Life?.Epoch ?? spareEpoch;

    private void NoteFloor(UserLog state, IEventLog log) => floor = state.Life is { } life && log.Floor + 1 > life.Floor ? log.Floor + 1 : null;

    private void Hear(DeviceMember from, ClientMessage message, DateTimeOffset now)
    {
        switch (message)
        {
            case ClientMessage.Ping:
                from.Hear(ServerMessage.Pong.Answer);
                break;
            case ClientMessage.Watch:
                attendance.Watch(from, now);
                break;
            case ClientMessage.Fault fault:
                from.Hear(new ServerMessage.Error(fault.Code, fault.Text));
                break;
            case ClientMessage.OfPlayer playing:
                playback.Hear(from, playing, now);
                break;
            default:
                throw new InvalidOperationException($"Nothing is done about {message.GetType().Name}");
        }
    }
}
