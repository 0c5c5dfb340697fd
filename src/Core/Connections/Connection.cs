using System.Buffers.Binary;
using System.Text.Unicode;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>One WebSocket: a read loop that gives whole messages to a conversation, and the outbox of what it is owed.</summary>
/// <remarks>The read loop (<see cref="RunAsync"/>) owns the reading, the pump the writing, and the heartbeat's timer the <see cref="Vigil"/>.
/// Between them stand only the outbox and a few numbers, each written by one of them.</remarks>
public sealed class Connection : IWatched
{
    // Only the newest ping needs an answer (RFC 6455, 5.5.3), so pings cannot fill the outbox of a peer that does not read.
    private static readonly object PongSlot = new();

    private readonly Stream line;
    private readonly Switchboard switchboard;
    private readonly Vigil vigil;
    private readonly bool ignoresBinary;

    // The read loop's.
    private FrameReader reader;
    private Fragments fragments;
    private TokenBucket rate;
    private bool isPassingOver;

    internal Connection(long id, Stream line, ConnectionLimits limits, Pump pump, Switchboard switchboard)
    {
        (Id, this.line, this.switchboard) = (id, line, switchboard);
        MaxMessageBytes = limits.MaxMessageBytes;
        ignoresBinary = limits.IgnoresBinary;
        rate = new TokenBucket(limits.MessagesPerSecond, limits.Burst, switchboard.Time);
        Outbox = new Outbox(pump, line, limits.OutboxBytes, Farewell);
        vigil = new Vigil(id, line, Outbox, limits, switchboard.Time);
    }

    /// <summary>Its number, unique in this process.</summary>
    public long Id { get; }

    /// <summary>What it is owed; post here from anywhere.</summary>
    public Outbox Outbox { get; }

    /// <summary>Bytes of the largest message it may send. The door raises it when it knows who is there.</summary>
    public int MaxMessageBytes { get; set; }

    /// <inheritdoc/>
    int IWatched.Place { get; set; }

    /// <summary>A session is attached: the time limit for saying who is there no longer applies.</summary>
    public void Settle() => vigil.IsSettled = true;

    /// <summary>Reads until the connection is over, whoever ends it, and returns when nothing touches the line any more. Throws nothing for
    /// what a peer does. What <see cref="IConversation.HearAsync"/> throws is a bug: it is logged and the connection closed with 1011.</summary>
    public async Task RunAsync(IConversation conversation)
    {
        switchboard.Log.ConnectionOpened(Id, switchboard.Application);
        switchboard.Add(this);
        try
        {
            await ReadAsync(conversation);
        }
        catch (Exception e) when (LineLoss.Is(e))
        {
            Outbox.Drop();
        }
        finally
        {
            reader.Release();
            fragments.Clear();
        }

        await Outbox.FinishedAsync();
        var ending = Outbox.Closing!.AsEnding;
        switchboard.Remove(this, ending);
        switchboard.Log.ConnectionEnded(Id, switchboard.Application, ending.By, (int?)ending.Code, vigil.Age.TotalSeconds, ending.Reason);
        conversation.Ended(ending);
    }

    /// <inheritdoc/>
    void IWatched.Tick(long now, SharedFrame ping) => vigil.Look(now, ping);

    /// <inheritdoc/>
    void IWatched.Close(Closing closing) => Close(closing);

    private static SharedFrame? Farewell(Closing closing) => closing.By switch
    {
        EndedBy.Loss => null,

        // The answer to a close gives back its code (RFC 6455, 5.5.1).
        EndedBy.Peer => SharedFrame.Close(closing.Code, reason: ""),
        _ => SharedFrame.Close(closing.Code, closing.Reason),
    };

    private async Task ReadAsync(IConversation conversation)
    {
        var isReadable = true;
        while (true)
        {
            if (reader.IsEmpty)
            {
                // Waiting for nothing in particular needs no buffer.
                reader.Release();
                _ = await line.ReadAsync(Memory<byte>.Empty);
            }

            var count = await line.ReadAsync(reader.Room());
            if (count == 0) break;
            reader.Filled(count);
            switchboard.Observer.Read(count);
            vigil.LifeAt = switchboard.Time.GetTimestamp();

            var find = isReadable ? await HearAllAsync(conversation) : FrameFind.Broken;
            if (find == FrameFind.Goodbye) return;
            if (find != FrameFind.Broken) continue;

            // What follows a broken frame means nothing. It is taken in all the same until the peer has seen our close: bytes left unread
            // would reset the line and take the close frame with it.
            isReadable = false;
            reader.Release();
        }

        Outbox.Drop();
    }

