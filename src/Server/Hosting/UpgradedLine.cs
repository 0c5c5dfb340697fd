using Microsoft.AspNetCore.Connections.Features;

namespace Rollcall.Server.Hosting;

/// <summary>The bytes of an upgraded request, both ways. Disposing it cuts the connection, so that a pending read or write ends.</summary>
internal sealed class UpgradedLine(Stream upgraded, DirectOutput? direct, IConnectionLifetimeFeature connection) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        upgraded.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        direct is not null && !cancellationToken.CanBeCanceled ? direct.SendAsync(buffer) : upgraded.WriteAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        upgraded.ReadAsync(buffer, offset, count, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        upgraded.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => upgraded.FlushAsync(cancellationToken);

    public override void Flush() => upgraded.Flush();

    public override int Read(byte[] buffer, int offset, int count) => upgraded.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => upgraded.Write(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // The connection itself and not its request: a cut may come when the request is already over, and must then do nothing.
        if (disposing) connection.Abort();
        base.Dispose(disposing);
    }
}
