using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Meets;

/// <summary>The members of one meet and what each of them hears: takes every letter to those who deal with it. Runs on the meet's loop.</summary>
public sealed class MeetGathering : Gathering<Meet, MeetCommand, MeetEvent, MeetAnswer>
{
    private static readonly TimeSpan FileAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Roster roster;
    private readonly Relay relay;
    private readonly Pulls pulls;
    private readonly Threshold threshold;
    private readonly Recoveries recoveries;
    private readonly Displays displays;
    private readonly Hearing hearing;
    private readonly Answers answers;
    private readonly NotDone notDone;
    private readonly MeetSurroundings around;
    private DateTimeOffset? fileAgainAt;

    /// <summary>Begins with nobody there.</summary>
    public MeetGathering(MeetId id, MeetSurroundings around)
    {
        this.around = around;
        roster = new(around.Terms);
        relay = new(id, roster, around.Measures, around.Log);
        displays = new(id, roster, around);
        threshold = new(id, roster, displays, around);
        pulls = new(id, roster, around.Terms, around.Rules, around.Measures, around.FreshEpoch);
        recoveries = new(id, roster, around);
        hearing = new(roster, pulls, recoveries, around);
        notDone = new(roster, recoveries);
        answers = new(id, relay, threshold, pulls, recoveries, around);
    }

    /// <inheritdoc/>
    public override int Members => roster.Members.Count;

    /// <inheritdoc/>
    public override DateTimeOffset? WakeAt
    {
        get
        {
            DateTimeOffset?[] all = [roster.WakeAt, recoveries.WakeAt, pulls.WakeAt, displays.WakeAt, fileAgainAt];
            return all.Min();
        }
    }

