using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>Answers what members say on their connections: <c>ack</c>, <c>error</c>, <c>pong</c>, <c>read</c>, and what changes by a signal. Runs on the room's loop.</summary>
internal sealed class RoomAnswering(RoomMeasures measures, RoomReplies replies, HashSet<RoomMember> members, Participants people, PresenceTalk presence, ReadMarks marks)
{
    /// <summary>Answers one message of a member, once its command is decided.</summary>
    public void Answer(RoomLetter.Heard heard, Outcome<Room, RoomEvent, RoomAnswer> outcome, DateTimeOffset now)
    {
        var (from, state) = (heard.From, outcome.State);
        switch (outcome.Answer)
        {
            case RoomAnswer.Rejected no:
                Err(heard, no, fatal: false, now);
                return;
            case RoomAnswer.Done done:
                if (done.Duplicate)
                    measures.Duplicate();
                from.Hear(replies.Ack(done, state.Epoch, heard.ClientMsgId, now));
                return;
        }

        if (heard.Fault is { } fault)
        {
            Err(heard, fault, fatal: false, now);
            return;
        }

        switch (heard.Request)
        {
            case RoomRequest.Ping ping:
                from.Hear(replies.Pong(ping.Nonce, now));
                break;
            case RoomRequest.State { Away: var away } when from.IsAway != away:
                from.IsAway = away;
                people.Find(from.Who.UserId)?.Settle();
                presence.Touch(from.Who.UserId, now);
                break;
            case RoomRequest.Typing { IsTyping: false }:
                presence.Typists.Stop(from.Who.UserId);
                break;
            case RoomRequest.Typing when MessageDeciding.MayNotTalk(state, from.Who, now) is { } no:
                Err(heard, no, fatal: false, now);
                break;
            case RoomRequest.Typing when members.Contains(from):
                presence.Typists.Type(from.Who.UserId, now);
                break;
            case RoomRequest.Read read when read.Seq < 1 || read.Seq > state.Head:
                Err(heard, new("bad_seq"), fatal: false, now);
                break;
            case RoomRequest.Read read when marks.Move(from.Who.UserId, read.Seq, now):
                foreach (var own in members.Where(one => one.Who.UserId == from.Who.UserId && one.Outbox is not null))
                    own.Hear(replies.Read(read.Seq, now));
                break;
        }
    }

    /// <summary>Says no; one <c>error</c> too many closes the connection.</summary>
    /// <param name="fatal">Whether a close follows in any case.</param>
    public void Err(RoomLetter.Heard heard, RoomAnswer.Rejected no, bool fatal, DateTimeOffset now)
    {
        measures.Error(no.Code);
        var tooMany = heard.Erred?.Invoke() == true;
        heard.From.Hear(replies.Error(no, fatal || tooMany, heard.ClientMsgId, now));
        if (tooMany && !fatal)
            heard.From.Outbox!.Close(CloseCode.TooFast, "too_fast");
    }
}
