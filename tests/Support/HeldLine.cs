using System.Text;
using System.Threading.Channels;

namespace Rollcall.Tests.Support;

/// <summary>A line whose peer reads only when told: each write waits until it is released. Nothing ever comes in until it is cut.</summary>
internal sealed class HeldLine : Stream
{
    private readonly Channel<(byte[] Bytes, TaskCompletionSource Done)> _writes = Channel.CreateUnbounded<(byte[] Bytes, TaskCompletionSource Done)>();
    private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOpen;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public bool IsCut => _end.Task.IsCompleted;

    /// <summary>The next write; it stays under way until its <c>Done</c> is set.</summary>
    public Task<(byte[] Bytes, TaskCompletionSource Done)> NextWriteAsync() =>
        _writes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets everything through from now on, and gives the texts of all writes until nothing is owed.</summary>
    public async Task<string> ReadTextsAsync(Func<bool> isDone)
    {
        _isOpen = true;
        var texts = new StringBuilder();
        while (!isDone() || _writes.Reader.Count > 0)
        {
            if (!_writes.Reader.TryRead(out var write))
            {
                await Task.Yield();
                continue;
            }

            texts.Append(Encoding.UTF8.GetString(write.Bytes));
            write.Done.TrySetResult();
        }

        return texts.ToString();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (IsCut) throw new IOException("cut");
        if (_isOpen) done.SetResult();
        _writes.Writer.TryWrite((buffer.ToArray(), done));
        return new ValueTask(Task.WhenAny(done.Task, _end.Task).Unwrap());
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(_end.Task);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _end.TrySetException(new IOException("cut"));
        _ = _end.Task.Exception;
        base.Dispose(disposing);
    }
}
