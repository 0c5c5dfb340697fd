namespace Rollcall.Apps.Devices;

/// <summary>Whether a message went out.</summary>
public enum Sending
{
    /// <summary>It is in the connection's outbox.</summary>
    Sent,
    /// <summary>The device has no connection.</summary>
    NotConnected,
    /// <summary>The outbox is full or closing; the core closes such a connection by itself.</summary>
    Failed,
}

/// <summary>Who is connected, of all users, and saying something to them: what other applications may use (specification 4.4). Nothing here waits for a socket.</summary>
/// <remarks>Written by the loops of users, read from anywhere; guarded by a lock held for a few lines.</remarks>
public sealed class ConnectedDevices
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, SortedDictionary<long, DeviceMember>> users = [];
    private readonly HashSet<long> online = [];
    private int connections;

    /// <summary>Says something to one device.</summary>
    public Sending Send(long userId, long deviceId, ServerMessage message)
    {
        DeviceMember? member;
        lock (gate)
            member = users.TryGetValue(userId, out var devices) ? devices.GetValueOrDefault(deviceId) : null;
        return member is null ? Sending.NotConnected : member.Hear(message) ? Sending.Sent : Sending.Failed;
    }

    /// <summary>Says something to all of a user's devices, or to all but one; answers those for which it failed.</summary>
    public IReadOnlyList<long> SendToAll(long userId, ServerMessage message, long? exceptDeviceId = null)
    {
        var frame = ServerWriting.Frame(message);
        return [.. MembersOf(userId).Where(member => member.DeviceId != exceptDeviceId && !member.Outbox.Post(frame)).Select(member => member.DeviceId)];
    }

    /// <summary>Says something to everyone; answers how many connections it reached.</summary>
    public int SendToEveryone(ServerMessage message)
    {
        List<DeviceMember> everyone;
        lock (gate)
            everyone = [.. users.Values.SelectMany(devices => devices.Values)];
        var frame = ServerWriting.Frame(message);
        return everyone.Count(member => member.Outbox.Post(frame));
    }

    /// <summary>A user's connected devices, ascending.</summary>
    public IReadOnlyList<long> DevicesOf(long userId) => [.. MembersOf(userId).Select(member => member.DeviceId)];

    /// <summary>Whether a device has a connection; one in its grace period has none.</summary>
    public bool IsConnected(long userId, long deviceId)
    {
        lock (gate)
            return users.TryGetValue(userId, out var devices) && devices.ContainsKey(deviceId);
    }

    /// <summary>Whether a device counts as present: connected, or in its grace period.</summary>
    public bool IsOnline(long deviceId)
    {
        lock (gate)
            return online.Contains(deviceId);
    }

    /// <summary>Users with a connection, and connections.</summary>
    public (int Users, int Connections) Count()
    {
        lock (gate)
            return (users.Count, connections);
    }

    /// <summary>A device got a connection, in place of the one it had.</summary>
    internal void Put(long userId, DeviceMember member)
    {
        lock (gate)
        {
            if (!users.TryGetValue(userId, out var devices))
                users[userId] = devices = [];
            if (!devices.ContainsKey(member.DeviceId))
                connections++;
            devices[member.DeviceId] = member;
            online.Add(member.DeviceId);
        }
    }

    /// <summary>A connection is over; a newer one of the same device stays.</summary>
    internal void Take(long userId, DeviceMember member)
    {
        lock (gate)
        {
            if (!users.TryGetValue(userId, out var devices) || devices.GetValueOrDefault(member.DeviceId) != member)
                return;
            devices.Remove(member.DeviceId);
            connections--;
            if (devices.Count == 0)
                users.Remove(userId);
        }
    }

    /// <summary>A device does not count as present any more.</summary>
    internal void Forget(long deviceId)
    {
        lock (gate)
            online.Remove(deviceId);
    }

    private List<DeviceMember> MembersOf(long userId)
    {
        lock (gate)
            return users.TryGetValue(userId, out var devices) ? [.. devices.Values] : [];
    }
}
