using Rollcall.Core.Channels;

namespace Rollcall.Apps.Rooms;

/// <summary>Who gets and loses which role, and by which invite. Pure.</summary>
internal sealed class MemberDeciding(RoomRules rules)
{
    public Decision<Room, RoomEvent, RoomAnswer> SetRole(Room state, RoomCommand.SetRole set, DateTimeOffset now)
    {
        var recorded = state.Members.GetValueOrDefault(set.Target.UserId);
        if (!MaySet(state, set, now))
            return RoomKind.No("forbidden");
        if (recorded?.Role == set.Role)
            return RoomKind.Unchanged();
        if (recorded?.Role == RoomRole.Owner && state.Members.Values.Count(member => member.Role == RoomRole.Owner) == 1)
            return RoomKind.No("last_owner");
        return recorded is null && state.Members.Count >= rules.MaxMembers ? RoomKind.No("member_limit")
            : RoomKind.Yes(state, now, new RoomEvent.MemberChanged(set.By.UserId, set.Target.UserId, set.Target.Handle, set.Role, null));
    }

    public static Decision<Room, RoomEvent, RoomAnswer> Drop(Room state, RoomCommand.DropAccount drop, DateTimeOffset now) =>
        state.Members.TryGetValue(drop.UserId, out var member)
            ? RoomKind.Yes(state, now, new RoomEvent.MemberChanged(0, drop.UserId, member.Handle, null, null)) : RoomKind.Unchanged();

    public Decision<Room, RoomEvent, RoomAnswer> CreateInvite(Room state, RoomCommand.CreateInvite create, DateTimeOffset now)
    {
        var role = state.RoleOf(create.By, now);
        if (!(role >= RoomRole.Moderator) || (create.Role > RoomRole.Member && role != RoomRole.Owner))
            return RoomKind.No("forbidden");
        return state.Invites.Values.Count(invite => invite.IsLive(now)) >= rules.MaxInvites ? RoomKind.No("invite_limit")
            : RoomKind.Yes(state, now, new RoomEvent.InviteCreated(create.By.UserId, create.InviteId, create.CodeHash, create.Role, create.MaxUses, create.ExpiresAt));
    }

    public static Decision<Room, RoomEvent, RoomAnswer> RevokeInvite(Room state, RoomCommand.RevokeInvite revoke, DateTimeOffset now) =>
        !(state.RoleOf(revoke.By, now) >= RoomRole.Moderator) ? RoomKind.No("forbidden")
            : state.Invites.TryGetValue(revoke.InviteId, out var invite) && invite.IsLive(now)
                ? RoomKind.Yes(state, now, new RoomEvent.InviteRevoked(revoke.By.UserId, revoke.InviteId)) : RoomKind.No("invite_invalid");

    public Decision<Room, RoomEvent, RoomAnswer> Accept(Room state, RoomCommand.AcceptInvite accept, DateTimeOffset now)
    {
        var (id, invite) = state.Invites.FirstOrDefault(one => one.Value.CodeHash == accept.CodeHash && one.Value.IsLive(now));
        if (invite is null)
            return RoomKind.No("invite_invalid");
        if (!accept.By.IsOperator && state.BanOf(accept.By.UserId, now) is { } ban)
            return new(new RoomAnswer.Rejected("banned", Until: ban.Until) { HasUntil = true }, []);
        // It raises, and never lowers: neither a recorded role nor the one everybody has here.
        var recorded = state.Members.GetValueOrDefault(accept.By.UserId);
        var held = recorded?.Role ?? (state.Info.IsPrivate ? null : (RoomRole?)state.Info.DefaultRole);
        if (held > invite.Role || recorded?.Role == invite.Role)
            return RoomKind.Unchanged();
        return recorded is null && state.Members.Count >= rules.MaxMembers ? RoomKind.No("member_limit")
            : RoomKind.Yes(state, now, new RoomEvent.MemberChanged(accept.By.UserId, accept.By.UserId, accept.By.Handle, invite.Role, id));
    }

    private static bool MaySet(Room state, RoomCommand.SetRole set, DateTimeOffset now)
    {
        var removesSelf = set.Role is null && set.Target.UserId == set.By.UserId;
        return removesSelf || state.RoleOf(set.By, now) switch
        {
            RoomRole.Owner => true,
            RoomRole.Moderator => !(set.Role > RoomRole.Member) && state.RankOf(set.Target) < (int)RoomRole.Moderator,
            _ => false,
        };
    }
}
