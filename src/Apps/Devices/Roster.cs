using Rollcall.Core.Connections;

namespace Rollcall.Apps.Devices;

/// <summary>Which devices of a user are there: at most one connection each, and those whose connection was lost a moment ago. Owned by the loop of the user's channel.</summary>
internal sealed class Roster(long userId, UserSurroundings around)
{
    private readonly SortedDictionary<long, DeviceMember> live = [];
    private readonly Dictionary<long, DateTimeOffset> leaving = [];

    /// <summary>Every live connection.</summary>
    public IReadOnlyCollection<DeviceMember> Members => live.Values;

    /// <summary>Devices that count as present.</summary>
    public int Present => live.Count + leaving.Count;

    /// <summary>When the next grace period ends; null if none runs.</summary>
    public DateTimeOffset? WakeAt => leaving.Count == 0 ? null : leaving.Values.Min() + around.Grace;

    /// <summary>The live connection of a device; null if it has none.</summary>
    public DeviceMember? Of(long deviceId) => live.GetValueOrDefault(deviceId);

    /// <summary>The live connection of a device if it said hello.</summary>
    public DeviceMember? ListenerOf(long deviceId) => Of(deviceId) is { IsListening: true } member ? member : null;

    /// <summary>Whether a connection is its device's live one.</summary>
    public bool IsLive(DeviceMember member) => Of(member.DeviceId) == member;

    /// <summary>Whether a device counts as present.</summary>
    public bool IsPresent(long deviceId) => live.ContainsKey(deviceId) || leaving.ContainsKey(deviceId);

    /// <summary>Takes a connection in, in place of the one the device had. Answers that one, and whether the device was away before.</summary>
    public (DeviceMember? Replaced, bool CameOnline) Enter(DeviceMember member)
    {
        var replaced = Of(member.DeviceId);
        var cameOnline = !IsPresent(member.DeviceId);
        live[member.DeviceId] = member;
        leaving.Remove(member.DeviceId);
        return (replaced, cameOnline);
    }

    /// <summary>From now on other applications may speak to it: it has been told <c>connected</c>.</summary>
    public void Announce(DeviceMember member) => around.Connected.Put(userId, member);

    /// <summary>A connection was lost; its device stays present until the grace period is over.</summary>
    public void Lose(DeviceMember member, DateTimeOffset now)
    {
        Remove(member);
        leaving[member.DeviceId] = now;
    }

    /// <summary>A device left for good.</summary>
    public void Depart(DeviceMember member)
    {
        Remove(member);
        around.Connected.Forget(member.DeviceId);
    }

    /// <summary>The devices whose grace period is over; they are not present any more.</summary>
    public IReadOnlyList<long> Settle(DateTimeOffset now)
    {
        var gone = leaving.Where(one => one.Value + around.Grace <= now).Select(one => one.Key).Order().ToList();
        gone.ForEach(Forget);
        return gone;
    }

    /// <summary>Lets a device go that has no connection, before its grace period is over.</summary>
    public void Forget(long deviceId)
    {
        leaving.Remove(deviceId);
        around.Connected.Forget(deviceId);
    }

    /// <summary>Says something to every connection that said hello, but for one device.</summary>
    public void TellListeners(ServerMessage message, long? exceptDeviceId = null)
    {
        SharedFrame? frame = null;
        foreach (var member in live.Values.Where(member => member.IsListening && member.DeviceId != exceptDeviceId))
            member.Outbox.Post(frame ??= ServerWriting.Frame(message));
    }

    /// <summary>The same, of which only the newest per <paramref name="slot"/> is wanted.</summary>
    public void TellListenersLatest(object slot, ServerMessage message, long exceptDeviceId)
    {
        SharedFrame? frame = null;
        foreach (var member in live.Values.Where(member => member.IsListening && member.DeviceId != exceptDeviceId))
            member.Outbox.PostLatest(slot, frame ??= ServerWriting.Frame(message));
    }

    /// <summary>Nobody is there any more: the channel ends.</summary>
    public void Clear()
    {
        foreach (var member in live.Values)
            around.Connected.Take(userId, member);
        foreach (var device in live.Keys.Concat(leaving.Keys))
            around.Connected.Forget(device);
        live.Clear();
        leaving.Clear();
    }

    private void Remove(DeviceMember member)
    {
        live.Remove(member.DeviceId);
        around.Connected.Take(userId, member);
    }
}
