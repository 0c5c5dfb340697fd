using System.Text;

namespace Rollcall.Apps.Meets;

/// <summary>What a request under a token comes to before it is decided: whose it is, why it is refused at once, or the command it asks for.
/// Owned by the meet's loop.</summary>
internal sealed class Hearing(Roster roster, Pulls pulls, Recoveries recoveries, MeetSurroundings around)
{
    /// <summary>Finds out whose request it is, and gives the letter its command.</summary>
    public Reception Receive(MeetLetter.Heard heard, Meet state, DateTimeOffset now)
    {
        if (heard.Claims is MeetClaims.OfView view)
            return ReceiveViewer(heard, view, state);

        var claims = (MeetClaims.OfSession)heard.Claims;
        if (state.Auth is null)
            return Lost(heard);
        var (session, code) = SessionRule.Find(state, claims.SessionId, now, around.Rules);
        if (session is null && code == "UNKNOWN" && SessionRule.HoldsWithoutRecord(state, claims.LocationName, claims.Writes, claims.Issued, now, around.Rules))
            session = new(claims.SessionId, claims.AuthorId, claims.LocationName, claims.Writes, claims.Issued, DateTimeOffset.MinValue, Ended: false);
        if (session is null)
            return new(null, new MeetReply.InvalidSession(heard.Request.SessionToken, code));
        if (heard.From.Session?.Id != session.Id && roster.Sessions >= around.Terms.MaxMembers && !roster.Members.Any(member => member.Session?.Id == session.Id))
            return Refuse(heard, "RETRY_LATER", "The meet has no place left just now.", 5_000);

        recoveries.Saw(claims);
        // Whatever becomes of the pull, it says which life of the log its client remembers.
        if (heard.Request is MeetRequest.ClientPull { Epoch: { } own })
            heard.From.OwnEpoch = own;
        if (!state.Exists)
        {
            recoveries.Want();
            return new(session, Wait(heard));
        }

        (heard.Command, var page) = CommandOf(heard, state, session, now);
        // A record is kept alive to the hour; one that was lost is made anew once the recovery is over.
        if (session.LastUsed < SessionRule.Hour(now) && (state.Recovering is null || session.LastUsed > DateTimeOffset.MinValue))
            heard.Command = new MeetCommand.Using(session with { LastUsed = SessionRule.Hour(now) }, heard.Command);
        return new(session, null, page);
    }

    private Reception ReceiveViewer(MeetLetter.Heard heard, MeetClaims.OfView view, Meet state) =>
        state.Auth is null ? Lost(heard)
        : heard.From.ViewGeneration != view.Generation && roster.Viewers >= around.Terms.MaxViewers ? Refuse(heard, "RETRY_LATER", "The meet has no place left just now.", 5_000)
        : state.Auth.ViewGeneration != view.Generation ? new(null, new MeetReply.InvalidSession(heard.Request.SessionToken, "ENDED"))
        : Reception.None;

    private (MeetCommand? Command, PageUse Page) CommandOf(MeetLetter.Heard heard, Meet state, MeetSession session, DateTimeOffset now) => heard.Request switch
    {
        MeetRequest.UpdateInit update =>
            (new MeetCommand.Update(session.Id, update.Epoch ?? heard.From.ToldEpoch ?? ((MeetClaims.OfSession)heard.Claims).Epoch, update.Updates), PageUse.None),
        MeetRequest.ManageMeet manage when session.Writes =>
            (new MeetCommand.Manage(session.Id, manage.Locations, heard.NewPasswordHash, manage.EndSessions, manage.EndOthers, manage.NewViewToken)
            {
                LacksHash = manage.Password is not null && heard.NewPasswordHash is null,
            }, PageUse.None),
        MeetRequest.SettleConflict settle when session.Writes => (new MeetCommand.Settle(session.Id, settle.ConflictId, settle.Apply), PageUse.None),
        MeetRequest.PublishMeet publish when session.Writes =>
            (new MeetCommand.Publish(session.Id, publish.ReturnEmail, publish.OplCsv is { } csv ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(csv) : null, publish.DryRun)
            {
                AwayDesks = roster.AwayDesks(state),
            }, PageUse.None),
        // Answers come in the order of the questions, and a doubtful cursor is asked about before a recovery begins, never during it.
        MeetRequest.StateRecoveryResponse page when heard.From.Question is { } question => pulls.Hear(heard.From, question, page, state, now),
        MeetRequest.StateRecoveryResponse page when recoveries.IsTurnOf(state, heard.From) => (recoveries.Hear(state, heard.From, page, now), PageUse.Recovery),
        _ => (null, PageUse.None),
    };

    private static Reception Lost(MeetLetter.Heard heard) => Refuse(heard, "MEET_LOST", "The server lost this meet; a director can restore it.", 5_000);

    private static Reception Refuse(MeetLetter.Heard heard, string code, string reason, int retryAfterMs) =>
        new(null, new MeetReply.RequestRejected(heard.Request.Name, code, reason, retryAfterMs));

    private static MeetReply.RequestRejected Wait(MeetLetter.Heard heard) =>
        new(heard.Request.Name, "RECOVERING", "The meet's state is being recovered from its desks.", 1_000);
}
