using System.Threading.Channels;

namespace Rollcall.Tests.Support;

/// <summary>A line whose incoming bytes are given piece by piece, each read gives one; what is written to it is kept. It ends when told.</summary>
internal sealed class FedLine : Stream
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();
    private readonly MemoryStream _written = new();
    private byte[] _piece = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Thrown by every write, if set.</summary>
    public Exception? Failure { get; init; }

    public byte[] Written
    {
        get
        {
            lock (_written) return _written.ToArray();
        }
    }

    /// <summary>What was written since this was asked last; it is not kept.</summary>
    public byte[] TakeWritten()
    {
        lock (_written)
        {
            var taken = _written.ToArray();
            _written.SetLength(0);
            return taken;
        }
    }

    public void Feed(byte[] piece) => _pieces.Writer.TryWrite(piece);

    public void End() => _pieces.Writer.TryComplete();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_piece.Length == 0)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken)) return 0;
            if (_pieces.Reader.TryRead(out var next)) _piece = next;
        }

        var count = Math.Min(buffer.Length, _piece.Length);
        _piece.AsSpan(0, count).CopyTo(buffer.Span);
        _piece = _piece[count..];
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Failure is not null) throw Failure;
        lock (_written) _written.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        End();
        base.Dispose(disposing);
    }
}
