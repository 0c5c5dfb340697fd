namespace Rollcall.Apps.Devices;

/// <summary>Tells those who asked which of the user's devices are there. Owned by the loop of the user's channel.</summary>
internal sealed class Watchers(long userId, Roster roster, Players players, UserSurroundings around)
{
    /// <summary>Answers <c>presence.watch</c>.</summary>
    public void Begin(DeviceMember member, DateTimeOffset now)
    {
        member.IsWatching = true;
        member.Hear(Devices(null, now));
    }

    /// <summary>Tells what happened to a device: <c>online</c>, <c>offline</c>, <c>added</c>, <c>removed</c>, <c>renamed</c>.</summary>
    public void Tell(string change, long deviceId, DateTimeOffset now)
    {
        var watching = roster.Members.Where(member => member.IsWatching).ToList();
        if (watching.Count == 0)
            return;
        var frame = ServerWriting.Frame(Devices(new(change, deviceId), now));
        watching.ForEach(member => member.Outbox.Post(frame));
    }

    private ServerMessage.PresenceDevices Devices(Change? change, DateTimeOffset now) => new(
        [
            .. around.Registry.DevicesOf(userId).Select(card => new PresentDevice(
                card.Id, DeviceCard.NameOf(card, card.Id, players.HelloNameOf(card.Id)), card.DeviceType, roster.IsPresent(card.Id), roster.Of(card.Id) is null ? card.LastSeen : now)),
        ],
        change);
}
