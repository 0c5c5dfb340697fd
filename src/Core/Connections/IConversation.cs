namespace Rollcall.Core.Connections;

/// <summary>What a door does with what one connection says. Called by that connection's read loop only, one call at a time.</summary>
public interface IConversation
{
    /// <summary>One whole text message, valid UTF-8. The memory is valid until the returned task completes; the next message is read only
    /// then, so that a full mailbox pushes back on the sender's TCP.</summary>
    ValueTask HearAsync(ReadOnlyMemory<byte> message);

    /// <summary>What was heard last, for figures: one of the protocol's names of messages, never a peer's own word.</summary>
    string LastHeard => "message";

    /// <summary>The answer to a ping: everything posted before <paramref name="pingedAt"/> (a timestamp of the <see cref="TimeProvider"/>)
    /// has reached the peer.</summary>
    void Answered(long pingedAt) { }

    /// <summary>The connection is over. Once, the last call, whatever the reason.</summary>
    void Ended(Ending ending);
}
