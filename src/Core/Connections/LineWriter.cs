using System.Buffers;
using System.Runtime.CompilerServices;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>Brings what one outbox holds to its line: everything owed in one write.</summary>
/// <remarks>Used by whoever has the outbox's turn: the pump's thread, or the continuation of a write that had to wait. Never two at
/// once, so nothing here needs a lock.</remarks>
internal sealed class LineWriter(Outbox outbox, Pump pump, Stream line)
{
    private Action? resume;
    private ReadOnlyMemory<byte> rest;
    private int batchBytes;
    private byte[]? rented;
    private ValueTaskAwaiter waiting;
    private int writes;
    private bool isWaiting;

    /// <summary>Writes done so far; wraps. That it stands still while <see cref="IsWaiting"/> tells a peer that does not read.</summary>
    public int Writes => Volatile.Read(ref writes);

    /// <summary>Whether a write waits for the peer.</summary>
    public bool IsWaiting => Volatile.Read(ref isWaiting);

    /// <summary>Writes once. A peer that does not read keeps its own write waiting and nobody else: the pump goes on.</summary>
    public void TakeTurn(Gather gather)
    {
        if (rest.IsEmpty)
        {
            rest = gather.Next(outbox, out batchBytes, out rented);
            if (batchBytes == 0)
            {
                EndTurn();
                return;
            }
        }

        // A large frame goes out in slices: the transport copies all of one write, and a slow peer shall not hold a copy of its own.
        var slice = rest.Length > Pump.MaxWriteBytes ? rest[..Pump.MaxWriteBytes] : rest;
        rest = rest[slice.Length..];
        try
        {
            var write = line.WriteAsync(slice);
            if (write.IsCompleted)
            {
                write.GetAwaiter().GetResult();
                EndWrite();
            }
            else
            {
                Wait(write);
            }
        }
        catch (Exception e)
        {
            Break(e);
        }
    }

    private void Wait(ValueTask write)
    {
        Volatile.Write(ref isWaiting, true);
        waiting = write.GetAwaiter();
        waiting.UnsafeOnCompleted(resume ??= Resume);
    }

    private void Resume()
    {
        var waited = waiting;
        waiting = default;
        Volatile.Write(ref isWaiting, false);
        try
        {
            waited.GetResult();
        }
        catch (Exception e)
        {
            Break(e);
            return;
        }

        EndWrite();
    }

    private void EndWrite()
    {
        Volatile.Write(ref writes, writes + 1);
        if (rest.IsEmpty)
        {
            GiveBackBuffer();
            EndTurn();
        }
        else
        {
            pump.Wake(outbox);
        }
    }

    private void EndTurn()
    {
        var bytes = batchBytes;
        batchBytes = 0;
        if (outbox.Return(bytes)) pump.Wake(outbox);
    }

    private void GiveBackBuffer()
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        rented = null;
    }

    private void Break(Exception reason)
    {
        // Whatever a line throws ends this connection and no other; only what lines do not throw by themselves is a bug.
        if (!LineLoss.Is(reason)) pump.Log.LineFailed(reason);
        GiveBackBuffer();
        rest = default;
        outbox.Break();

        // Cutting ends the pending read, and what follows from that shall not run on the pump's thread.
        ThreadPool.UnsafeQueueUserWorkItem(static self => self.Cut(), this, preferLocal: false);
    }

    private void Cut()
    {
        try
        {
            line.Dispose();
        }
        catch (Exception reason)
        {
            // Nobody above would catch it, and one line's end must not be everybody's.
            pump.Log.LineFailed(reason);
        }
    }
}
