using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Rollcall.Server.Hosting;

/// <summary>The output side of one of Kestrel's connections, without the pipe and the loop that usually stand between it and the socket:
/// a flush hands the bytes to the socket at once and is done when the system has taken them.</summary>
/// <remarks>Everything Kestrel sends on the connection goes through here, and nothing else writes to the socket; so whoever writes after a
/// flush writes behind it. That is what lets an upgraded connection use <see cref="SendAsync"/> right behind the 101 response. One writer at
/// a time: first Kestrel, then whoever took over the upgraded connection.</remarks>
internal sealed class DirectOutput(Socket socket) : PipeWriter
{
    private const int FirstSize = 4096;

    private byte[]? array;
    private int length;
    private volatile bool isBroken;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => length;

    /// <summary>Puts a direct output in the place of Kestrel's own, for every connection of an endpoint that has a socket.</summary>
    public static ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        var kestrels = connection.Transport;
        if (connection.Features.Get<IConnectionSocketFeature>() is { Socket: var socket })
        {
            // So that a send never waits; what reads and what waits for room goes by the system's notifications anyway.
            socket.Blocking = false;
            connection.Transport = new Pair(kestrels.Input, new DirectOutput(socket));
        }

        try
        {
            await next(connection);
        }
        finally
        {
            // Kestrel completes its own pipe at the end, and with it closes the socket.
            connection.Transport = kestrels;
        }
    };

    /// <summary>The direct output of a request's connection; null where something else, as TLS, stands between.</summary>
    public static DirectOutput? Of(HttpContext context) => context.Features.Get<IConnectionTransportFeature>()?.Transport.Output as DirectOutput;

    /// <summary>Hands bytes to the socket; completes when the system has taken all of them. Throws <see cref="IOException"/> when the line is
    /// broken or was cut.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        // Nearly always the system takes all at once. Asking it directly saves what an asynchronous send costs, in time and in memory kept per socket.
        int sent;
        try
        {
            sent = socket.Send(bytes.Span, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock)) return SendRestAsync(ValueTask.FromException<int>(new SocketException((int)error)), bytes);
        }
        catch (ObjectDisposedException e)
        {
            return SendRestAsync(ValueTask.FromException<int>(e), bytes);
        }

        return sent == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(new ValueTask<int>(sent), bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var least = Math.Max(sizeHint, 1);
        if (array is null || array.Length - length < least)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, length + Math.Max(least, length)));
            if (array is not null)
            {
                array.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(array);
            }

            array = larger;
        }

        return array.AsMemory(length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)((array?.Length ?? 0) - length), nameof(bytes));
        length += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var (array, length) = (this.array, this.length);
        (this.array, this.length) = (null, 0);
        if (array is null || isBroken)
        {
            if (array is not null) ArrayPool<byte>.Shared.Return(array);
            return new ValueTask<FlushResult>(Result());
        }

        var sending = SendAsync(array.AsMemory(0, length));
        if (!sending.IsCompletedSuccessfully) return FlushRestAsync(sending, array);
        ArrayPool<byte>.Shared.Return(array);
        return new ValueTask<FlushResult>(Result());
    }

    /// <summary>Does nothing: bytes half sent cannot be taken back, and a line that is given up ends a pending flush by itself.</summary>
    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
        isBroken = true;
        if (array is not null) ArrayPool<byte>.Shared.Return(array);
        (array, length) = (null, 0);
    }

    private FlushResult Result() => new(isCanceled: false, isCompleted: isBroken);

    private async ValueTask SendRestAsync(ValueTask<int> sending, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (true)
            {
                bytes = bytes[await sending..];
                if (bytes.IsEmpty) return;
                sending = socket.SendAsync(bytes, SocketFlags.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            isBroken = true;
            throw new IOException("The connection is gone", e);
        }
    }

    private async ValueTask<FlushResult> FlushRestAsync(ValueTask sending, byte[] array)
    {
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // As Kestrel's own output has it: whoever flushes is told that nobody listens, and learns why where it reads.
        }

        ArrayPool<byte>.Shared.Return(array);
        return Result();
    }

    private sealed record Pair(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
