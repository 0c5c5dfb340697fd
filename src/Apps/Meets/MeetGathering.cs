using System.Text;
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
public sealed record MeetSurroundings(MeetTerms Terms, MeetRules Rules, MeetTokens Tokens, MeetMeasures Measures, Filing Filing, Func<string> FreshEpoch, Func<int> ComeBack);

/// <summary>The members of one meet and what each of them hears: joins, the stream and its pauses, pulls, conflicts, presence, and the
/// conversation by which lost state comes back. Runs on the meet's loop.</summary>
public sealed class MeetGathering(MeetId id, MeetSurroundings around) : Gathering<Meet, MeetCommand, MeetEvent, MeetAnswer>
{
    private readonly Roster roster = new(around.Terms);
    private readonly List<MeetMember> questioned = [];
    private RecoveryTalk? talk;
    private bool beginRecovery;
    private Delivery? delivery;

    /// <inheritdoc/>
    public override int Members => roster.Members.Count;

    /// <inheritdoc/>
    public override DateTimeOffset? WakeAt
    {
        get
        {
            DateTimeOffset?[] all = [roster.WakeAt, talk?.WakeAt, questioned.Count == 0 ? null : questioned.Min(member => member.Question?.Until), beginRecovery ? DateTimeOffset.MinValue : null];
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
                Welcome(entering, outcome, now);
                break;
            case MeetLetter.Saying saying:
                saying.To.Spelling = saying.Spelling;
                roster.Place(saying.To);
                saying.To.Hear(saying.Reply);
                break;
            case MeetLetter.Leaving leaving:
                questioned.Remove(leaving.From);
                roster.Remove(leaving.From, now);
                leaving.Gone();
                break;
            case Tick<MeetCommand>:
                beginRecovery = false;
                SpeakEvents(outcome, null, now);
                foreach (var member in questioned.Where(one => one.Question!.Until <= now).ToList())
                    EndQuestion(member, state);
                break;
        }

        // A restart in the middle of a recovery: it goes on from what the log says.
        if (state.Recovering is not null && talk is null)
            StartTalk(state, now);
        roster.TellPresence(state, now);
    }

    /// <inheritdoc/>
    public override void SpeakMissed(IReadOnlyList<Happened<MeetEvent>> missed, Meet state, long head) =>
        SpeakEvents(new(state, head, missed, null), null, missed[^1].At);

