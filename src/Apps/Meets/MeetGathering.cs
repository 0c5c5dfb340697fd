using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Meets;

/// <summary>What a meet's gathering is given.</summary>
/// <param name="Terms">How members are treated.</param>
/// <param name="Rules">How the meet is decided.</param>
/// <param name="Tokens">Seals tokens and finds seals good.</param>
/// <param name="Measures">What is counted.</param>
/// <param name="Filing">What is done with a finished meet.</param>
/// <param name="FreshEpoch">Makes up the name of a new life of a log.</param>
/// <param name="ComeBack">How long a client should wait before it comes back after a shutdown, spread out; milliseconds.</param>
public sealed record MeetSurroundings(MeetTerms Terms, MeetRules Rules, MeetTokens Tokens, MeetMeasures Measures, Filing Filing, Func<string> FreshEpoch, Func<int> ComeBack)
{
    /// <summary>Where the operator is told.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}

/// <summary>The members of one meet and what each of them hears: joins, the stream and its pauses, pulls, conflicts, presence, and the
/// conversation by which lost state comes back. Runs on the meet's loop.</summary>
public sealed class MeetGathering : Gathering<Meet, MeetCommand, MeetEvent, MeetAnswer>
{
    private static readonly TimeSpan FileAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Roster roster;
    private readonly Relay relay;
    private readonly Pulls pulls;
    private readonly Threshold threshold;
    private readonly MeetId id;
    private readonly MeetSurroundings around;
    private RecoveryTalk? talk;
    private bool beginRecovery;
    private DateTimeOffset? fileAgainAt;

    /// <summary>Begins with nobody there.</summary>
    public MeetGathering(MeetId id, MeetSurroundings around)
    {
        (this.id, this.around) = (id, around);
        roster = new(around.Terms);
        relay = new(id, roster, around.Measures, around.Log);
        threshold = new(id, roster, around);
        pulls = new(id, roster, around.Terms, around.Rules, around.FreshEpoch);
    }

    /// <inheritdoc/>
    public override int Members => roster.Members.Count;

    /// <inheritdoc/>
    public override DateTimeOffset? WakeAt
    {
        get
        {
            DateTimeOffset?[] all = [roster.WakeAt, talk?.WakeAt, pulls.WakeAt, fileAgainAt, beginRecovery ? DateTimeOffset.MinValue : null];
            return all.Min();
        }
    }

