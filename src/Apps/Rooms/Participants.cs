namespace Rollcall.Apps.Rooms;

/// <summary>Who is in a room: users with their connections, and those whose last one ended less than the grace ago. Owned by the room's loop.</summary>
internal sealed class Participants(TimeSpan grace)
{
    private readonly Dictionary<long, Participant> byUser = [];

    /// <summary>How many users.</summary>
    public int UserCount => byUser.Count;

    /// <summary>How many connections.</summary>
    public int ConnectionCount { get; private set; }

    /// <summary>Everybody, in no order.</summary>
    public IReadOnlyCollection<Participant> All => byUser.Values;

    /// <summary>When the next one leaves for good if they do not come back; null if nobody is leaving.</summary>
    public DateTimeOffset? NextDeparture => byUser.Values.Min(one => one.LeavesAt);

    /// <summary>Somebody who is there; null where they are not.</summary>
    public Participant? Find(long user) => byUser.GetValueOrDefault(user);

    /// <summary>A connection more.</summary>
    public void Arrive(RoomMember member, DateTimeOffset now)
    {
        if (!byUser.TryGetValue(member.Who.UserId, out var one))
            byUser[member.Who.UserId] = one = new(member.Who, now);
        one.Connections.Add(member);
        (one.Who, one.LeavesAt) = (member.Who, null);
        ConnectionCount++;
        one.Settle();
    }

    /// <summary>A connection less; one that is not there is passed over, so a late clean-up never touches a newer one.</summary>
    public void Depart(RoomMember member, bool atOnce, DateTimeOffset now)
    {
        if (Find(member.Who.UserId) is not { } one || !one.Connections.Remove(member))
            return;
        ConnectionCount--;
        one.Settle();
        if (one.Connections.Count > 0)
            return;
        one.LeavesAt = now + grace;
        if (atOnce || grace == TimeSpan.Zero)
            byUser.Remove(one.Who.UserId);
    }

    /// <summary>Somebody is not there any more, grace or not.</summary>
    public void Remove(long user)
    {
        if (byUser.Remove(user, out var one))
            ConnectionCount -= one.Connections.Count;
    }

    /// <summary>Lets those go whose grace is over; answers who went.</summary>
    public IReadOnlyList<long> Settle(DateTimeOffset now)
    {
        var gone = byUser.Values.Where(one => one.LeavesAt <= now).Select(one => one.Who.UserId).ToList();
        gone.ForEach(user => byUser.Remove(user));
        return gone;
    }
}

/// <summary>A user who is there.</summary>
internal sealed class Participant(Person who, DateTimeOffset joinedAt)
{
    public Person Who { get; set; } = who;

    public DateTimeOffset JoinedAt { get; } = joinedAt;

    public List<RoomMember> Connections { get; } = [];

    /// <summary>When they leave for good; null while they have a connection.</summary>
    public DateTimeOffset? LeavesAt { get; set; }

    /// <summary>Away only if all connections are; without any, as it was last.</summary>
    public bool IsAway { get; private set; }

    public void Settle()
    {
        if (Connections.Count > 0)
            IsAway = Connections.TrueForAll(one => one.IsAway);
    }
}
