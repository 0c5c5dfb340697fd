using Rollcall.Core.Channels;

namespace Rollcall.Apps.Rooms;

/// <summary>Kicks, bans and mutes: only on users of strictly lower rank. Pure.</summary>
internal static class Moderating
{
    public static Decision<Room, RoomEvent, RoomAnswer> Decide(Room state, RoomCommand.Moderate moderate, DateTimeOffset now)
    {
        var (by, action, target) = (moderate.By, moderate.Action, moderate.Target);
        if (!(state.RoleOf(by, now) is >= RoomRole.Moderator and var role) || state.RankOf(target) >= (int)role)
            return RoomKind.No("forbidden");
        if (action == ModerationAction.Kick && !moderate.TargetIsPresent)
            return RoomKind.No("not_present");
        var nothingToLift = (action == ModerationAction.Unban && state.BanOf(target.UserId, now) is null)
            || (action == ModerationAction.Unmute && state.MuteOf(target.UserId, now) is null);
        return nothingToLift ? RoomKind.Unchanged()
            : RoomKind.Yes(state, now, new RoomEvent.Moderated(by.UserId, action, target.UserId, target.Handle, moderate.Until, moderate.Reason));
    }
}
