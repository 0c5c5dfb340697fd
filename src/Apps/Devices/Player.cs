namespace Rollcall.Apps.Devices;

/// <summary>A device that plays, or could. Owned by the loop of the user's channel; in memory only.</summary>
/// <param name="deviceId">Which device.</param>
/// <param name="ownerHandle">Its user's handle.</param>
/// <param name="since">When it became a player.</param>
internal sealed class Player(long deviceId, string ownerHandle, DateTimeOffset since)
{
    public long DeviceId { get; } = deviceId;

    public string OwnerHandle { get; } = ownerHandle;

    public DateTimeOffset Since { get; } = since;

    /// <summary>What hello said: name, type, features.</summary>
    public ClientMessage.Hello Hello { get; set; } = new(null, "", AnswersCommands: false, HandsOver: false);

    /// <summary>What it plays; null for nothing.</summary>
    public PlaybackState? State { get; set; }

    /// <summary>When <see cref="State"/> came.</summary>
    public DateTimeOffset StateAt { get; set; }

    /// <summary>What it has lined up; null if it never said.</summary>
    public QueueContent? Queue { get; set; }

    /// <summary>Grows with every queue of any player.</summary>
    public long QueueTurn { get; set; }

    /// <summary>Since when no connection of it has said hello; null while one has.</summary>
    public DateTimeOffset? AwaySince { get; set; }

    /// <summary>It handed over: what it still says of its paused player until then is late.</summary>
    public DateTimeOffset PausedIsLateUntil { get; set; }

    /// <summary>In an outbox that is behind only its newest state waits.</summary>
    public object StateSlot { get; } = new();
}
