namespace Rollcall.Apps.Devices;

/// <summary>The players of a user: what each plays and has lined up, told to the others. Owned by the loop of the user's channel.</summary>
internal sealed class Players(long userId, Roster roster, UserSurroundings around)
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LateAfterHandOver = TimeSpan.FromSeconds(5);

    private readonly SortedDictionary<long, Player> all = [];
    private long queueTurns;

    /// <summary>How many there are.</summary>
    public int Count => all.Count;

    /// <summary>When a player leaves or its state becomes stale; null for never.</summary>
    public DateTimeOffset? WakeAt => all.Values.SelectMany(player => new DateTimeOffset?[] { player.AwaySince + around.Grace, player.State is null ? null : player.StateAt + Stale }).Min();

    /// <summary>The player of a device; null if it is none.</summary>
    public Player? Of(long deviceId) => all.GetValueOrDefault(deviceId);

    /// <summary>The name a device gave in hello; null if it is no player or gave none.</summary>
    public string? HelloNameOf(long deviceId) => Of(deviceId)?.Hello.Name;

    /// <summary>A device says that it is a player.</summary>
    public void Hear(DeviceMember member, ClientMessage.Hello hello, DateTimeOffset now)
    {
        var known = Of(member.DeviceId);
        var player = known ?? new Player(member.DeviceId, member.OwnerHandle, now);
        var change = known is null ? "connected" : (known.Hello.Name, known.Hello.DeviceType) != (hello.Name, hello.DeviceType) ? "renamed" : null;
        player.Hello = hello;
        player.AwaySince = null;
        all[member.DeviceId] = player;
        member.IsListening = true;
        if (change is not null)
            TellList(change, member.DeviceId, exceptDeviceId: member.DeviceId);
        member.Hear(Welcome(member.DeviceId));
    }

    /// <summary>A player says what it plays.</summary>
    public void Hear(DeviceMember member, PlaybackState state, DateTimeOffset now)
    {
        var player = all[member.DeviceId];
        if (!state.IsPlaying && now < player.PausedIsLateUntil)
            return;
        if (state.IsStopped)
        {
            Stop(player, "stopped");
            return;
        }

        var first = player.State is null;
        (player.State, player.StateAt) = (state, now);
        roster.TellListenersLatest(player.StateSlot, new ServerMessage.DeviceState(player.DeviceId, NameOf(player), state.Raw), player.DeviceId);
        if (first)
            TellList("started_playing", player.DeviceId, exceptDeviceId: player.DeviceId);
    }

    /// <summary>A player says what it has lined up.</summary>
    public void Hear(DeviceMember member, QueueContent queue)
    {
        var player = all[member.DeviceId];
        (player.Queue, player.QueueTurn) = (queue, ++queueTurns);
        roster.TellListeners(new ServerMessage.QueueOfDevice(player.DeviceId, queue, IsAnswer: false), player.DeviceId);
    }

    /// <summary>A player wants a queue.</summary>
    public void Hear(DeviceMember member, ClientMessage.QueueRequest request)
    {
        if (request.TargetDeviceId is { } target)
        {
            member.Hear(Of(target) is { } asked
                ? new ServerMessage.QueueOfDevice(target, asked.Queue ?? QueueContent.Empty, IsAnswer: true)
                : new ServerMessage.PlaybackError("device_not_found", $"Device {target} is not a player.", "playback.request_queue"));
            return;
        }

        var player = all[member.DeviceId].Queue is null ? all.Values.Where(one => one.Queue is not null).MaxBy(one => one.QueueTurn) : all[member.DeviceId];
        member.Hear(new ServerMessage.QueueOfDevice(player?.DeviceId ?? member.DeviceId, player?.Queue ?? QueueContent.Empty, IsAnswer: true));
    }

    /// <summary>The connection that said hello is over; the player stays for the grace period.</summary>
    public void Lose(long deviceId, DateTimeOffset now)
    {
        if (Of(deviceId) is { } player)
            player.AwaySince ??= now;
    }

    /// <summary>A player left for good.</summary>
    public void Depart(long deviceId)
    {
        if (!all.Remove(deviceId, out var player))
            return;
        if (player.State is not null)
            roster.TellListeners(new ServerMessage.DeviceStopped(deviceId, "disconnected"), deviceId);
        TellList("disconnected", deviceId, exceptDeviceId: deviceId);
    }

    /// <summary>Lets those go whose grace period is over, and removes states that were not renewed.</summary>
    public void Settle(DateTimeOffset now)
    {
        foreach (var player in all.Values.ToList())
        {
            if (player.AwaySince + around.Grace <= now)
                Depart(player.DeviceId);
            else if (player.State is not null && player.StateAt + Stale <= now)
                Stop(player, "stale");
        }
    }

    /// <summary>Its playback went on elsewhere: state and queue are gone.</summary>
    public void HandedOver(long deviceId, DateTimeOffset now)
    {
        if (Of(deviceId) is not { } player)
            return;
        player.Queue = null;
        player.PausedIsLateUntil = now + LateAfterHandOver;
        Stop(player, "stopped");
    }

    /// <summary>The user gave a device another name, which counts more than what it says itself.</summary>
    public void Renamed(long deviceId)
    {
        if (Of(deviceId) is not null)
            TellList("renamed", deviceId, exceptDeviceId: null);
    }

    private void Stop(Player player, string reason)
    {
        if (player.State is null)
            return;
        player.State = null;
        roster.TellListeners(new ServerMessage.DeviceStopped(player.DeviceId, reason), player.DeviceId);
        TellList("stopped_playing", player.DeviceId, exceptDeviceId: player.DeviceId);
    }

    private void TellList(string change, long deviceId, long? exceptDeviceId) =>
        roster.TellListeners(new ServerMessage.DeviceListChanged(List(), new(change, deviceId)), exceptDeviceId);

    private ServerMessage.Welcome Welcome(long deviceId) => new(
        deviceId,
        [.. all.Values.Where(player => player.DeviceId != deviceId && player.State is not null)
            .Select(player => new ActiveDevice(player.DeviceId, NameOf(player), player.State!.Raw, player.Queue ?? QueueContent.Empty))],
        List());

    private List<ConnectedDevice> List() =>
        [.. all.Values.Select(player => new ConnectedDevice(player.DeviceId, NameOf(player), player.Hello.DeviceType, player.State is not null, player.Since, userId, player.OwnerHandle))];

    private string NameOf(Player player) => DeviceCard.NameOf(around.Registry.Find(userId, player.DeviceId), player.DeviceId, player.Hello.Name);
}
