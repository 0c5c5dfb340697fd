using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Answers what was asked under a token, once everything it did is durable and told. Owned by the meet's loop.</summary>
internal sealed class Answers(MeetId id, Relay relay, Threshold threshold, Pulls pulls, Recoveries recoveries, MeetSurroundings around)
{
    /// <summary>Answers a desk or a reader.</summary>
    public void Answer(MeetMember member, MeetLetter.Heard heard, Outcome<Meet, MeetEvent, MeetAnswer> outcome, DateTimeOffset now)
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
                member.Hear(new MeetReply.PublishAck(id, filed.DryRun, filed.Already, filed.CsvSource, filed.CsvSha256, filed.Inspection, done, state.Published?.At));
                break;
            case (_, MeetRequest.ClientPull pull):
                if (pull.Watch is { } watch)
                    threshold.StartWatching(member, watch.For(state.Auth!.RoleOf(member.Session!)), state, now);
                pulls.Answer(member, pull, pull.Epoch ?? member.ToldEpoch ?? ((MeetClaims.OfSession)heard.Claims).Epoch, state, now);
                break;
            case (_, MeetRequest.StateRecoveryResponse):
                AnswerPage(member, heard, state);
                break;
            default:
                // Whatever a reader asks that only directors may.
                member.Hear(new MeetReply.RequestRejected(heard.Request.Name, "READ_ONLY", "This session may only read."));
                break;
        }
    }

    /// <summary>Answers a display.</summary>
    public void AnswerViewer(MeetMember member, MeetRequest.OfSession request, Meet state, DateTimeOffset now)
    {
        switch (request)
        {
            case MeetRequest.ClientPull pull:
                if (pull.Watch is { } watch)
                    threshold.StartWatching(member, watch.For(MeetRole.Viewer), state, now);
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

    /// <summary>Goes on with what a page of held items was for.</summary>
    public void AnswerPage(MeetMember member, MeetLetter.Heard heard, Meet state)
    {
        switch (heard.Reception.Page)
        {
            case PageUse.None:
                member.Hear(new MeetReply.RequestRejected("StateRecoveryResponse", "NOT_ASKED", "Nobody asked for this."));
                break;
            case PageUse.Recovery:
                recoveries.Took(heard.Command, state);
                break;
            case PageUse.QuestionEnds:
                pulls.End(member, state);
                break;
        }
    }
}
