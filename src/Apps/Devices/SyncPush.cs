namespace Rollcall.Apps.Devices;

/// <summary>Brings sync events to devices: greets a connection, sends the nudge, pushes what others append, and learns what arrived. Owned by the loop of the user's channel.</summary>
internal sealed class SyncPush(Roster roster, UserSurroundings around)
{
    private readonly Dictionary<DeviceMember, Delivery> deliveries = [];

    /// <summary>Says <c>connected</c>, and the nudge where something by others may not have reached the device.</summary>
    public void Welcome(DeviceMember member, UserLog log, string epoch)
    {
        member.Hear(new ServerMessage.Connected(
            member.DeviceId, around.ServerVersion, member.ConnectionId, log.UserId, epoch, log.Head, around.Settings.HeartbeatS));
        var known = around.Registry.DeliveredSeq(member.DeviceId);
        if (known is null)
        {
            // A device's first connection has missed nothing.
            deliveries[member] = new(log.Head, log.Head);
            around.Registry.Deliver(member.DeviceId, log.Head, true);
            return;
        }

        var missed = log.LatestNotBy(member.DeviceId) > known;
        deliveries[member] = new(log.Head, missed ? known.Value : Math.Max(known.Value, log.Head));
        if (missed)
            member.Hear(new ServerMessage.Sync(log.Latest!));
    }

    /// <summary>Pushes an event to everybody but its author; to the author's device too if the author speaks for another connection of it (a second tab).</summary>
    /// <param name="pushed">The event.</param>
    /// <param name="authorConnectionId">The connection the author named; null where none was.</param>
    public void Push(SyncEvent pushed, string? authorConnectionId)
    {
        Core.Connections.SharedFrame? frame = null;
        foreach (var member in roster.Members)
        {
            if (pushed.Author.Is(member.DeviceId) && (authorConnectionId is null || authorConnectionId == member.ConnectionId))
                continue;
            member.Outbox.Post(frame ??= ServerWriting.Frame(new ServerMessage.Sync(pushed)));
            if (!deliveries.TryGetValue(member, out var delivery))
                continue;
            delivery.Pushed(pushed.Seq, around.Time.GetTimestamp());
            member.AwaitsAnswer = true;
        }
    }

    /// <summary>A ping was answered.</summary>
    public void Answered(DeviceMember member, long pingedAt)
    {
        if (!deliveries.TryGetValue(member, out var delivery))
            return;
        if (delivery.Answered(pingedAt))
            around.Registry.Deliver(member.DeviceId, delivery.Known, false);
        member.AwaitsAnswer = delivery.IsWaiting;
    }

    /// <summary>A device was given everything up to an event by HTTP.</summary>
    public void Returned(long deviceId, long through)
    {
        var before = around.Registry.DeliveredSeq(deviceId);
        if (before is not null && through > before)
            around.Registry.Deliver(deviceId, through, false);
        if (roster.Of(deviceId) is { } member && deliveries.TryGetValue(member, out var delivery))
            delivery.Returned(through);
    }

    /// <summary>A connection is over.</summary>
    public void Ended(DeviceMember member, bool inGoodOrder)
    {
        if (!deliveries.Remove(member, out var delivery) || !inGoodOrder)
            return;
        if (delivery.Closed())
            around.Registry.Deliver(member.DeviceId, delivery.Known, false);
    }
}
