using Rollcall.Core.Connections;

namespace Rollcall.Core.Channels;

/// <summary>What one connection is still owed, in order and bounded in bytes. Whoever speaks posts and goes on; the pump brings it to the line.</summary>
/// <remarks>Any thread may post and close. The lock is held for a few lines without await: a broadcast posts here from a channel's loop
/// while the pump takes. Taking and returning (the internal part) is done by whoever holds the outbox's one turn, see
/// <see cref="Pump"/>.</remarks>
public sealed class Outbox
{
    private readonly Lock gate = new();
    private readonly Pump pump;
    private readonly Func<Closing, SharedFrame?> farewell;

    // Guarded by the gate.
    private FrameQueue queue;
    private long owedBytes;
    private bool hasTurn;
    private Closing? closing;
    private TaskCompletionSource? finished;
    private TaskCompletionSource? drained;

    /// <summary>Makes an empty outbox.</summary>
    /// <param name="pump">Who drains it.</param>
    /// <param name="line">Where it is drained to.</param>
    /// <param name="capacity">Bytes that may be owed, those under way included.</param>
    /// <param name="farewell">Gives the last frame of a close; null where the line has none, as an event stream.</param>
    internal Outbox(Pump pump, Stream line, long capacity, Func<Closing, SharedFrame?> farewell)
    {
        (this.pump, Capacity, this.farewell) = (pump, capacity, farewell);
        Writer = new LineWriter(this, pump, line);
    }

    /// <summary>Bytes that may be owed, those under way included. The door sets it when it knows who is there.</summary>
    public long Capacity { get; set; }

    /// <summary>Bytes the line has not yet taken, those under way included.</summary>
    public long OwedBytes => Volatile.Read(ref owedBytes);

    /// <summary>Whether it was closed, by either side: nothing more is taken in.</summary>
    public bool IsClosing => Closing is not null;

    /// <summary>How it was closed; null while it is open.</summary>
    internal Closing? Closing => Volatile.Read(ref closing);

    internal LineWriter Writer { get; }

    /// <summary>Adds a frame. Never blocks. False: the connection is closing and the frame will not be sent. A frame beyond the capacity
    /// drops what is owed and closes the connection with 4001; one larger than the capacity passes when nothing else is owed.</summary>
    public bool Post(SharedFrame frame) => Add(frame, slot: null);

    /// <summary>Adds a frame of which only the newest per <paramref name="slot"/> (any object, by reference) is wanted: an older one not
    /// yet sent is dropped. The newer one stands at the end, so it is never heard before what was posted ahead of it.</summary>
    public bool PostLatest(object slot, SharedFrame frame) => Add(frame, slot);

    /// <summary>Closes after what is owed; later posts are refused. Only the first close counts.</summary>
    /// <param name="code">Why, and whether to come back.</param>
    /// <param name="reason">A word for people and logs; at most 123 bytes are sent.</param>
    public void Close(CloseCode code, string reason) => Close(new Closing(EndedBy.Server, code, reason), dropOwed: false);

    /// <summary>Completes when the line has taken all that is owed, or it is closing: whoever has much to say waits for it, and is paced by the reader.</summary>
    public Task DrainedAsync()
    {
        lock (gate)
        {
            if (closing is not null || (!hasTurn && queue.IsEmpty)) return Task.CompletedTask;
            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return drained.Task;
        }
    }

    internal void Close(Closing closing, bool dropOwed)
    {
        lock (gate)
        {
            if (this.closing is not null) return;
            Begin(closing, dropOwed);
            if (hasTurn) return;
            hasTurn = true;
        }

        pump.Wake(this);
    }

    /// <summary>Takes the next frames for one write, at most <paramref name="maxBytes"/> unless a single one is larger. The bytes stay
    /// owed until <see cref="Return"/>.</summary>
    internal int Take(Span<SharedFrame?> into, int maxBytes, out int bytes, out long owed)
    {
        lock (gate)
        {
            owed = owedBytes;
            return queue.Take(into, maxBytes, out bytes);
        }
    }

    /// <summary>Says that the line took <paramref name="bytes"/>. True: more waits and the turn goes on; false: the turn is over.</summary>
    internal bool Return(int bytes)
    {
        TaskCompletionSource? finished;
        lock (gate)
        {
            owedBytes -= bytes;
            if (!queue.IsEmpty) return true;
            hasTurn = false;
            TellDrained();
            finished = closing is null ? null : this.finished;
        }

        finished?.TrySetResult();
        return false;
    }

    /// <summary>Nobody will read any more: what is owed is dropped, later posts are refused. A write under way ends by itself.</summary>
    internal void Drop()
    {
        TaskCompletionSource? finished;
        lock (gate)
        {
            closing ??= Closing.Lost;
            owedBytes -= queue.Clear();
            TellDrained();
            finished = hasTurn ? null : this.finished;
        }

        finished?.TrySetResult();
    }

    /// <summary>The line broke under a write; called by whoever has the turn, which is over for good.</summary>
    internal void Break()
    {
        TaskCompletionSource? finished;
        lock (gate)
        {
            closing ??= Closing.Lost;
            queue.Clear();
            owedBytes = 0;
            hasTurn = false;
            TellDrained();
            finished = this.finished;
        }

        finished?.TrySetResult();
    }

    /// <summary>Completes when it is closed and the line has taken the last byte, or is broken: from then on nothing touches the line.</summary>
    internal Task FinishedAsync()
    {
        lock (gate)
        {
            if (closing is not null && !hasTurn) return Task.CompletedTask;
            finished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return finished.Task;
        }
    }

    private bool Add(SharedFrame frame, object? slot)
    {
        var isTaken = true;
        lock (gate)
        {
            if (closing is not null) return false;
            if (slot is not null) owedBytes -= queue.DropOlder(slot);
            if (owedBytes > 0 && owedBytes + frame.Bytes.Length > Capacity)
            {
                Begin(Closing.Slow, dropOwed: true);
                isTaken = false;
            }
            else
            {
                Append(frame, slot);
            }

            if (hasTurn) return isTaken;
            hasTurn = true;
        }

        pump.Wake(this);
        return isTaken;
    }

    private void Begin(Closing closing, bool dropOwed)
    {
        this.closing = closing;
        TellDrained();
        if (dropOwed) owedBytes -= queue.Clear();
        if (farewell(closing) is { } last) Append(last, slot: null);
    }

    private void TellDrained()
    {
        // Its continuations run elsewhere, so the gate may be held.
        drained?.TrySetResult();
        drained = null;
    }

    private void Append(SharedFrame frame, object? slot)
    {
        queue.Append(frame, slot);
        owedBytes += frame.Bytes.Length;
    }
}
