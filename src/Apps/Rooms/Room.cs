using System.Collections.Immutable;

namespace Rollcall.Apps.Rooms;

/// <summary>One room: what it is, who may do what in it, and how its messages stand. The messages themselves lie in the log. Immutable.</summary>
/// <param name="Id">As in its address.</param>
public sealed record Room(string Id)
{
    private static readonly RoomInfo Nothing = new("", 1, false, "{}", false, RoomRole.Member, Retention.Usual);

    /// <summary>The life of the log; empty while nothing has happened.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>The life a restored backup began, which no entry tells of; null where the first entry began the only one.</summary>
    public RestoredLife? Restored { get; init; }

    /// <summary>The last entry's number.</summary>
    public long Head { get; init; }

    /// <summary>What its owner set.</summary>
    public RoomInfo Info { get; init; } = Nothing;

    /// <summary>Counts the changes of <see cref="Info"/>, from 1.</summary>
    public int Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public long CreatedBy { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool Closed { get; init; }

    /// <summary>When something was last said.</summary>
    public DateTimeOffset LastMessageAt { get; init; }

    /// <summary>Recorded roles by user.</summary>
    public ImmutableSortedDictionary<long, Membership> Members { get; init; } = ImmutableSortedDictionary<long, Membership>.Empty;

    /// <summary>Who is kept out, by user; those that have run out are as if they were not there.</summary>
    public ImmutableSortedDictionary<long, Sanction> Bans { get; init; } = ImmutableSortedDictionary<long, Sanction>.Empty;

    /// <summary>Who may not talk, by user; those that have run out are as if they were not there.</summary>
    public ImmutableSortedDictionary<long, Sanction> Mutes { get; init; } = ImmutableSortedDictionary<long, Sanction>.Empty;

    /// <summary>Invites by their id.</summary>
    public ImmutableSortedDictionary<string, Invite> Invites { get; init; } = ImmutableSortedDictionary.Create<string, Invite>(StringComparer.Ordinal);

    /// <summary>Messages that were edited or deleted, by their number; all others stand as they were sent.</summary>
    public ImmutableDictionary<long, Amendment> Amendments { get; init; } = ImmutableDictionary<long, Amendment>.Empty;

    /// <summary>What was done already.</summary>
    public Operations Operations { get; init; } = Operations.None;

    /// <summary>What retention once took is not served again, even if the owner later wants to keep more: no entry below this number,</summary>
    public long NeverBelow { get; init; } = 1;

    /// <summary>and none older than this.</summary>
    public DateTimeOffset? NeverBefore { get; init; }

    /// <summary>The time of every 1,024th entry, from which the place of a time in the log is found.</summary>
    public ImmutableList<TimeMark> TimeMarks { get; init; } = [];

    /// <summary>Whether it is there: made, and not closed.</summary>
    public bool IsOpen => Epoch.Length > 0 && !Closed;

    /// <summary>The lowest entry served, as far as the number of entries says.</summary>
    public long FloorByCount => Math.Max(NeverBelow, Head - Info.Retention.MaxEntries + 1);

    /// <summary>Entries before this are not served; null where age does not matter.</summary>
    public DateTimeOffset? OldestServed(DateTimeOffset now)
    {
        DateTimeOffset? limit = Info.Retention.MaxAgeSeconds is { } age ? now.AddSeconds(-age) : null;
        return limit is null || NeverBefore > limit ? NeverBefore ?? limit : limit;
    }

    /// <summary>Whether an entry is served.</summary>
    public bool Serves(long seq, DateTimeOffset at, DateTimeOffset now) => seq >= FloorByCount && seq <= Head && !(at < OldestServed(now));

    /// <summary>A ban that counts; null where there is none.</summary>
    public Sanction? BanOf(long user, DateTimeOffset now) => Bans.TryGetValue(user, out var ban) && ban.Holds(now) ? ban : null;

    /// <summary>A mute that counts; null where there is none.</summary>
    public Sanction? MuteOf(long user, DateTimeOffset now) => Mutes.TryGetValue(user, out var mute) && mute.Holds(now) ? mute : null;

    /// <summary>What somebody may do here now; null where they may not be here at all.</summary>
    public RoomRole? RoleOf(Person who, DateTimeOffset now) =>
        who.IsOperator ? RoomRole.Owner : BanOf(who.UserId, now) is not null ? null : RecordedOrDefault(who.UserId);

    /// <summary>How high somebody stands when others act on them, banned or not; -1 for a stranger in a private room.</summary>
    public int RankOf(Person who) => who.IsOperator ? (int)RoomRole.Owner : (int?)RecordedOrDefault(who.UserId) ?? -1;

    /// <summary>Why somebody does not see the room (<c>room_not_found</c>, <c>banned</c>); null if they do.</summary>
    public RoomAnswer.Rejected? Hides(Person who, DateTimeOffset now)
    {
        if (!IsOpen || (!who.IsOperator && Info.IsPrivate && !Members.ContainsKey(who.UserId)))
            return new("room_not_found");
        return !who.IsOperator && BanOf(who.UserId, now) is { } ban ? new("banned", Until: ban.Until) { HasUntil = true } : null;
    }

    private RoomRole? RecordedOrDefault(long user) => Members.TryGetValue(user, out var member) ? member.Role : Info.IsPrivate ? null : Info.DefaultRole;

    /// <summary>The same in another life of its log: positions of the one before are worth nothing.</summary>
    public Room Living(RestoredLife life) => this with { Epoch = life.Epoch, Restored = life };
}

/// <summary>A recorded role.</summary>
public sealed record Membership(string Handle, RoomRole Role, DateTimeOffset Since);

/// <summary>A ban or a mute.</summary>
/// <param name="Handle">Of whom.</param>
/// <param name="Until">Null for ever.</param>
/// <param name="By">Who decided it.</param>
public sealed record Sanction(string Handle, DateTimeOffset? Until, long By, string? Reason, DateTimeOffset At)
{
    /// <summary>Whether it has not run out.</summary>
    public bool Holds(DateTimeOffset now) => !(Until <= now);
}

/// <summary>A way in.</summary>
/// <param name="CodeHash">Of the code, which is shown once and kept nowhere.</param>
public sealed record Invite(string CodeHash, RoomRole Role, int MaxUses, int Uses, DateTimeOffset ExpiresAt, long CreatedBy)
{
    /// <summary>Whether it still lets somebody in.</summary>
    public bool IsLive(DateTimeOffset now) => Uses < MaxUses && ExpiresAt > now;
}

/// <summary>What became of a message after it was sent.</summary>
/// <param name="EditSeq">The entry that holds its present content; 0 where it was never edited.</param>
/// <param name="Revision">1 as sent, one more with each edit.</param>
/// <param name="EditedAt">The last edit.</param>
/// <param name="DeletedAt">Null while it stands.</param>
/// <param name="DeletedBy">By whom.</param>
public sealed record Amendment(long EditSeq, int Revision, DateTimeOffset? EditedAt, DateTimeOffset? DeletedAt, long DeletedBy)
{
    /// <summary>A message nobody touched.</summary>
    public static Amendment None { get; } = new(0, 1, null, null, 0);

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted => DeletedAt is not null;
}

/// <summary>When an entry was made.</summary>
public readonly record struct TimeMark(long Seq, DateTimeOffset At);
