using Rollcall.Core.Channels;

namespace Rollcall.Apps.Devices;

/// <summary>One connection of a device. Made by the door; everything that changes belongs to the loop of the user's channel.</summary>
/// <param name="connectionId">What clients and servers call it, such as <c>c-81f2</c>.</param>
/// <param name="deviceId">Whose connection it is.</param>
/// <param name="sessionId">The session that opened it.</param>
/// <param name="ownerHandle">The user's handle.</param>
/// <param name="outbox">What it is owed.</param>
public sealed class DeviceMember(string connectionId, long deviceId, long sessionId, string ownerHandle, Outbox outbox)
{
    private volatile bool awaitsAnswer;

    /// <summary>What clients and servers call it.</summary>
    public string ConnectionId { get; } = connectionId;

    /// <summary>Whose connection it is.</summary>
    public long DeviceId { get; } = deviceId;

    /// <summary>The session that opened it.</summary>
    public long SessionId { get; } = sessionId;

    /// <summary>The user's handle.</summary>
    public string OwnerHandle { get; } = ownerHandle;

    /// <summary>What it is owed.</summary>
    public Outbox Outbox { get; } = outbox;

    /// <summary>Whether something was pushed of which the next answer to a ping tells that it arrived. May be read from anywhere.</summary>
    public bool AwaitsAnswer
    {
        get => awaitsAnswer;
        internal set => awaitsAnswer = value;
    }

    /// <summary>Whether it asked to hear presence.</summary>
    internal bool IsWatching { get; set; }

    /// <summary>Whether it said <c>playback.hello</c>: only then it hears and may say <c>playback.*</c>.</summary>
    internal bool IsListening { get; set; }

    /// <summary>Says something; false if it will not be sent.</summary>
    internal bool Hear(ServerMessage message) => Outbox.Post(ServerWriting.Frame(message));
}
