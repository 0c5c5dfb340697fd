using System.Buffers;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>Writes the state down now and then so that the next opening is fast. Owned by the channel's loop; only the encoding,
/// which works on an immutable state, runs beside it.</summary>
internal sealed class SnapshotKeeper<TState, TCommand, TEvent, TAnswer>(
    Kind<TState, TCommand, TEvent, TAnswer> kind, IEventLog log, long lastSeq, ILogger logger)
    where TState : class
    where TEvent : class
{
    /// <summary>Reading back this many events takes about a tenth of a second.</summary>
    private const int EventsBetween = 10_000;

    /// <summary>Fewer than this are read back faster than a snapshot is written.</summary>
    private const int WorthAtTheEnd = 1_000;

    private long last = lastSeq;
    private Task<(long Seq, string Epoch, ReadOnlyMemory<byte>? Body)>? encoding;

    /// <summary>Starts a snapshot if it is time, writes the one that has been encoded.</summary>
    public async ValueTask ConsiderAsync(TState state, long head)
    {
        if (encoding is { IsCompleted: true })
            await WriteAsync();
        else if (encoding is null && head - last >= EventsBetween)
        {
            last = head;
            encoding = Task.Run(() => Encode(state, head));
        }
    }

    /// <summary>Writes a last one before the log is closed, if enough has happened.</summary>
    public async ValueTask FinishAsync(TState state, long head)
    {
        if (encoding is not null)
            await WriteAsync();
        if (head - last < WorthAtTheEnd || log.Archived)
            return;
        last = head;
        encoding = Task.FromResult(Encode(state, head));
        await WriteAsync();
    }

    private (long Seq, string Epoch, ReadOnlyMemory<byte>? Body) Encode(TState state, long head)
    {
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        return kind.WriteSnapshot(state, body) ? (head, kind.EpochOf(state), body.WrittenMemory) : (head, "", null);
    }

    private async ValueTask WriteAsync()
    {
        var (seq, epoch, body) = await encoding!;
        encoding = null;
        if (body is null)
            return;
        try
        {
            await log.WriteSnapshotAsync(new Snapshot(seq, epoch, body.Value), CancellationToken.None);
        }
        catch (IOException full)
        {
            // A snapshot saves time, nothing else: without it the log is read from the one before.
            ChannelLog.NoSnapshot(logger, log.Channel, full.Message);
        }
    }
}
