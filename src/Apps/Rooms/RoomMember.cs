using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>One connection's place in a room: kept from the moment it was let in, before the connection is there. Made by the door; everything that
/// changes belongs to the room's loop.</summary>
/// <param name="connectionId">Random; told to the client.</param>
/// <param name="who">Whose it is.</param>
/// <param name="sessionId">The session it hangs on.</param>
public sealed class RoomMember(string connectionId, Person who, long sessionId)
{
    private byte[]? farewell;

    /// <summary>Random; told to the client.</summary>
    public string ConnectionId { get; } = connectionId;

    /// <summary>Whose it is.</summary>
    public Person Who { get; } = who;

    /// <summary>The session it hangs on.</summary>
    public long SessionId { get; } = sessionId;

    /// <summary>What the connection is owed; null until it is there.</summary>
    internal Outbox? Outbox { get; set; }

    /// <summary>Until when its place is kept while the connection is not there yet.</summary>
    internal DateTimeOffset ReservedUntil { get; set; }

    /// <summary>Whether it hears entries as they come; before that it is being told what it missed.</summary>
    internal bool IsLive { get; set; }

    /// <summary>Whether it said that nobody is at the keyboard.</summary>
    internal bool IsAway { get; set; }

    /// <summary>Whether presence or typing was not told to it; it gets a snapshot when it can take one.</summary>
    internal bool MissedSignals { get; set; }

    /// <summary>Why it has no place any more; null while it has one.</summary>
    internal (CloseCode Code, string Reason)? SentAway { get; private set; }

    internal void Hear(SharedFrame frame) => Outbox?.Post(frame);

    internal void Hear(byte[] message) => Hear(SharedFrame.Text(message));

    /// <summary>Takes its place, and closes its connection if that is there.</summary>
    /// <param name="code">Why.</param>
    /// <param name="reason">Why, in a word.</param>
    /// <param name="farewell">What it is told before; null where the close says all.</param>
    internal void SendAway(CloseCode code, string reason, byte[]? farewell = null)
    {
        if (SentAway is null)
            (SentAway, this.farewell) = ((code, reason), farewell);
        if (Outbox is not null)
            TurnAway(Outbox);
    }

    /// <summary>Tells a connection why there is no place for it: also one that came when the place, or the whole room, had gone already.</summary>
    internal void TurnAway(Outbox outbox)
    {
        if (farewell is not null)
            outbox.Post(SharedFrame.Text(farewell));
        var (code, reason) = SentAway ?? (CloseCode.ComeBack, "room_restarted");
        outbox.Close(code, reason);
    }
}
