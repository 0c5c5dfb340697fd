using System.Buffers;
using System.Runtime.CompilerServices;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>Brings what one outbox holds to its line: everything owed in one write.</summary>
/// <remarks>Used by whoever has the outbox's turn: the pump's thread, or the continuation of a write that had to wait. Never two at
/// once, so nothing here needs a lock.</remarks>
internal sealed class LineWriter(Outbox outbox, Pump pump, Stream line)
{
    private Action? _resume;
    private ReadOnlyMemory<byte> _rest;
    private int _batchBytes;
    private byte[]? _rented;
    private ValueTaskAwaiter _waiting;
    private int _writes;
    private bool _isWaiting;

    /// <summary>Writes done so far; wraps. That it stands still while <see cref="IsWaiting"/> tells a peer that does not read.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Whether a write waits for the peer.</summary>
    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    /// <summary>Writes once. A peer that does not read keeps its own write waiting and nobody else: the pump goes on.</summary>
    public void TakeTurn(Gather gather)
    {
        if (_rest.IsEmpty)
        {
            _rest = gather.Next(outbox, out _batchBytes, out _rented);
            if (_batchBytes == 0)
            {
                EndTurn();
                return;
            }
        }

        // A large frame goes out in slices: the transport copies all of one write, and a slow peer shall not hold a copy of its own.
        var slice = _rest.Length > Pump.MaxWriteBytes ? _rest[..Pump.MaxWriteBytes] : _rest;
        _rest = _rest[slice.Length..];
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
        Volatile.Write(ref _isWaiting, true);
        _waiting = write.GetAwaiter();
        _waiting.UnsafeOnCompleted(_resume ??= Resume);
    }

    private void Resume()
    {
        var waited = _waiting;
        _waiting = default;
        Volatile.Write(ref _isWaiting, false);
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
        Volatile.Write(ref _writes, _writes + 1);
        if (_rest.IsEmpty)
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
        var bytes = _batchBytes;
        _batchBytes = 0;
        if (outbox.Return(bytes)) pump.Wake(outbox);
    }

    private void GiveBackBuffer()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    private void Break(Exception reason)
    {
        // Whatever a line throws ends this connection and no other; only what lines do not throw by themselves is a bug.
        if (!LineLoss.Is(reason)) pump.Log.LineFailed(reason);
        GiveBackBuffer();
        _rest = default;
        outbox.Break();

        // Cutting ends the pending read, and what follows from that shall not run on the pump's thread.
        ThreadPool.UnsafeQueueUserWorkItem(static line => line.Dispose(), line, preferLocal: false);
    }
}
