using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>Everybody's way out of a room: places that are given back, and what an entry means for those who are there. Runs on the room's loop.</summary>
internal sealed class Departures(HashSet<RoomMember> members, Participants people, PresenceTalk presence)
{
    /// <summary>How many connections the present letter has sent away.</summary>
    public int SentAway { get; private set; }

    /// <summary>Counts anew.</summary>
    public void BeginLetter() => SentAway = 0;

    /// <summary>Does what follows from an entry for those who are there (specification 4, consequences in the same round).</summary>
    public void Follow(RoomEvent body, Room state, DateTimeOffset now)
    {
        switch (body)
        {
            case RoomEvent.Posted posted:
                presence.Typists.Stop(posted.By);
                break;
            case RoomEvent.Moderated { Action: ModerationAction.Mute } mute:
                presence.Typists.Stop(mute.Target);
                break;
            case RoomEvent.Moderated { Action: ModerationAction.Ban } ban:
                Expel(who => who.UserId == ban.Target && !who.IsOperator, CloseCode.Banned, "banned", now);
                break;
            case RoomEvent.Moderated { Action: ModerationAction.Kick } kick:
                Expel(who => who.UserId == kick.Target, CloseCode.Kicked, "kicked", now);
                break;
            case RoomEvent.MemberChanged { Role: null } removed when state.Info.IsPrivate:
                Expel(who => who.UserId == removed.Target && !who.IsOperator, CloseCode.Kicked, "kicked", now);
                break;
            case RoomEvent.Changed when state.Info.IsPrivate:
                Expel(who => !who.IsOperator && !state.Members.ContainsKey(who.UserId), CloseCode.Forbidden, "forbidden", now);
                break;
            case RoomEvent.RoomClosed:
                SendAway(_ => true, CloseCode.Closed, "room_closed", now);
                break;
        }
    }

    /// <summary>Closes the connections of some, and takes their places back.</summary>
    public void SendAway(Func<RoomMember, bool> whom, CloseCode code, string reason, DateTimeOffset now)
    {
        foreach (var member in members.Where(whom).ToList())
        {
            if (member.Outbox is not null)
                SentAway++;
            member.SendAway(code, reason);
            Remove(member, atOnce: true, now);
        }
    }

    /// <summary>Takes a place back; whose last connection it was leaves, at once or after the grace.</summary>
    public void Remove(RoomMember member, bool atOnce, DateTimeOffset now)
    {
        members.Remove(member);
        if (people.Find(member.Who.UserId)?.Connections.Contains(member) != true)
            return;
        people.Depart(member, atOnce, now);
        if (people.Find(member.Who.UserId) is not { Connections.Count: > 0 })
            presence.Typists.Stop(member.Who.UserId);
        presence.Touch(member.Who.UserId, now);
    }

    // Also those who are only within the grace: nobody is shown who may not be here.
    private void Expel(Func<Person, bool> whom, CloseCode code, string reason, DateTimeOffset now)
    {
        SendAway(member => whom(member.Who), code, reason, now);
        foreach (var one in people.All.Where(one => one.Connections.Count == 0 && whom(one.Who)).ToList())
        {
            people.Remove(one.Who.UserId);
            presence.Touch(one.Who.UserId, now);
        }
    }
}
