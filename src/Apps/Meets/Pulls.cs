namespace Rollcall.Apps.Meets;

/// <summary>Answers pulls; asks a client whose cursor cannot be what it holds, before it believes or dismisses it (specification 7.2, 7.6).
/// Owned by the meet's loop.</summary>
internal sealed class Pulls(MeetId id, Roster roster, MeetTerms terms, MeetRules rules, MeetMeasures measures, Func<string> freshEpoch)
{
    private readonly List<MeetMember> questioned = [];

    /// <summary>When an answer has taken too long; null if nobody is asked.</summary>
    public DateTimeOffset? WakeAt => questioned.Count == 0 ? null : questioned.Min(member => member.Question?.Until);

    /// <summary>Answers a pull, or asks first.</summary>
    /// <param name="epoch">The epoch of its cursor.</param>
    public void Answer(MeetMember member, MeetRequest.ClientPull pull, string epoch, Meet state, DateTimeOffset now)
    {
        // A page that starts over makes a client drop what it holds, so none is sent before it has been heard: whatever else it pulls waits with it.
        if (member.Question is { } open)
            open.Waiting.Add((pull, epoch));
        else if (state.Recovering is null && state.Published is null && Pulling.AskFrom(state, epoch, pull.LastServerSeq) is { } from)
        {
            member.Question = new(epoch, from, pull, now + terms.RecoveryAnswer, [], []);
            questioned.Add(member);
            member.Hear(new MeetReply.StateRecoveryRequest(id, epoch, from, terms.RecoveryPage));
        }
        else
            SendPage(member, epoch, pull, state);
    }

    /// <summary>Takes what a client holds: it begins a recovery, or comes as a late answer, or is nothing.</summary>
    public (MeetCommand? Command, PageUse Page) Hear(MeetMember member, CursorQuestion question, MeetRequest.StateRecoveryResponse page, Meet state, DateTimeOffset now)
    {
        if (!HeldPage.IsGood(page, question.Epoch, question.From, question.Held, terms.RecoveryPage, rules, now))
            return (null, PageUse.QuestionEnds);
        question.Held.AddRange(page.Updates);
        member.Question = question with { Until = now + terms.RecoveryAnswer };
        if (!page.Done)
            return (null, PageUse.QuestionGoesOn);
        var block = member.Claims!.Block ?? 0;
        if (question.Epoch != state.Epoch)
            return (new MeetCommand.TakeLate(question.Epoch, [.. question.Held], page.LastServerSeq, state.Auth!.PriorityOf(member.Session!.LocationName), block), PageUse.QuestionEnds);
        // What it holds is asked for once more when its turn comes; here it only proves that something is missing.
        return (question.Held.Count == 0 ? null : new MeetCommand.BeginRecovery(freshEpoch(), state.Epoch, block), PageUse.QuestionEnds);
    }

    /// <summary>What a client was asked is answered: now its pull is dealt with.</summary>
    public void End(MeetMember member, Meet state)
    {
        questioned.Remove(member);
        if (member.Question is not { } question)
            return;
        member.Question = null;
        SendPage(member, question.Epoch, question.Pull, state);
        foreach (var (pull, epoch) in question.Waiting)
            SendPage(member, epoch, pull, state);
    }

    /// <summary>Deals with those whose answer took too long.</summary>
    public void EndLate(Meet state, DateTimeOffset now)
    {
        foreach (var member in questioned.Where(one => one.Question is null || one.Question.Until <= now).ToList())
            End(member, state);
    }

    /// <summary>Forgets somebody who left.</summary>
    public void Forget(MeetMember member) => questioned.Remove(member);

    private void SendPage(MeetMember member, string epoch, MeetRequest.ClientPull pull, Meet state)
    {
        if (state.Recovering is not null)
        {
            member.Hear(new MeetReply.RequestRejected("ClientPull", "RECOVERING", "The meet's state is being recovered from its desks.", 1_000));
            return;
        }

        var page = Pulling.Page(state, epoch, pull.LastServerSeq, pull.Limit, terms.PageBytes);
        if (pull.LastServerSeq > 0 && !member.Paused)
            measures.Replayed(page.Resync ? "snapshot" : "complete");
        member.Hear(page);
        (member.ToldEpoch, member.OwnEpoch) = (state.Epoch, state.Epoch);
        member.Paused = page.More;
        roster.Place(member);
    }
}
