using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Tells every audience of a meet what happened, and the sender what became of its updates. Owned by the meet's loop.</summary>
internal sealed class Relay(MeetId id, Roster roster, MeetMeasures measures, ILogger log)
{
    private const int MostInRelay = 500;

    /// <summary>Tells of events: updates to those that hear them, of its own the sender only what has no local number; then conflicts to those that watch them.</summary>
    public void Speak(Outcome<Meet, MeetEvent, MeetAnswer> outcome, MeetMember? sender)
    {
        var state = outcome.State;
        var items = new List<Item>();
        var unnumbered = new List<Item>();
        var conflicts = new List<Conflict>();
        foreach (var one in outcome.Events)
        {
            switch (one.Body)
            {
                // What comes back in a recovery is not relayed: everybody pulls when it has ended.
                case MeetEvent.Updated updated when state.Recovering is null:
                    var item = new Item(updated.Key, updated.Value, one.Seq, 0, updated.Origin, updated.Priority, updated.LocationName, updated.AuthorId) { Overruled = updated.Overruled };
                    items.Add(item);
                    if (updated.LocalSeqNum is null)
                        unnumbered.Add(item);
                    if (!updated.Overruled.IsEmpty)
                        measures.Conflict("overruled");
                    AddConflict(one.Seq);
                    break;
                case MeetEvent.Refused:
                    AddConflict(one.Seq);
                    break;
                case MeetEvent.ConflictSettled settled:
                    MeetLog.ConflictResolved(log, id.Digits, settled.ConflictId, settled.Applied ? "applied" : "dismissed");
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

        // What an import brings may be thousands: in parts, each as long as a page.
        for (var from = 0; from < items.Count; from += MostInRelay)
        {
            var part = items.GetRange(from, Math.Min(MostInRelay, items.Count - from));
            roster.SpeakLive(new MeetReply.UpdateRelay(state.Epoch, part, from + part.Count == items.Count ? outcome.Head : part[^1].Number), sender);
        }

        if (sender is { HearsUpdates: true } && unnumbered.Count > 0)
        {
            // What the sender numbered itself it hears in the acknowledgement that follows: up to there it has not been told everything yet.
            var told = outcome.Events.TakeWhile(one => one.Body is not MeetEvent.Updated { LocalSeqNum: not null }).Select(one => one.Seq).LastOrDefault(outcome.Events[0].Seq - 1);
            sender.Hear(new MeetReply.UpdateRelay(state.Epoch, unnumbered, told));
        }

        if (conflicts.Count > 0)
        {
            // Who settles a conflict hears of it in the answer.
            var settles = outcome.Answer is MeetAnswer.Settled;
            roster.Speak(new MeetReply.ConflictNotice(conflicts), member => member.Watch.Conflicts && !(settles && member == sender));
        }

        void AddConflict(long conflictId)
        {
            if (!state.Conflicts.TryGetValue(conflictId, out var conflict))
                return;
            conflicts.Add(conflict);
            if (conflict.State == ConflictState.Open)
                MeetLog.ConflictDecided(log, id.Digits, conflictId, conflict.Standing.LocationName);
        }
    }

    /// <summary>Answers a batch: each local number once.</summary>
    public void Answer(MeetMember member, MeetAnswer.Judged judged, long head)
    {
        // The results went out without them: somebody has to know that they are there.
        var late = judged.Refused.Count(one => one.Refusal.Code == "MEET_FINISHED");
        if (late > 0)
            MeetLog.CameTooLate(log, id.Digits, late, member.Session?.LocationName ?? "");
        long? told = member.HearsUpdates ? head : null;
        if (!judged.Accepted.IsEmpty)
            member.Hear(new MeetReply.UpdateAck(judged.Accepted, told));
        if (!judged.Refused.IsEmpty)
            member.Hear(new MeetReply.UpdateRejected(judged.Refused, told));
        measures.Batch(judged.Accepted.Length + judged.Refused.Length);
        measures.Accepted(judged.Accepted.Length);
        foreach (var (_, refusal) in judged.Refused)
        {
            measures.Rejected(refusal.Code);
            if (refusal.Standing is not null)
                measures.Conflict("refused");
        }
    }

    private void RecoveryEnded(Meet state, MeetEvent.Recovered recovered, long head)
    {
        MeetLog.RecoveryEnded(log, id.Digits, recovered.Epoch, recovered.ThroughSeq, recovered.Count);
        roster.PauseAll();
        // Whoever is told drops what it holds. One that has not said which life that is of could not be asked for it: its pull will say, and is answered.
        var told = roster.Members.Where(member => !member.MayRememberBeside(recovered.Epoch, state.Epoch)).ToHashSet();
        foreach (var member in told)
            (member.ToldEpoch, member.OwnEpoch) = (state.Epoch, state.Epoch);
        roster.Speak(new MeetReply.StateRecovered(id, state.Epoch, recovered.Epoch, recovered.ThroughSeq, recovered.Count, head), told.Contains);
    }
}
