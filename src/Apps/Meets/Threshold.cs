using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Meets;

/// <summary>Where connections become members of a meet and cease to be: joins, tokens used on a new connection, ended sessions. Owned by the meet's loop.</summary>
internal sealed class Threshold(MeetId id, Roster roster, Displays displays, MeetSurroundings around)
{
    /// <summary>Ties a connection to the session of a token it used; its stream waits for its first pull.</summary>
    public void Attach(MeetMember member, MeetSession session, MeetLetter.Heard heard, Meet state)
    {
        if (member.Session?.Id == session.Id)
            return;
        roster.Attach(member, session, (MeetClaims.OfSession)heard.Claims, heard.Request.SessionToken);
        // Until the first pull is done nothing is told: the client's cursor is not known.
        member.Paused = true;
        roster.SetWatch(member, Watch.OnlyUpdates.For(state.Auth!.RoleOf(session)));
    }

    /// <summary>Makes a connection a display's.</summary>
    public void AttachViewer(MeetMember member, int generation, string token)
    {
        if (member.ViewGeneration == generation)
            return;
        roster.AttachViewer(member, generation, token);
        roster.SetWatch(member, Watch.Nothing);
    }

    /// <summary>Answers somebody who comes in; gives back the claims of the session that was made, or null.</summary>
    public MeetClaims.OfSession? Welcome(MeetLetter.Entering entering, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
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
            (member.ToldEpoch, member.OwnEpoch, member.Paused) = (state.Epoch, null, state.Recovering is not null);
            member.TookOver = entering.Command is MeetCommand.Join { PreviousAuthor: not null };
            member.Hear(new MeetReply.Welcome(admitted.Created, id, token, around.Tokens.ViewToken(id, state.Auth.ViewGeneration), admitted.LocationName,
                admitted.LocationName is null ? null : state.Auth.PriorityOf(admitted.LocationName), admitted.Role, admitted.AuthorId, state.Epoch, outcome.Head, admitted.Block,
                admitted.Role is MeetRole.Writer or MeetRole.Director ? state.Auth.ListedLocations : null, state.Published is not null, around.Terms.HeartbeatSeconds, now));
            roster.SetWatch(member, Watch.Nothing);
            StartWatching(member, (entering.Watch ?? Watch.OnlyUpdates).For(admitted.Role), state, now);
            if (admitted.Created)
                around.Measures.Created();
            around.Measures.Joined();
            return claims;
        }
        else if (outcome.Answer is MeetAnswer.Rejected no)
        {
            member.Hear(entering.Command is MeetCommand.Join ? new MeetReply.JoinRejected(no.Code, no.Reason, no.RetryAfterMs)
                : new MeetReply.RequestRejected("CreateMeet", no.Code, no.Reason, no.RetryAfterMs));
        }

        return null;
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
            StartWatching(member, (watch ?? Watch.AllPlatforms).For(MeetRole.Viewer), state, now);
        }
    }

    /// <summary>Lets somebody in who only listens to an event stream; why not, or null.</summary>
    public NotLetIn? Welcome(MeetLetter.Listening listening, Meet state, DateTimeOffset now)
    {
        if (listening.Refused is { } refused)
            return refused;
        if (state.Auth is not { } auth)
            return NotLetIn.Lost;
        if (listening.Claims is MeetClaims.OfView view && view.Generation != auth.ViewGeneration)
            return NotLetIn.Token;
        if (state.Recovering is not null || !state.Exists)
            return NotLetIn.Recovering;
        var member = listening.From;
        (member.Spelling, member.ListensAs) = (Spelling.Stream, (listening.Claims as MeetClaims.OfSession)?.SessionId);
        member.Outbox.Post(Core.Connections.SharedFrame.Raw(EventBlock.Opening));
        roster.AttachViewer(member, auth.ViewGeneration, "");
        StartWatching(member, listening.Watch, state, now);
        member.Hear(new MeetReply.TimeNow(now));
        return null;
    }

    /// <summary>Changes what a member hears; what is new to it is told at once, whole.</summary>
    public void StartWatching(MeetMember member, Watch watch, Meet state, DateTimeOffset now)
    {
        var before = member.Watch;
        roster.SetWatch(member, watch);
        displays.Begin(member, before, state, now);
        if (watch.Presence && !before.Presence)
            roster.TellPresenceTo(member, state, now);
        if (!watch.Conflicts || before.Conflicts)
            return;
        foreach (var page in state.Conflicts.Values.Where(one => one.State == ConflictState.Open).Chunk(100))
            member.Hear(new MeetReply.ConflictNotice(page));
    }

    /// <summary>Tells those whose session or view token was ended, and closes them; one whose desk joined again elsewhere is closed as replaced.</summary>
    public void SendAwayEnded(Meet state)
    {
        var auth = state.Auth!;
        foreach (var member in roster.Members.Where(Ended).ToList())
        {
            var takenOver = member.Session is { } session && auth.Sessions.Values.Any(other => other.AuthorId == session.AuthorId && !other.Ended);
            if (!takenOver)
                member.Hear(new MeetReply.InvalidSession(member.Token, "ENDED"));
            roster.Remove(member, null);
            if (takenOver)
                member.Outbox.Close(CloseCode.Replaced, "another session took over this one");
            else
                member.Outbox.Close(CloseCode.Revoked, "the session was ended");
        }

        // A record may be lost while its session holds (7.6); then only that its location is gone ends it.
        bool Ended(MeetMember member) => member.Session is { } session
            ? auth.Sessions.TryGetValue(session.Id, out var record) ? record.Ended : session.LocationName is not null && auth.Find(session.LocationName) is null
            : member.ListensAs is { } listens ? auth.Sessions.TryGetValue(listens, out var behind) && behind.Ended
            : member.ViewGeneration != auth.ViewGeneration;
    }
}
