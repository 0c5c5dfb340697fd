namespace Rollcall.Apps.Rooms;

/// <summary>Whether a room that is not persistent goes by itself: nobody there for a while, or nothing said and nobody come for long. Owned by the room's loop.</summary>
internal sealed class RoomLifetime(RoomTerms terms, HashSet<RoomMember> members)
{
    private static readonly TimeSpan WarnBefore = TimeSpan.FromSeconds(300);

    private DateTimeOffset openedAt;
    private DateTimeOffset cameAt;
    private DateTimeOffset? emptySince;
    private DateTimeOffset? idleAt;
    private DateTimeOffset? warnedOf;
    private DateTimeOffset notBefore;

    /// <summary>Whether it counts down, so that the room must stay awake.</summary>
    public bool IsCounting => idleAt is not null;

    /// <summary>When it has something to do; null for never.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            if (idleAt is not { } idle)
                return null;
            var next = warnedOf == idle ? idle : idle - WarnBefore;
            if (emptySince is { } empty && empty + terms.EmptyGrace < next)
                next = empty + terms.EmptyGrace;
            return next < notBefore ? notBefore : next;
        }
    }

    /// <summary>The room was read from the store: the time without anybody begins anew.</summary>
    public void Opened(DateTimeOffset now) => (openedAt, cameAt, emptySince) = (now, now, now);

    /// <summary>The end could not be written: it is tried again later.</summary>
    public void NotBefore(DateTimeOffset at) => notBefore = at;

    /// <summary>Somebody is at the threshold: it is not over in this round.</summary>
    public void SomebodyComes() => emptySince = null;

    /// <summary>Somebody came in, or was refused.</summary>
    public void Came(Room room, DateTimeOffset now)
    {
        if (members.Count > 0)
            cameAt = now;
        Look(room, now);
    }

    /// <summary>Looks how it stands.</summary>
    public void Look(Room room, DateTimeOffset now)
    {
        emptySince = members.Count > 0 ? null : emptySince ?? now;
        DateTimeOffset[] signs = [openedAt, cameAt, room.LastMessageAt];
        idleAt = room.IsOpen && !room.Info.Persistent ? signs.Max() + terms.IdleTimeout : null;
    }

    /// <summary>The command that ends the room, if its time is over.</summary>
    public RoomCommand.Close? Over(Room room, DateTimeOffset now)
    {
        if (!room.IsOpen || room.Info.Persistent || idleAt is null || now < notBefore)
            return null;
        return emptySince + terms.EmptyGrace <= now ? new(Person.Server, "empty") : idleAt <= now ? new(Person.Server, "idle") : null;
    }

    /// <summary>When it will be closed for want of life, if that is to be told now; once.</summary>
    public DateTimeOffset? Warn(Room room, DateTimeOffset now)
    {
        if (!room.IsOpen || idleAt is not { } idle || warnedOf == idle || now < idle - WarnBefore)
            return null;
        warnedOf = idle;
        return idle;
    }
}
