namespace Rollcall.Apps.Devices;

/// <summary>All the server may say on a device's socket.</summary>
public abstract record ServerMessage
{
    private ServerMessage() { }

    /// <summary><c>connected</c>: the first message of every connection.</summary>
    /// <param name="DeviceId">Which device it is.</param>
    /// <param name="ServerVersion">Such as <c>1.4.0-3f2a9c1</c>.</param>
    /// <param name="ConnectionId">This connection.</param>
    /// <param name="UserId">Whose device.</param>
    /// <param name="Epoch">The life of the log.</param>
    /// <param name="Seq">The head when this connection began to hear pushes.</param>
    /// <param name="HeartbeatSeconds">How often the server pings.</param>
    public sealed record Connected(long DeviceId, string ServerVersion, string ConnectionId, long UserId, string Epoch, long Seq, int HeartbeatSeconds) : ServerMessage;

    /// <summary><c>pong</c>.</summary>
    public sealed record Pong : ServerMessage
    {
        /// <summary>The only one.</summary>
        public static Pong Answer { get; } = new();
    }

    /// <summary><c>error</c>: <c>parse_error</c>, <c>unknown_type</c>, <c>internal_error</c>.</summary>
    public sealed record Error(string Code, string Text) : ServerMessage;

    /// <summary><c>sync</c>: another device appended this.</summary>
    public sealed record Sync(SyncEvent Event) : ServerMessage;

    /// <summary><c>going_away</c>: come back after so many milliseconds.</summary>
    public sealed record GoingAway(string Reason, int ReconnectAfterMs) : ServerMessage;

    /// <summary><c>presence.devices</c>.</summary>
    public sealed record PresenceDevices(IReadOnlyList<PresentDevice> Devices, Change? Change) : ServerMessage;

    /// <summary><c>playback.welcome</c>.</summary>
    public sealed record Welcome(long DeviceId, IReadOnlyList<ActiveDevice> ActiveDevices, IReadOnlyList<ConnectedDevice> Devices) : ServerMessage;

    /// <summary><c>playback.device_state</c>.</summary>
    public sealed record DeviceState(long DeviceId, string DeviceName, RawJson State) : ServerMessage;

    /// <summary><c>playback.device_queue</c>, or <c>playback.queue_sync</c> where one asked for it.</summary>
    public sealed record QueueOfDevice(long DeviceId, QueueContent Queue, bool IsAnswer) : ServerMessage;

    /// <summary><c>playback.device_stopped</c>: <c>stopped</c>, <c>disconnected</c>, <c>stale</c>.</summary>
    public sealed record DeviceStopped(long DeviceId, string Reason) : ServerMessage;

    /// <summary><c>playback.device_list_changed</c>.</summary>
    public sealed record DeviceListChanged(IReadOnlyList<ConnectedDevice> Devices, Change Change) : ServerMessage;

    /// <summary><c>playback.command</c>, to the one who is to do it.</summary>
    public sealed record Command(string Name, RawJson Payload, long SenderDeviceId, string? CommandId) : ServerMessage;

    /// <summary><c>playback.command_ack</c>: it is in the target's outbox.</summary>
    public sealed record CommandAck(string CommandId, long TargetDeviceId, bool ExpectsResult) : ServerMessage;

    /// <summary><c>playback.command_result</c>, to the one who asked.</summary>
    public sealed record CommandResult(string CommandId, long DeviceId, string Status, string? Text, RawJson? Data) : ServerMessage;

    /// <summary><c>playback.handover_release</c>, to the source.</summary>
    public sealed record HandOverRelease(string Id, long Target, int TimeoutMs) : ServerMessage;

    /// <summary><c>playback.handover_take</c>, to the target.</summary>
    public sealed record HandOverTake(string Id, long Source, Released Released, bool Play, int TimeoutMs) : ServerMessage;

    /// <summary><c>playback.handover_state</c>.</summary>
    public sealed record HandOverState(string Id, long Source, long Target, string Stage, string? Reason) : ServerMessage;

    /// <summary><c>playback.error</c>.</summary>
    public sealed record PlaybackError(string Code, string Text, string Context, string? CommandId = null, string? HandOverId = null) : ServerMessage;

    /// <summary>A message of another application's prefix.</summary>
    public sealed record Foreign(string Type, RawJson Payload) : ServerMessage;
}

/// <summary>What happened to a device.</summary>
public sealed record Change(string Type, long DeviceId);

/// <summary>A device in <c>presence.devices</c>.</summary>
public sealed record PresentDevice(long Id, string Name, string DeviceType, bool Online, DateTimeOffset LastSeen);

/// <summary>A player in lists of players.</summary>
/// <param name="Id">The device.</param>
/// <param name="Name">The renamed name, else hello's, else the log-in's, else <c>Device &lt;id&gt;</c>.</param>
/// <param name="DeviceType">As hello said.</param>
/// <param name="IsPlaying">Whether it has a stored state.</param>
/// <param name="ConnectedAt">Since when it is a player.</param>
/// <param name="OwnerUserId">Whose.</param>
/// <param name="OwnerHandle">Whose.</param>
public sealed record ConnectedDevice(long Id, string Name, string DeviceType, bool IsPlaying, DateTimeOffset ConnectedAt, long OwnerUserId, string OwnerHandle);

/// <summary>Another player with a stored state, in <c>playback.welcome</c>.</summary>
public sealed record ActiveDevice(long Id, string Name, RawJson State, QueueContent Queue);