    /// <inheritdoc/>
    public override void Receive(Letter<MeetCommand> letter, Meet state, DateTimeOffset now)
    {
        switch (letter)
        {
            case MeetLetter.Heard heard:
                heard.Reception = hearing.Receive(heard, state, now);
                if (heard.Reception.Session is { } session && heard.From.Session?.Id != session.Id)
                    recoveries.Expect(heard);
                break;
            case MeetLetter.Entering entering when (entering.View is null ? roster.Sessions >= around.Terms.MaxMembers : roster.Viewers >= around.Terms.MaxViewers):
                entering.Rejection = new MeetReply.JoinRejected("MEET_FULL", "The meet has no place left.");
                entering.Command = null;
                break;
            case MeetLetter.Entering { View: null } entering:
                recoveries.Expect(entering);
                break;
            case MeetLetter.Listening listening when roster.Viewers >= around.Terms.MaxViewers:
                listening.Refused = NotLetIn.Full;
                break;
            case Tick<MeetCommand>:
                letter.Command = recoveries.Next(state, now);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Speak(Letter<MeetCommand> letter, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var state = outcome.State;
        if (letter is MeetLetter one)
            recoveries.Arrived(one);
        switch (letter)
        {
            case MeetLetter.Heard heard:
                Speak(heard, outcome, now);
                break;
            case MeetLetter.Entering entering:
                SpeakEvents(outcome, null, now);
                if (threshold.Welcome(entering, outcome, now) is { } claims)
                    recoveries.Saw(claims);
                break;
            case MeetLetter.Saying saying:
                roster.Spell(saying.To, saying.Spelling);
                saying.To.Hear(saying.Reply);
                break;
            case MeetLetter.Listening listening:
                listening.Answer(threshold.Welcome(listening, state, now));
                break;
            case MeetLetter.Looking looking when Displays.MayShow(state):
                looking.Answer(new(displays, state, now));
                break;
            case MeetLetter.Looking looking:
                looking.Undo();
                break;
            case MeetLetter.Importing importing:
                SpeakEvents(outcome, null, now);
                importing.Answer(outcome.Answer, outcome.Head);
                break;
            case MeetLetter.Leaving leaving:
                pulls.Forget(leaving.From);
                roster.Remove(leaving.From, now);
                leaving.Gone();
                break;
            case Tick<MeetCommand>:
                recoveries.Went();
                SpeakEvents(outcome, null, now);
                pulls.EndLate(state, now);
                displays.Show(state, now);
                break;
        }

        recoveries.Follow(state, now);
        roster.TellPresence(state, now);
    }

    /// <inheritdoc/>
    public override void SpeakMissed(IReadOnlyList<Happened<MeetEvent>> missed, Meet state, long head)
    {
        if (missed.Count > 0)
            SpeakEvents(new(state, head, missed, null), null, missed[^1].At);
        if (state.Auth is not null)
            threshold.SendAwayEnded(state);
    }

    /// <inheritdoc/>
    public override void Undo(Letter<MeetCommand> letter, Undone why) => notDone.Tell(letter);

    /// <inheritdoc/>
    public override void End(ChannelEnd why)
    {
        foreach (var member in roster.Members)
        {
            switch (why)
            {
                case ChannelEnd.Orderly:
                    member.Hear(new MeetReply.ServerNotice("shutdown", "The server restarts.", around.ComeBack()));
                    member.Outbox.Close(around.End.Code, "the server is going away");
                    break;
                case ChannelEnd.Deleted:
                    member.Hear(new MeetReply.InvalidSession(member.Token, "ENDED"));
                    member.Outbox.Close(CloseCode.Revoked, "the meet was removed");
                    break;
                default:
                    member.Outbox.Close(CloseCode.ComeBack, "come back from your position");
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override bool OwesAftermath(Meet state, IEventLog log) => state.Published is not null && !log.Archived;

    /// <inheritdoc/>
    public override async ValueTask DoAftermathAsync(Meet state, IEventLog log, DateTimeOffset now)
    {
        await around.Filing.FileAsync(state, log, now);
        fileAgainAt = log.Archived ? null : now + FileAgainAfter;
    }

    private void Speak(MeetLetter.Heard heard, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var (member, state) = (heard.From, outcome.State);
        roster.Spell(member, heard.Spelling);
        if (outcome.Answer is MeetAnswer.NoSession gone)
        {
            Invalid(member, new(heard.Request.SessionToken, gone.Code));
            return;
        }

        if (!member.IsAttached && member.Outbox.IsClosing)
        {
            // Said before another connection took its place, or before it hung up: what it asked is done, but it takes nobody's place for that.
            SpeakEvents(outcome, member, now);
            if (heard.Reception.Page != PageUse.None)
                answers.AnswerPage(member, heard, state);
            return;
        }

        if (heard.Reception.Session is { } session)
            threshold.Attach(member, session, heard, state);
        else if (heard.Reception.Refusal is null && heard.Claims is MeetClaims.OfView view)
        {
            var isNew = member.ViewGeneration != view.Generation;
            threshold.AttachViewer(member, view.Generation, heard.Request.SessionToken);
            if (isNew && heard.Request is not MeetRequest.ClientPull { Watch: not null })
                threshold.StartWatching(member, Watch.AllPlatforms, state, now);
        }

        if (heard.Reception.Refusal is MeetReply.InvalidSession invalid)
            Invalid(member, invalid);
        else if (heard.Reception.Refusal is { } refusal)
            member.Hear(refusal);
        else if (member.IsViewer)
            answers.AnswerViewer(member, heard.Request, state, now);
        else
        {
            SpeakEvents(outcome, member, now);
            answers.Answer(member, heard, outcome, now);
        }
    }

    /// <summary>Tells what happened.</summary>
    private void SpeakEvents(Outcome<Meet, MeetEvent, MeetAnswer> outcome, MeetMember? sender, DateTimeOffset now)
    {
        if (outcome.Events.Count == 0)
            return;
        if (outcome.Events.Any(one => one.Body is MeetEvent.EpochBegan))
            recoveries.Began(outcome.State, now);
        displays.Note(outcome.Events);
        relay.Speak(outcome, sender);
        recoveries.Follow(outcome.State, now);
    }

    private static void Invalid(MeetMember member, MeetReply.InvalidSession invalid)
    {
        member.Hear(invalid);
        member.Strike();
    }
}
