namespace Rollcall.Apps.Devices;

/// <summary>Tells those who asked which of the user's devices are there. Owned by the loop of the user's channel.</summary>
internal sealed class Watchers(long userId, Roster roster, Players players, UserSurroundings around)
{
    // Each device's name as everybody who watches has been told it.
    private readonly Dictionary<long, string> told = [];

    /// <summary>Answers <c>presence.watch</c>.</summary>
    public void Begin(DeviceMember member, DateTimeOffset now)
    {
        if (!Watching.Any())
            told.Clear();
        member.IsWatching = true;
        var devices = Devices(now);
        // What the others were told before stays, so that they hear of a change this one knows already.
        foreach (var device in devices)
            told.TryAdd(device.Id, device.Name);
        member.Hear(new ServerMessage.PresenceDevices(devices, null));
    }

    /// <summary>Tells what happened to a device: <c>online</c>, <c>offline</c>, <c>added</c>, <c>removed</c>, <c>renamed</c>.</summary>
    public void Tell(string change, long deviceId, DateTimeOffset now)
    {
        var watching = Watching.ToList();
        if (watching.Count == 0)
            return;
        var devices = Devices(now);
        told.Clear();
        foreach (var device in devices)
            told.Add(device.Id, device.Name);
        var frame = ServerWriting.Frame(new ServerMessage.PresenceDevices(devices, new(change, deviceId)));
        watching.ForEach(member => member.Outbox.Post(frame));
    }

    /// <summary>Tells that a device is <c>renamed</c>, if its name is another than the one told last.</summary>
    public void TellIfRenamed(long deviceId, DateTimeOffset now)
    {
        if (around.Registry.Find(userId, deviceId) is { } card && told.TryGetValue(deviceId, out var before) && NameOf(card) != before)
            Tell("renamed", deviceId, now);
    }

    private IEnumerable<DeviceMember> Watching => roster.Members.Where(member => member.IsWatching);

    private List<PresentDevice> Devices(DateTimeOffset now) =>
    [
        .. around.Registry.DevicesOf(userId).Select(card => new PresentDevice(
            card.Id, NameOf(card), card.DeviceType, roster.IsPresent(card.Id), roster.Of(card.Id) is null ? card.LastSeen : now)),
    ];

    private string NameOf(DeviceCard card) => DeviceCard.NameOf(card, card.Id, players.HelloNameOf(card.Id));
}
