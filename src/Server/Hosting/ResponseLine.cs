using System.IO.Pipelines;

namespace Rollcall.Server.Hosting;

/// <summary>The body of a response that goes on and on, as a line: a write goes out at once, disposing cuts the connection so that a pending write ends.
/// Written to by a connection's pump, cut by any thread; both do nothing to what the server makes of the request's objects once the response is over.</summary>
internal sealed class ResponseLine : Stream
{
    private readonly HttpContext context;
    private readonly Lock gate = new();
    private bool isOver;

    public ResponseLine(HttpContext context)
    {
        this.context = context;
        // The last moment at which the context is that of this request.
        context.Response.OnCompleted(() =>
        {
            lock (gate)
                isOver = true;
            return Task.CompletedTask;
        });
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        PipeWriter body;
        lock (gate)
        {
            if (isOver || context.RequestAborted.IsCancellationRequested)
                throw new IOException("The listener has hung up");
            body = context.Response.BodyWriter;
        }

        await body.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (gate)
            {
                if (!isOver)
                    context.Abort();
            }
        }

        base.Dispose(disposing);
    }
}
