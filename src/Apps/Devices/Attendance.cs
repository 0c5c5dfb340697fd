using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Devices;

/// <summary>How devices come and go: a newer connection takes the older one's place, a lost one may come back in time, a session's end is a departure
/// (specification 7.2, 7.3). Owned by the loop of the user's channel.</summary>
internal sealed class Attendance(Roster roster, SyncPush pushes, Playback playback, Watchers watchers, UserSurroundings around)
{
    /// <summary>A connection comes in, unless its session ended while it was on its way.</summary>
    public void Enter(DeviceMember member, UserLog state, string epoch, DateTimeOffset now)
    {
        if (member.Outbox.IsClosing)
            return;
        var (replaced, cameOnline) = roster.Enter(member);
        if (replaced is not null)
        {
            pushes.Ended(replaced, inGoodOrder: false);
            playback.Ended(replaced, now);
            replaced.Outbox.Close(CloseCode.Done, "replaced");
        }

        pushes.Welcome(member, state, epoch);
        roster.Announce(member);
        if (cameOnline)
            watchers.Tell("online", member.DeviceId, now);
    }

    /// <summary>A connection wants to hear who is there.</summary>
    public void Watch(DeviceMember member, DateTimeOffset now) => watchers.Begin(member, now);

    /// <summary>A connection is over. One that was replaced ends late and changes nothing.</summary>
    public void Leave(DeviceMember member, Ending ending, DateTimeOffset now)
    {
        if (!roster.IsLive(member))
            return;
        pushes.Ended(member, inGoodOrder: ending.By == EndedBy.Peer);
        var departs = around.Grace == TimeSpan.Zero || ending is { By: EndedBy.Peer, Code: CloseCode.Done };
        if (departs)
            roster.Depart(member);
        else
            roster.Lose(member, now);
        playback.Ended(member, now);
        if (departs)
            Departed(member.DeviceId, now);
    }

    /// <summary>The session of a connection ended.</summary>
    public void Expel(DeviceMember member, string reason, DateTimeOffset now)
    {
        member.Outbox.Close(CloseCode.Done, reason);
        if (!roster.IsLive(member))
            return;
        pushes.Ended(member, inGoodOrder: false);
        roster.Depart(member);
        playback.Ended(member, now);
        Departed(member.DeviceId, now);
    }

    /// <summary>The accounts changed a device.</summary>
    public void Change(UserLetter.Changing changing, DateTimeOffset now)
    {
        var device = changing.DeviceId;
        switch (changing.Change)
        {
            case "updated":
                // A log-in may have given it another name; most have not.
                watchers.TellIfRenamed(device, now);
                return;
            case "renamed":
                playback.Players.Renamed(device);
                break;
            case "removed" when roster.Of(device) is { } member:
                Expel(member, "device_removed", now);
                break;
            case "removed" when roster.IsPresent(device):
                roster.Forget(device);
                Departed(device, now);
                break;
        }

        watchers.Tell(changing.Change, device, now);
    }

    /// <summary>Lets those go whose grace period is over.</summary>
    public void Settle(DateTimeOffset now)
    {
        foreach (var device in roster.Settle(now))
            Departed(device, now);
    }

    /// <summary>The channel ends: everybody is sent away and told whether to come back.</summary>
    public void End(ChannelEnd why)
    {
        foreach (var member in roster.Members)
        {
            switch (why)
            {
                case ChannelEnd.Orderly:
                    member.Hear(new ServerMessage.GoingAway(around.End.Reason, around.ComeBackMs()));
                    member.Outbox.Close(around.End.Code, around.End.Reason);
                    break;
                case ChannelEnd.Deleted:
                    member.Outbox.Close(CloseCode.Done, "account_removed");
                    break;
                default:
                    member.Outbox.Close(CloseCode.Resync, "resync");
                    break;
            }
        }

        roster.Clear();
    }

    private void Departed(long deviceId, DateTimeOffset now)
    {
        playback.Players.Depart(deviceId);
        watchers.Tell("offline", deviceId, now);
    }
}
