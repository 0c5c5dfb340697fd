using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Rooms;

/// <summary>What each event changes. Pure.</summary>
internal static class RoomEvolving
{
    /// <summary>One time mark for so many entries.</summary>
    public const int MarkEvery = 1_024;

    public static Room Evolve(Room state, Happened<RoomEvent> happened)
    {
        var (seq, at) = (happened.Seq, happened.At);
        var next = Apply(state, happened.Body, seq, at) with { Head = seq };
        if (happened.Op is { } operation)
            next = next with { Operations = state.Operations.With(new(OperationKey.Parse(operation), seq, at)) };
        return seq % MarkEvery == 1 ? Tidy(next, seq, at) : next;
    }

    private static Room Apply(Room state, RoomEvent body, long seq, DateTimeOffset at) => body switch
    {
        RoomEvent.Created created => state with
        {
            Epoch = created.Epoch,
            Info = created.Info,
            Version = 1,
            CreatedAt = at,
            CreatedBy = created.By,
            LastMessageAt = at,
            Members = created.By == 0 ? state.Members : state.Members.Add(created.By, new(created.Handle, RoomRole.Owner, at)),
        },
        RoomEvent.Posted => state with { LastMessageAt = at },
        RoomEvent.Edited edited => Amend(state, edited.Target, before => before with { EditSeq = seq, Revision = edited.Revision, EditedAt = at }),
        RoomEvent.Deleted deleted => Amend(state, deleted.Target, before => before with { DeletedAt = at, DeletedBy = deleted.By }),
        RoomEvent.Changed changed => state with
        {
            Info = changed.Info,
            Version = changed.Version,
            NeverBelow = state.FloorByCount,
            NeverBefore = state.OldestServed(at),
        },
        RoomEvent.MemberChanged changed => MemberChanged(state, changed, at),
        RoomEvent.InviteCreated created => state with
        {
            Invites = state.Invites.RemoveRange(state.Invites.Where(one => !one.Value.IsLive(at)).Select(one => one.Key))
                .SetItem(created.InviteId, new(created.CodeHash, created.Role, created.MaxUses, 0, created.ExpiresAt, created.By)),
        },
        RoomEvent.InviteRevoked revoked => state with { Invites = state.Invites.Remove(revoked.InviteId) },
        RoomEvent.Moderated moderated => Moderated(state, moderated, at),
        RoomEvent.RoomClosed => state with { Closed = true },
        _ => throw new InvalidOperationException($"No rule for {body.GetType().Name}"),
    };

    private static Room Amend(Room state, long target, Func<Amendment, Amendment> change) =>
        state with { Amendments = state.Amendments.SetItem(target, change(state.Amendments.GetValueOrDefault(target, Amendment.None))) };

    private static Room MemberChanged(Room state, RoomEvent.MemberChanged changed, DateTimeOffset at)
    {
        var since = state.Members.TryGetValue(changed.Target, out var before) ? before.Since : at;
        var invites = changed.InviteId is { } id && state.Invites.TryGetValue(id, out var invite) ? state.Invites.SetItem(id, invite with { Uses = invite.Uses + 1 }) : state.Invites;
        return state with
        {
            Members = changed.Role is { } role ? state.Members.SetItem(changed.Target, new(changed.TargetHandle, role, since)) : state.Members.Remove(changed.Target),
            Invites = invites,
        };
    }

    private static Room Moderated(Room state, RoomEvent.Moderated moderated, DateTimeOffset at)
    {
        var sanction = new Sanction(moderated.TargetHandle, moderated.Until, moderated.By, moderated.Reason, at);
        return moderated.Action switch
        {
            ModerationAction.Ban => state with { Bans = Holding(state.Bans, at).SetItem(moderated.Target, sanction) },
            ModerationAction.Unban => state with { Bans = state.Bans.Remove(moderated.Target) },
            ModerationAction.Mute => state with { Mutes = Holding(state.Mutes, at).SetItem(moderated.Target, sanction) },
            ModerationAction.Unmute => state with { Mutes = state.Mutes.Remove(moderated.Target) },
            _ => state,
        };
    }

    private static ImmutableSortedDictionary<long, Sanction> Holding(ImmutableSortedDictionary<long, Sanction> all, DateTimeOffset at) =>
        all.RemoveRange(all.Where(one => !one.Value.Holds(at)).Select(one => one.Key));

    /// <summary>Now and then what is below the floor is forgotten. An amendment stays while the entry that made it is served: its content must not come back.</summary>
    private static Room Tidy(Room state, long seq, DateTimeOffset at)
    {
        var floor = state.FloorByCount;
        if (state.OldestServed(at) is { } oldest && state.TimeMarks.FindLast(mark => mark.At < oldest) is { Seq: > 0 } mark)
            floor = Math.Max(floor, mark.Seq);
        var below = state.Amendments.Where(one => Math.Max(one.Key, one.Value.EditSeq) < floor).Select(one => one.Key).ToList();
        // The last mark below the floor is where the search for the floor begins.
        var first = Math.Max(0, state.TimeMarks.FindLastIndex(one => one.Seq <= floor));
        return state with
        {
            Amendments = state.Amendments.RemoveRange(below),
            TimeMarks = state.TimeMarks.RemoveRange(0, first).Add(new(seq, at)),
        };
    }
}
