using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>Lets connections in: the place in one decision, then the greeting, then what they missed. Runs on the room's loop.</summary>
internal sealed class RoomThreshold(
    RoomSurroundings around, RoomReplies replies, HashSet<RoomMember> members, Participants people, PresenceTalk presence, RecentEntries recent, ReadMarks marks)
{
    private RoomTerms Terms => around.Terms;

    /// <summary>When the next place is given back that nobody came for; null if all came.</summary>
    public DateTimeOffset? WakeAt => members.Where(one => one.Outbox is null).Select(one => (DateTimeOffset?)one.ReservedUntil).Min();

    /// <summary>Decides whether somebody comes in, and takes the place (specification 5.2, the order of its table).</summary>
    public Entered Enter(RoomLetter.Entering entering, Room room, DateTimeOffset now)
    {
        var member = entering.Member;
        if (room.Closed)
            return new Entered.Gone();
        if (room.Hides(member.Who, now) is { } hidden)
            return new Entered.Refused(hidden);
        var replaced = entering.Visit.Replaces is { } id ? members.FirstOrDefault(one => one.ConnectionId == id && one.Who.UserId == member.Who.UserId) : null;
        if (members.Count(one => one != replaced && one.Who.UserId == member.Who.UserId) >= Terms.ConnectionsPerUser)
            return new Entered.Refused(new("too_many_connections"));
        if (members.Count - (replaced is null ? 0 : 1) >= room.Info.MaxClients)
            return new Entered.Refused(new("room_full"));
        if (replaced is not null)
        {
            replaced.SendAway(CloseCode.Replaced, "replaced");
            members.Remove(replaced);
            people.Depart(replaced, atOnce: false, now);
        }

        member.ReservedUntil = now + Terms.Handshake;
        members.Add(member);
        return new Entered.In();
    }

    /// <summary>Places that were kept for connections that never came.</summary>
    public IReadOnlyList<RoomMember> TakeLate(DateTimeOffset now)
    {
        var late = members.Where(one => one.Outbox is null && one.ReservedUntil <= now).ToList();
        late.ForEach(one => one.SendAway(CloseCode.Overloaded, "overloaded"));
        return late;
    }

    /// <summary>Greets a connection; answers what it must be told before it is live.</summary>
    public Missing Arrive(RoomLetter.Arriving arriving, Room room, long floor, DateTimeOffset now)
    {
        var (member, visit) = (arriving.Member, arriving.Visit);
        member.Outbox = arriving.Outbox;
        if (member.SentAway is not null)
        {
            // Its place went while it was on the way.
            member.TurnAway(arriving.Outbox);
            return Missing.Nothing;
        }

        people.Arrive(member, now);
        presence.Touch(member.Who.UserId, now);
        var recovery = visit.Since is { } since ? Recovery.Of(visit.Epoch!, since, room, floor, Terms.RecoveryMaxEntries) : Recovery.NotAsked;
        if (recovery.Requested)
            around.Measures.Recovered(recovery.Reason);
        member.Hear(replies.Hello(new(member.ConnectionId, member.Who, room.RoleOf(member.Who, now) ?? RoomRole.ReadOnly, room.MuteOf(member.Who.UserId, now),
            room, floor, recovery, marks.Of(member.Who.UserId), Terms.Told), now));
        member.Hear(presence.Snapshot(room, now));
        if (recovery.Recovered)
            return CatchUp(member, visit.Since!.Value, room, floor);
        if (visit.History > 0 && !TellHistory(member, visit.History, room, floor, now))
            return new(0, room.Head, visit.History);
        member.IsLive = true;
        return Missing.Nothing;
    }

    /// <summary>A member knows everything up to an entry: it is told the rest here if that is little and at hand; else the answer says what it must be told.</summary>
    public Missing CatchUp(RoomMember member, long through, Room room, long floor)
    {
        if (member.SentAway is not null || member.Outbox!.IsClosing)
            return Missing.Nothing;
        if (through < floor - 1)
        {
            // Retention went past what it was being told.
            member.Outbox.Close(CloseCode.Resync, "resync");
            return Missing.Nothing;
        }

        if (!recent.Covers(through))
            return new(through + 1, room.Head, 0);
        var frames = recent.After(through, room).ToList();
        if (frames.Sum(frame => (long)frame.Bytes.Length) > member.Outbox.Capacity / 2)
            return new(through + 1, room.Head, 0);
        frames.ForEach(member.Hear);
        member.IsLive = true;
        return Missing.Nothing;
    }

    /// <summary>Tells the newest messages if they are at hand; false where the log must be read.</summary>
    private bool TellHistory(RoomMember member, int count, Room room, long floor, DateTimeOffset now)
    {
        var chat = recent.Chat(count + 1, floor, room);
        if (chat.Count <= count && recent.First > floor)
            return false;
        var items = new List<byte[]>();
        var (bytes, from) = (0, chat.Count);
        while (from > 0 && items.Count < count && (items.Count == 0 || bytes + chat[from - 1].Message.Length <= Rooms.CatchUp.HistoryBytes))
        {
            from--;
            bytes += chat[from].Message.Length;
            items.Insert(0, chat[from].Message);
        }

        member.Hear(replies.History(items, hasMore: from > 0, from > 0 ? chat[from].Seq : null, now));
        return true;
    }
}