    /// <inheritdoc/>
    public override void Receive(Letter<MeetCommand> letter, Meet state, DateTimeOffset now)
    {
        switch (letter)
        {
            case MeetLetter.Heard heard:
                heard.Reception = Receive(heard, state, now);
                break;
            case MeetLetter.Entering entering when (entering.View is null ? roster.Sessions >= around.Terms.MaxMembers : roster.Viewers >= around.Terms.MaxViewers):
                entering.Rejection = new MeetReply.JoinRejected("MEET_FULL", "The meet has no place left.");
                entering.Command = null;
                break;
            case Tick<MeetCommand> when beginRecovery:
                letter.Command = new MeetCommand.BeginRecovery(around.FreshEpoch(), state.Epoch, talk?.HighestBlock ?? 0);
                break;
            case Tick<MeetCommand> when talk is not null && state.Recovering is not null && talk.Advance(state, roster.Members, now):
                letter.Command = new MeetCommand.EndRecovery(talk.Through, talk.HighestBlock);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Speak(Letter<MeetCommand> letter, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var state = outcome.State;
        switch (letter)
        {
            case MeetLetter.Heard heard:
                Speak(heard, outcome, now);
                break;
            case MeetLetter.Entering entering:
                SpeakEvents(outcome, null, now);
                if (threshold.Welcome(entering, outcome, now) is { } claims)
                    talk?.Saw(claims);
                break;
            case MeetLetter.Saying saying:
                Spell(saying.To, saying.Spelling);
                saying.To.Hear(saying.Reply);
                break;
            case MeetLetter.Leaving leaving:
                pulls.Forget(leaving.From);
                roster.Remove(leaving.From, now);
                leaving.Gone();
                break;
            case Tick<MeetCommand>:
                beginRecovery = false;
                SpeakEvents(outcome, null, now);
                pulls.EndLate(state, now);
                break;
        }

        // A restart in the middle of a recovery: it goes on from what the log says.
        if (state.Recovering is not null && talk is null)
            StartTalk(state, now);
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
    public override void Undo(Letter<MeetCommand> letter, Undone why)
    {
        const string reason = "The server cannot take this just now; nothing was done.";
        switch (letter)
        {
            case MeetLetter.Heard heard:
                if (heard.Reception.Page == PageUse.Recovery)
                    talk?.Forget(heard.From);
                Spell(heard.From, heard.Spelling);
                heard.From.Hear(new MeetReply.RequestRejected(heard.Request.Name, "RETRY_LATER", reason, 1_000));
                break;
            case Tick<MeetCommand>:
                talk?.Again();
                break;
            case MeetLetter.Entering { Command: MeetCommand.Create or MeetCommand.Restore } entering:
                Spell(entering.From, entering.Spelling);
                entering.From.Hear(new MeetReply.RequestRejected("CreateMeet", "RETRY_LATER", reason, 1_000));
                break;
            case MeetLetter.Entering entering:
                Spell(entering.From, entering.Spelling);
                entering.From.Hear(new MeetReply.JoinRejected("RETRY_LATER", reason, 1_000));
                break;
            case MeetLetter.Saying saying:
                Spell(saying.To, saying.Spelling);
                saying.To.Hear(saying.Reply);
                break;
            case MeetLetter.Leaving leaving:
                leaving.Gone();
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(ChannelEnd why)
    {
        foreach (var member in roster.Members)
        {
            switch (why)
            {
                case ChannelEnd.Orderly:
                    member.Hear(new MeetReply.ServerNotice("shutdown", "The server restarts.", around.ComeBack()));
                    member.Outbox.Close(CloseCode.GoingAway, "the server is going away");
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

    private Reception Receive(MeetLetter.Heard heard, Meet state, DateTimeOffset now)
    {
        if (heard.Claims is MeetClaims.OfView view)
            return state.Auth is null ? Refuse(heard, "MEET_LOST", "The server lost this meet; a director can restore it.", 5_000)
                : heard.From.ViewGeneration != view.Generation && roster.Viewers >= around.Terms.MaxViewers ? Refuse(heard, "RETRY_LATER", "The meet has no place left just now.", 5_000)
                : state.Auth.ViewGeneration != view.Generation ? new(null, new MeetReply.InvalidSession(heard.Request.SessionToken, "ENDED"))
                : Reception.None;

        var claims = (MeetClaims.OfSession)heard.Claims;
        if (state.Auth is null)
            return Refuse(heard, "MEET_LOST", "The server lost this meet; a director can restore it.", 5_000);
        var (session, code) = SessionRule.Find(state, claims.SessionId, now, around.Rules);
        if (session is null && code == "UNKNOWN" && SessionRule.HoldsWithoutRecord(state, claims.LocationName, claims.Writes, claims.Issued, now, around.Rules))
            session = new(claims.SessionId, claims.AuthorId, claims.LocationName, claims.Writes, claims.Issued, DateTimeOffset.MinValue, Ended: false);
        if (session is null)
            return new(null, new MeetReply.InvalidSession(heard.Request.SessionToken, code));
        if (heard.From.Session?.Id != session.Id && roster.Sessions >= around.Terms.MaxMembers && !roster.Members.Any(member => member.Session?.Id == session.Id))
            return Refuse(heard, "RETRY_LATER", "The meet has no place left just now.", 5_000);

        talk?.Saw(claims);
        if (!state.Exists)
        {
            beginRecovery = true;
            return new(session, Wait(heard));
        }

        if (heard.Request is MeetRequest.ClientPull { Epoch: { } own })
            heard.From.OwnEpoch = own;
        (heard.Command, var page) = CommandOf(heard, state, session, now);
        // A record is kept alive to the hour; one that was lost is made anew once the recovery is over.
        if (session.LastUsed < SessionRule.Hour(now) && (state.Recovering is null || session.LastUsed > DateTimeOffset.MinValue))
            heard.Command = new MeetCommand.Using(session with { LastUsed = SessionRule.Hour(now) }, heard.Command);
        return new(session, null, page);
    }

    private (MeetCommand? Command, PageUse Page) CommandOf(MeetLetter.Heard heard, Meet state, MeetSession session, DateTimeOffset now) => heard.Request switch
    {
        MeetRequest.UpdateInit update =>
            (new MeetCommand.Update(session.Id, update.Epoch ?? heard.From.ToldEpoch ?? ((MeetClaims.OfSession)heard.Claims).Epoch, update.Updates), PageUse.None),
        MeetRequest.ManageMeet manage when session.Writes =>
            (new MeetCommand.Manage(session.Id, manage.Locations, heard.NewPasswordHash, manage.EndSessions, manage.EndOthers, manage.NewViewToken), PageUse.None),
        MeetRequest.SettleConflict settle when session.Writes => (new MeetCommand.Settle(session.Id, settle.ConflictId, settle.Apply), PageUse.None),
        MeetRequest.PublishMeet publish when session.Writes =>
            (new MeetCommand.Publish(session.Id, publish.ReturnEmail, publish.OplCsv is { } csv ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(csv) : null, publish.DryRun), PageUse.None),
        // Answers come in the order of the questions, and a doubtful cursor is asked about before a recovery begins, never during it.
        MeetRequest.StateRecoveryResponse page when heard.From.Question is { } question => pulls.Hear(heard.From, question, page, state, now),
        MeetRequest.StateRecoveryResponse page when state.Recovering is not null && talk?.Turn == heard.From => (talk.Hear(state, heard.From, page, now), PageUse.Recovery),
        _ => (null, PageUse.None),
    };

    private void Speak(MeetLetter.Heard heard, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var (member, state) = (heard.From, outcome.State);
        Spell(member, heard.Spelling);
        if (outcome.Answer is MeetAnswer.NoSession gone)
        {
            Invalid(member, new(heard.Request.SessionToken, gone.Code));
            return;
        }

        if (heard.Reception.Session is { } session)
            threshold.Attach(member, session, heard, state);
        else if (heard.Reception.Refusal is null && heard.Claims is MeetClaims.OfView view)
            threshold.AttachViewer(member, view.Generation, heard.Request.SessionToken);

        if (heard.Reception.Refusal is MeetReply.InvalidSession invalid)
            Invalid(member, invalid);
        else if (heard.Reception.Refusal is { } refusal)
            member.Hear(refusal);
        else if (member.IsViewer)
            AnswerViewer(member, heard.Request, state);
        else
        {
            SpeakEvents(outcome, member, now);
            Answer(member, heard, outcome, now);
        }
    }

    private void Answer(MeetMember member, MeetLetter.Heard heard, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var state = outcome.State;
        switch (outcome.Answer, heard.Request)
        {
            case (MeetAnswer.Judged judged, _):
                relay.Answer(member, judged, outcome.Head);
                break;
            case (MeetAnswer.Rejected no, _):
                member.Hear(new MeetReply.RequestRejected(heard.Request.Name, no.Code, no.Reason, no.RetryAfterMs));
                break;
            case (MeetAnswer.Managed managed, _):
                member.Hear(new MeetReply.MeetManaged(state.Auth!.ListedLocations, around.Tokens.ViewToken(id, state.Auth.ViewGeneration), managed.SessionsEnded));
                threshold.SendAwayEnded(state);
                break;
            case (MeetAnswer.Settled settled, _):
                member.Hear(new MeetReply.ConflictNotice([settled.Conflict]));
                break;
            case (MeetAnswer.Filed filed, _):
                var done = filed.DryRun && !filed.Already ? null : around.Filing.DeliveryOf(state);
                member.Hear(new MeetReply.PublishAck(id, filed.DryRun, filed.Already, filed.CsvSource, filed.CsvSha256, done, state.Published?.At));
                break;
            case (_, MeetRequest.ClientPull pull):
                if (pull.Watch is { } watch)
                    threshold.StartWatching(member, watch.For(state.Auth!.RoleOf(member.Session!)), state);
                pulls.Answer(member, pull, pull.Epoch ?? member.ToldEpoch ?? ((MeetClaims.OfSession)heard.Claims).Epoch, state, now);
                break;
            case (_, MeetRequest.StateRecoveryResponse):
                AnswerPage(member, heard.Reception.Page, heard.Command, state);
                break;
            default:
                // Whatever a reader asks that only directors may.
                member.Hear(new MeetReply.RequestRejected(heard.Request.Name, "READ_ONLY", "This session may only read."));
                break;
        }
    }

    private void AnswerPage(MeetMember member, PageUse page, MeetCommand? command, Meet state)
    {
        switch (page)
        {
            case PageUse.None:
                member.Hear(new MeetReply.RequestRejected("StateRecoveryResponse", "NOT_ASKED", "Nobody asked for this."));
                break;
            case PageUse.Recovery:
                if (state.Recovering is { } recovering)
                    talk?.Took(command, recovering);
                break;
            case PageUse.QuestionEnds:
                pulls.End(member, state);
                break;
        }
    }

    private void AnswerViewer(MeetMember member, MeetRequest.OfSession request, Meet state)
    {
        switch (request)
        {
            case MeetRequest.ClientPull pull:
                if (pull.Watch is { } watch)
                    threshold.StartWatching(member, watch.For(MeetRole.Viewer), state);
                member.Hear(Pulling.Nothing(state));
                break;
            case MeetRequest.UpdateInit update:
                var refusal = state.Published is null ? new Refusal("READ_ONLY", "A view token may not write.") : new Refusal("MEET_FINISHED", "The meet is finished.");
                member.Hear(new MeetReply.UpdateRejected([.. update.Updates.Select(one => (one.LocalSeqNum, refusal))], null));
                break;
            default:
                member.Hear(new MeetReply.RequestRejected(request.Name, "READ_ONLY", "A view token may only look."));
                break;
        }
    }

    /// <summary>Tells what happened.</summary>
    private void SpeakEvents(Outcome<Meet, MeetEvent, MeetAnswer> outcome, MeetMember? sender, DateTimeOffset now)
    {
        if (outcome.Events.Count == 0)
            return;
        if (outcome.Events.Any(one => one.Body is MeetEvent.EpochBegan))
            RecoveryBegan(outcome.State, now);
        relay.Speak(outcome, sender);
        if (outcome.State.Recovering is null)
            talk = null;
    }

    private void RecoveryBegan(Meet state, DateTimeOffset now)
    {
        beginRecovery = false;
        MeetLog.RecoveryBegan(around.Log, id.Digits, state.Recovering!.Previous, state.Recovering.Through);
        StartTalk(state, now);
        roster.PauseAll();
        roster.Speak(new MeetReply.ServerNotice("recovering", "The server lost part of this meet and is asking the desks for it.", 1_000), _ => true);
    }

    private void StartTalk(Meet state, DateTimeOffset now)
    {
        talk = new(around.Terms, around.Rules, state.Recovering!.OnlyAuthor is null ? now + around.Terms.RecoveryWindow : now, state.Recovering.Through);
        foreach (var member in roster.Members.Where(member => member.Claims is not null))
            talk.Saw(member.Claims!);
    }

    private static void Invalid(MeetMember member, MeetReply.InvalidSession invalid)
    {
        member.Hear(invalid);
        member.Strike();
    }

    /// <summary>From now on the member hears everything as it has just spelled itself.</summary>
    private void Spell(MeetMember member, Spelling spelling)
    {
        member.Spelling = spelling;
        roster.Place(member);
    }

    private static Reception Refuse(MeetLetter.Heard heard, string code, string reason, int retryAfterMs) =>
        new(null, new MeetReply.RequestRejected(heard.Request.Name, code, reason, retryAfterMs));

    private static MeetReply.RequestRejected Wait(MeetLetter.Heard heard) =>
        new(heard.Request.Name, "RECOVERING", "The meet's state is being recovered from its desks.", 1_000);
}