    /// <summary>Hears every whole frame that is here.</summary>
    private async ValueTask<FrameFind> HearAllAsync(IConversation conversation)
    {
        while (true)
        {
            var find = reader.Next(MaxMessageBytes - fragments.Length, isDeaf: Outbox.IsClosing, out var header, out var payload);
            if (find == FrameFind.Broken) Close(Closing.ProtocolError);
            if (find is FrameFind.Broken or FrameFind.NeedsMore) return find;
            if (find == FrameFind.TooBig) Close(Closing.TooBig);
            else if (header.Opcode == Opcode.Close) return HearClose(payload.Span);
            else if (header.IsControl) HearControl(header.Opcode, payload.Span, conversation);
            else if (TryComplete(header, payload, out var message)) await HearAsync(message, conversation);
        }
    }

    private FrameFind HearClose(ReadOnlySpan<byte> payload)
    {
        Close(ClosePayload.Read(payload));
        return FrameFind.Goodbye;
    }

    private void HearControl(Opcode opcode, ReadOnlySpan<byte> payload, IConversation conversation)
    {
        if (opcode == Opcode.Ping)
        {
            // A ping makes us write, so it counts like a message.
            if (MayAsk()) Outbox.PostLatest(PongSlot, SharedFrame.Pong(payload));
        }
        else if (payload.Length == sizeof(long))
        {
            var pingedAt = BinaryPrimitives.ReadInt64BigEndian(payload);
            if (vigil.HasPinged(pingedAt)) conversation.Answered(pingedAt);
        }
    }

    private bool TryComplete(in FrameHeader header, ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> message)
    {
        message = payload;
        if (header.Opcode == Opcode.Binary && !ignoresBinary) return Refuse(Closing.Binary);
        if (header.Opcode == Opcode.Binary || isPassingOver) return PassOver(header);
        if ((header.Opcode == Opcode.Continuation) != fragments.IsOpen) return Refuse(Closing.ProtocolError);

        // A fragment that carries nothing could come for ever; it counts like a message.
        if ((header.IsFinal || payload.IsEmpty) && !MayAsk()) return false;
        if (fragments.IsOpen || !header.IsFinal)
        {
            fragments.Add(payload.Span);
            message = fragments.Message;
        }

        if (!header.IsFinal) return false;
        return Utf8.IsValid(message.Span) || Refuse(Closing.InvalidText);
    }

    /// <summary>A binary message where none is wanted, frame by frame; nothing of it is kept.</summary>
    private bool PassOver(in FrameHeader header)
    {
        if (fragments.IsOpen || (header.Opcode == Opcode.Continuation) != isPassingOver) return Refuse(Closing.ProtocolError);
        isPassingOver = !header.IsFinal;
        MayAsk();
        return false;
    }

    private async ValueTask HearAsync(ReadOnlyMemory<byte> message, IConversation conversation)
    {
        // While we hold the message we do not read, so silence then is ours and not the peer's.
        vigil.IsReading = false;
        var whole = switchboard.Time.GetTimestamp();
        try
        {
            await conversation.HearAsync(message);
            switchboard.Observer.Heard(conversation.LastHeard, whole);
        }
#pragma warning disable CA1031 // Whatever a conversation throws is a bug that ends this connection and no other.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            switchboard.Log.ConversationFailed(Id, switchboard.Application, bug);
            Close(Closing.InternalError);
        }

        vigil.LifeAt = switchboard.Time.GetTimestamp();
        vigil.IsReading = true;
        fragments.Clear();
    }

    private bool MayAsk() => rate.Take(vigil.LifeAt) is null || Refuse(Closing.TooFast);

    private bool Refuse(Closing closing)
    {
        Close(closing);
        return false;
    }

    private void Close(Closing closing) => Outbox.Close(closing, dropOwed: false);
}
