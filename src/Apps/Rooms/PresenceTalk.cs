using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>Tells the room who is there: a snapshot to whoever comes, then differences gathered for half a second; in a crowd only numbers. The snapshot
/// is the truth; differences keep it fresh. Owned by the room's loop.</summary>
internal sealed class PresenceTalk(RoomTerms terms, RoomReplies replies, Participants people, HashSet<RoomMember> members, RoomMeasures measures)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CountPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    // As those who hear differences know it.
    private readonly Dictionary<long, bool> told = [];
    private readonly HashSet<long> touched = [];

    // Shown to somebody in a snapshot in the middle of gathering: they are told once more.
    private readonly HashSet<long> shown = [];
    private bool counting;
    private DateTimeOffset? gatheredAt;
    private (int Users, int Connections) toldCounts;
    private DateTimeOffset countedAt = DateTimeOffset.MinValue;
    private DateTimeOffset? lookAgainAt;

    /// <summary>Who types.</summary>
    public Typists Typists { get; } = new();

    /// <summary>When there is something to tell; null for never.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            DateTimeOffset?[] all = [gatheredAt, counting && CountsChanged ? countedAt + CountPause : null, counting ? null : Typists.WakeAt, lookAgainAt];
            return all.Min();
        }
    }

    private bool CountsChanged => toldCounts != (people.UserCount, people.ConnectionCount);

    /// <summary>Somebody came, went, or is at the keyboard or not.</summary>
    public void Touch(long user, DateTimeOffset now)
    {
        touched.Add(user);
        if (!counting)
            gatheredAt ??= now + Gather;
    }

    /// <summary>The truth, for one.</summary>
    public SharedFrame Snapshot(Room room, DateTimeOffset now)
    {
        shown.UnionWith(touched.Where(Differs));
        return SharedFrame.Text(replies.Snapshot(counting ? null : Everybody(room, now), people.UserCount, people.ConnectionCount, now));
    }

    /// <summary>Tells what is due.</summary>
    public void Tell(Room room, DateTimeOffset now)
    {
        if (counting ? people.UserCount * 5 < terms.PresenceListMax * 4 : people.UserCount > terms.PresenceListMax)
            ChangeMode(room, now);
        else if (counting)
            TellCounts(now);
        else
            TellDifference(room, now);
        if (!counting && Typists.Tell(now) is { } typing)
            Signal(() => replies.Typing(typing.Users, typing.More, now));
        CatchUpSignals(room, now);
    }

    private void ChangeMode(Room room, DateTimeOffset now)
    {
        counting = !counting;
        Typists.Clear();
        Settle(now);
        var frame = Snapshot(room, now);
        shown.Clear();
        foreach (var member in members)
            Signal(member, frame);
    }

    private void TellCounts(DateTimeOffset now)
    {
        touched.Clear();
        shown.Clear();
        if (!CountsChanged || now < countedAt + CountPause)
            return;
        (toldCounts, countedAt) = ((people.UserCount, people.ConnectionCount), now);
        Signal(() => replies.Count(people.UserCount, people.ConnectionCount, now));
    }

    private void TellDifference(Room room, DateTimeOffset now)
    {
        if (!(gatheredAt <= now))
            return;
        var (joins, leaves, updates) = (new List<PresentUser>(), new List<long>(), new List<(long, bool)>());
        foreach (var user in touched.Union(shown).Order())
        {
            var wasTold = told.TryGetValue(user, out var wasAway);
            if (people.Find(user) is not { } present)
            {
                if (wasTold || shown.Contains(user))
                    leaves.Add(user);
            }
            else if (!wasTold)
            {
                joins.Add(Seen(present, room, now));
            }
            else if (wasAway != present.IsAway || shown.Contains(user))
            {
                updates.Add((user, present.IsAway));
            }
        }

        var changed = joins.Count + leaves.Count + updates.Count > 0;
        Settle(now);
        if (changed)
            Signal(() => replies.Diff(joins, leaves, updates, people.UserCount, people.ConnectionCount, now));
    }

    /// <summary>From now on everybody knows how it is.</summary>
    private void Settle(DateTimeOffset now)
    {
        told.Clear();
        foreach (var one in people.All)
            told[one.Who.UserId] = one.IsAway;
        touched.Clear();
        shown.Clear();
        (gatheredAt, toldCounts, countedAt) = (null, (people.UserCount, people.ConnectionCount), now);
    }

    private void Signal(Func<byte[]> write)
    {
        SharedFrame? frame = null;
        foreach (var member in members)
            Signal(member, frame ??= SharedFrame.Text(write()));
    }

    /// <summary>Signals are the first to be dropped: who is behind hears the truth later.</summary>
    private void Signal(RoomMember member, SharedFrame frame)
    {
        if (member.Outbox is not { } outbox)
            return;
        if (member is { IsLive: true, MissedSignals: false } && outbox.OwedBytes <= outbox.Capacity / 2)
        {
            outbox.Post(frame);
            return;
        }

        member.MissedSignals = true;
        measures.Dropped();
    }

    private void CatchUpSignals(Room room, DateTimeOffset now)
    {
        SharedFrame? snapshot = null;
        var behind = false;
        foreach (var member in members.Where(one => one.MissedSignals))
        {
            if (!member.IsLive || member.Outbox!.OwedBytes > member.Outbox.Capacity / 4)
            {
                behind = true;
                continue;
            }

            member.MissedSignals = false;
            member.Hear(replies.SignalsDropped(now));
            member.Hear(snapshot ??= Snapshot(room, now));
        }

        lookAgainAt = behind ? now + LookAgain : null;
    }

    private IEnumerable<PresentUser> Everybody(Room room, DateTimeOffset now) => people.All.OrderBy(one => one.Who.UserId).Select(one => Seen(one, room, now));

    /// <summary>Whether somebody is otherwise than everybody was told.</summary>
    private bool Differs(long user) => people.Find(user) is { } present ? !told.TryGetValue(user, out var away) || away != present.IsAway : told.ContainsKey(user);

    private static PresentUser Seen(Participant one, Room room, DateTimeOffset now) =>
        new(one.Who.UserId, one.Who.Handle, room.RoleOf(one.Who, now) ?? RoomRole.ReadOnly, one.IsAway);
}