    /// <inheritdoc/>
    public override void Undo(Letter<MeetCommand> letter, Undone why)
    {
        const string reason = "The server cannot take this just now; nothing was done.";
        switch (letter)
        {
            case MeetLetter.Heard heard:
                if (heard.Reception.Page == PageUse.Recovery)
                    talk?.Forget(heard.From);
                heard.From.Hear(new MeetReply.RequestRejected(heard.Request.Name, "RETRY_LATER", reason, 1_000));
                break;
            case Tick<MeetCommand>:
                talk?.Again();
                break;
            case MeetLetter.Entering { Command: MeetCommand.Create or MeetCommand.Restore } entering:
                entering.From.Hear(new MeetReply.RequestRejected("CreateMeet", "RETRY_LATER", reason, 1_000));
                break;
            case MeetLetter.Entering entering:
                entering.From.Hear(new MeetReply.JoinRejected("RETRY_LATER", reason, 1_000));
                break;
            case MeetLetter.Saying saying:
                saying.To.Hear(saying.Reply);
                break;
            case MeetLetter.Leaving leaving:
                leaving.Gone();
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(bool orderly)
    {
        foreach (var member in roster.Members)
        {
            if (orderly)
            {
                member.Hear(new MeetReply.ServerNotice("shutdown", "The server restarts.", around.ComeBack()));
                member.Outbox.Close(CloseCode.GoingAway, "the server is going away");
            }
            else
                member.Outbox.Close(CloseCode.ComeBack, "come back from your position");
        }
    }

    /// <inheritdoc/>
    public override bool OwesAftermath(Meet state, IEventLog log) => state.Published is not null && !log.Archived;

    /// <inheritdoc/>
    public override async ValueTask DoAftermathAsync(Meet state, IEventLog log, DateTimeOffset now) =>
        delivery = await around.Filing.FileAsync(state, log, now);

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
            (new MeetCommand.Publish(session.Id, publish.ReturnEmail, publish.OplCsv is { } csv ? Encoding.UTF8.GetBytes(csv) : null, publish.DryRun), PageUse.None),
        MeetRequest.StateRecoveryResponse page when state.Recovering is not null && talk?.Turn == heard.From => (talk.Hear(state, heard.From, page, now), PageUse.Recovery),
        MeetRequest.StateRecoveryResponse page when heard.From.Question is { } question => AnswerToQuestion(heard.From, question, page, state, session, now),
        _ => (null, PageUse.None),
    };

    /// <summary>A client was asked because of its cursor: what it holds begins a recovery, or comes as a late answer, or is nothing.</summary>
    private (MeetCommand? Command, PageUse Page) AnswerToQuestion(
        MeetMember member, CursorQuestion question, MeetRequest.StateRecoveryResponse page, Meet state, MeetSession session, DateTimeOffset now)
    {
        if (!HeldPage.IsGood(page, question.Epoch, question.From, question.Held, around.Terms.RecoveryPage, now))
            return (null, PageUse.QuestionEnds);
        var block = member.Claims!.Block ?? 0;
        if (question.Epoch == state.Epoch)
            return (page.Updates.IsEmpty ? null : new MeetCommand.BeginRecovery(around.FreshEpoch(), state.Epoch, block), PageUse.QuestionEnds);
        question.Held.AddRange(page.Updates);
        member.Question = question with { Until = now + around.Terms.RecoveryAnswer };
        return page.Done
            ? (new MeetCommand.TakeLate(question.Epoch, [.. question.Held], page.LastServerSeq, state.Auth!.PriorityOf(session.LocationName), block), PageUse.QuestionEnds)
            : (null, PageUse.QuestionGoesOn);
    }

    private void Speak(MeetLetter.Heard heard, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var (member, state) = (heard.From, outcome.State);
        member.Spelling = heard.Spelling;
        roster.Place(member);
        if (outcome.Answer is MeetAnswer.NoSession gone)
        {
            Invalid(member, new(heard.Request.SessionToken, gone.Code));
            return;
        }

        if (heard.Reception.Session is { } session)
            Attach(member, session, heard, state);
        else if (heard.Reception.Refusal is null && heard.Claims is MeetClaims.OfView view)
            AttachViewer(member, view.Generation, heard.Request.SessionToken);

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

    private void Attach(MeetMember member, MeetSession session, MeetLetter.Heard heard, Meet state)
    {
        if (member.Session?.Id == session.Id)
            return;
        roster.Attach(member, session, (MeetClaims.OfSession)heard.Claims, heard.Request.SessionToken);
        // Until the first pull is done nothing is told: the client's cursor is not known.
        member.Paused = true;
        member.Watch = Watch.OnlyUpdates.For(state.Auth!.RoleOf(session));
        roster.Place(member);
    }

    private void AttachViewer(MeetMember member, int generation, string token)
    {
        if (member.ViewGeneration == generation)
            return;
        roster.AttachViewer(member, generation, token);
        member.Watch = Watch.AllPlatforms;
    }

    private void Answer(MeetMember member, MeetLetter.Heard heard, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var state = outcome.State;
        switch (outcome.Answer, heard.Request)
        {
            case (MeetAnswer.Judged judged, MeetRequest.UpdateInit update):
                AnswerUpdates(member, judged, update, outcome);
                break;
            case (MeetAnswer.Rejected no, _):
                member.Hear(new MeetReply.RequestRejected(heard.Request.Name, no.Code, no.Reason, no.RetryAfterMs));
                break;
            case (MeetAnswer.Managed managed, _):
                member.Hear(new MeetReply.MeetManaged(state.Auth!.Locations, around.Tokens.ViewToken(id, state.Auth.ViewGeneration), managed.SessionsEnded));
                SendAwayEnded(state);
                break;
            case (MeetAnswer.Settled settled, _):
                member.Hear(new MeetReply.ConflictNotice([settled.Conflict]));
                break;
            case (MeetAnswer.Filed filed, _):
                var done = filed.DryRun && !filed.Already ? null : delivery ?? Filing.DeliveryOf(state);
                member.Hear(new MeetReply.PublishAck(id, filed.DryRun, filed.Already, filed.CsvSource, filed.CsvSha256, done, state.Published?.At));
                break;
            case (_, MeetRequest.ClientPull pull):
                AnswerPull(member, pull, ((MeetClaims.OfSession)heard.Claims).Epoch, state, now);
                break;
            case (_, MeetRequest.StateRecoveryResponse):
                AnswerPage(member, heard.Reception.Page, state);
                break;
            default:
                // Whatever a reader asks that only directors may.
                member.Hear(new MeetReply.RequestRejected(heard.Request.Name, "READ_ONLY", "This session may only read."));
                break;
        }
    }

    private void AnswerUpdates(MeetMember member, MeetAnswer.Judged judged, MeetRequest.UpdateInit update, Outcome<Meet, MeetEvent, MeetAnswer> outcome)
    {
        long? told = member.HearsUpdates ? outcome.Head : null;
        if (!judged.Accepted.IsEmpty)
            member.Hear(new MeetReply.UpdateAck(judged.Accepted, told));
        if (!judged.Refused.IsEmpty)
            member.Hear(new MeetReply.UpdateRejected(judged.Refused, told));
        around.Measures.Batch(update.Updates.Length);
        around.Measures.Accepted(judged.Accepted.Length);
        foreach (var (_, refusal) in judged.Refused)
        {
            around.Measures.Rejected(refusal.Code);
            if (refusal.Standing is not null)
                around.Measures.Conflict("refused");
        }
    }

    private void AnswerPull(MeetMember member, MeetRequest.ClientPull pull, string sealedEpoch, Meet state, DateTimeOffset now)
    {
        if (pull.Watch is { } watch)
            StartWatching(member, watch.For(state.Auth!.RoleOf(member.Session!)), state);
        if (state.Recovering is not null)
        {
            member.Hear(new MeetReply.RequestRejected("ClientPull", "RECOVERING", "The meet's state is being recovered from its desks.", 1_000));
            return;
        }

        var epoch = pull.Epoch ?? member.ToldEpoch ?? sealedEpoch;
        if (member.Question is null && state.Published is null && Pulling.AskFrom(state, epoch, pull.LastServerSeq) is { } from)
        {
            member.Question = new(epoch, from, pull with { Epoch = epoch }, now + around.Terms.RecoveryAnswer, []);
            questioned.Add(member);
            member.Hear(new MeetReply.StateRecoveryRequest(id, epoch, from, around.Terms.RecoveryPage));
            return;
        }

        SendPage(member, epoch, pull, state);
    }

    private void SendPage(MeetMember member, string epoch, MeetRequest.ClientPull pull, Meet state)
    {
        var page = Pulling.Page(state, epoch, pull.LastServerSeq, pull.Limit, around.Terms.PageBytes);
        member.Hear(page);
        member.ToldEpoch = state.Epoch;
        member.Paused = page.More;
        roster.Place(member);
    }

    private void AnswerPage(MeetMember member, PageUse page, Meet state)
    {
        switch (page)
        {
            case PageUse.None:
                member.Hear(new MeetReply.RequestRejected("StateRecoveryResponse", "NOT_ASKED", "Nobody asked for this."));
                break;
            case PageUse.Recovery:
                talk?.Took(state.Recovering!.Through);
                break;
            case PageUse.QuestionEnds:
                EndQuestion(member, state);
                break;
        }
    }

    /// <summary>What the client was asked is answered, or took too long: now its pull is dealt with.</summary>
    private void EndQuestion(MeetMember member, Meet state)
    {
        var question = member.Question!;
        member.Question = null;
        questioned.Remove(member);
        if (state.Recovering is not null)
            member.Hear(new MeetReply.RequestRejected("ClientPull", "RECOVERING", "The meet's state is being recovered from its desks.", 1_000));
        else
            SendPage(member, question.Epoch, question.Pull, state);
    }

    private void AnswerViewer(MeetMember member, MeetRequest.OfSession request, Meet state)
    {
        switch (request)
        {
            case MeetRequest.ClientPull pull:
                if (pull.Watch is { } watch)
                    StartWatching(member, watch.For(MeetRole.Viewer), state);
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

    private void Welcome(MeetLetter.Entering entering, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
    {
        var (member, state) = (entering.From, outcome.State);
        member.Spelling = entering.Spelling;
        if (entering.Rejection is { } rejection)
            member.Hear(rejection);
        else if (entering.View is { } view)
            WelcomeViewer(member, view.Token, view.Claims, entering.Watch, state, now);
        else if (outcome.Answer is MeetAnswer.Admitted admitted)
        {
            var (token, claims) = entering.Seal!(admitted, state.Epoch);
            roster.Attach(member, state.Auth!.Sessions[claims.SessionId], claims, token);
            (member.ToldEpoch, member.Paused) = (state.Epoch, state.Recovering is not null);
            member.Hear(new MeetReply.Welcome(admitted.Created, id, token, around.Tokens.ViewToken(id, state.Auth.ViewGeneration), admitted.LocationName,
                admitted.LocationName is null ? null : state.Auth.PriorityOf(admitted.LocationName), admitted.Role, admitted.AuthorId, state.Epoch, outcome.Head, admitted.Block,
                admitted.Role is MeetRole.Writer or MeetRole.Director ? state.Auth.Locations : null, state.Published is not null, around.Terms.HeartbeatSeconds, now));
            StartWatching(member, (entering.Watch ?? Watch.OnlyUpdates).For(admitted.Role), state);
            roster.Place(member);
            talk?.Saw(claims);
            if (admitted.Created)
                around.Measures.Created();
            around.Measures.Joined();
        }
        else if (outcome.Answer is MeetAnswer.Rejected no)
        {
            member.Hear(entering.Command is MeetCommand.Join ? new MeetReply.JoinRejected(no.Code, no.Reason, no.RetryAfterMs)
                : new MeetReply.RequestRejected("CreateMeet", no.Code, no.Reason, no.RetryAfterMs));
        }
    }

    private void WelcomeViewer(MeetMember member, string token, MeetClaims.OfView claims, Watch? watch, Meet state, DateTimeOffset now)
    {
        if (state.Auth is null)
            member.Hear(new MeetReply.JoinRejected("MEET_LOST", "The server lost this meet; a director can restore it.", 5_000));
        else if (state.Auth.ViewGeneration != claims.Generation)
            member.Hear(new MeetReply.JoinRejected("BAD_CREDENTIALS", "Wrong meet id or password."));
        else
        {
            AttachViewer(member, claims.Generation, token);
            member.Hear(new MeetReply.Welcome(Created: false, id, token, token, null, null, MeetRole.Viewer, null, state.Epoch, state.Head, null, null,
                state.Published is not null, around.Terms.HeartbeatSeconds, now));
            StartWatching(member, (watch ?? Watch.AllPlatforms).For(MeetRole.Viewer), state);
        }
    }

    private void StartWatching(MeetMember member, Watch watch, Meet state)
    {
        var before = member.Watch;
        member.Watch = watch;
        roster.Place(member);
        if (watch.Presence && !before.Presence)
            member.Hear(roster.PresenceIn(state));
        if (!watch.Conflicts || before.Conflicts)
            return;
        foreach (var page in state.Conflicts.Values.Where(one => one.State == ConflictState.Open).Chunk(100))
            member.Hear(new MeetReply.ConflictNotice(page));
    }

    /// <summary>Tells every audience what happened, the sender only what it did not do itself.</summary>
    private void SpeakEvents(Outcome<Meet, MeetEvent, MeetAnswer> outcome, MeetMember? sender, DateTimeOffset now)
    {
        if (outcome.Events.Count == 0)
            return;
        var state = outcome.State;
        if (outcome.Events.Any(one => one.Body is MeetEvent.EpochBegan))
            RecoveryBegan(state, now);
        var items = new List<Item>();
        var unnumbered = new List<Item>();
        var conflicts = new List<Conflict>();
        foreach (var one in outcome.Events)
        {
            switch (one.Body)
            {
                case MeetEvent.Updated updated when state.Recovering is null:
                    var item = new Item(updated.Key, updated.Value, one.Seq, 0, updated.Origin, updated.Priority, updated.LocationName, updated.AuthorId) { Overruled = updated.Overruled };
                    items.Add(item);
                    if (updated.LocalSeqNum is null)
                        unnumbered.Add(item);
                    if (!updated.Overruled.IsEmpty)
                        around.Measures.Conflict("overruled");
                    AddConflict(one.Seq);
                    break;
                case MeetEvent.Refused:
                    AddConflict(one.Seq);
                    break;
                case MeetEvent.ConflictSettled settled:
                    AddConflict(settled.ConflictId);
                    break;
                case MeetEvent.Recovered { Late: false } recovered:
                    RecoveryEnded(state, recovered, outcome.Head);
                    break;
                case MeetEvent.Published:
                    roster.Speak(new MeetReply.ServerNotice("finished", "The meet is finished.", null), _ => true);
                    break;
            }
        }

        if (items.Count > 0)
            roster.SpeakLive(new MeetReply.UpdateRelay(state.Epoch, items, outcome.Head), sender);
        if (sender is { HearsUpdates: true } && unnumbered.Count > 0)
            sender.Hear(new MeetReply.UpdateRelay(state.Epoch, unnumbered, unnumbered[^1].Number));
        if (conflicts.Count > 0)
            roster.Speak(new MeetReply.ConflictNotice(conflicts), member => member.Watch.Conflicts);

        void AddConflict(long conflictId)
        {
            if (state.Conflicts.TryGetValue(conflictId, out var conflict))
                conflicts.Add(conflict);
        }
    }

    private void RecoveryBegan(Meet state, DateTimeOffset now)
    {
        beginRecovery = false;
        StartTalk(state, now);
        roster.PauseAll();
        roster.Speak(new MeetReply.ServerNotice("recovering", "The server lost part of this meet and is asking the desks for it.", 1_000), _ => true);
    }

    private void RecoveryEnded(Meet state, MeetEvent.Recovered recovered, long head)
    {
        talk = null;
        roster.PauseAll();
        foreach (var member in roster.Members)
            member.ToldEpoch = state.Epoch;
        roster.Speak(new MeetReply.StateRecovered(id, state.Epoch, recovered.Epoch, recovered.ThroughSeq, recovered.Count, head), _ => true);
    }

    private void StartTalk(Meet state, DateTimeOffset now)
    {
        talk = new(around.Terms, state.Recovering!.OnlyAuthor is null ? now + around.Terms.RecoveryWindow : now, state.Recovering.Through);
        foreach (var member in roster.Members.Where(member => member.Claims is not null))
            talk.Saw(member.Claims!);
    }

    private void SendAwayEnded(Meet state)
    {
        var auth = state.Auth!;
        foreach (var member in roster.Members.Where(Ended).ToList())
        {
            member.Hear(new MeetReply.InvalidSession(member.Token, "ENDED"));
            roster.Remove(member, null);
            member.Outbox.Close(CloseCode.Revoked, "the session was ended");
        }

        bool Ended(MeetMember member) => member.Session is { } session
            ? !auth.Sessions.TryGetValue(session.Id, out var record) || record.Ended
            : member.ViewGeneration != auth.ViewGeneration;
    }

    private static void Invalid(MeetMember member, MeetReply.InvalidSession invalid)
    {
        member.Hear(invalid);
        member.Strike();
    }

    private static Reception Refuse(MeetLetter.Heard heard, string code, string reason, int retryAfterMs) =>
        new(null, new MeetReply.RequestRejected(heard.Request.Name, code, reason, retryAfterMs));

    private static MeetReply.RequestRejected Wait(MeetLetter.Heard heard) =>
        new(heard.Request.Name, "RECOVERING", "The meet's state is being recovered from its desks.", 1_000);
}
