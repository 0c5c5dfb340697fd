using System.Buffers.Binary;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Rollcall.Tests.Support.Devices;

/// <summary>A line that takes the server's frames apart as they are written; while it is held, its writes wait as those to a peer that does not read.</summary>
internal sealed class FrameTap : Stream
{
    private readonly Channel<HeardFrame> frames = Channel.CreateUnbounded<HeardFrame>();
    private readonly List<byte> pending = [];
    private volatile TaskCompletionSource? held;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Hold() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var waiting = held;
        held = null;
        waiting?.SetResult();
    }

    public Task<HeardFrame> NextAsync() => frames.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (held is { } waiting)
            await waiting.Task;
        lock (pending)
        {
            pending.AddRange(buffer.Span);
            while (TakeFrame() is { } frame)
                frames.Writer.TryWrite(frame);
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private HeardFrame? TakeFrame()
    {
        if (pending.Count < 2)
            return null;
        var extended = pending[1] switch { 126 => 2, 127 => 8, _ => 0 };
        if (pending.Count < 2 + extended)
            return null;
        var head = pending.GetRange(2, extended).ToArray();
        var length = extended switch { 2 => BinaryPrimitives.ReadUInt16BigEndian(head), 8 => (int)BinaryPrimitives.ReadUInt64BigEndian(head), _ => pending[1] };
        var size = 2 + extended + length;
        if (pending.Count < size)
            return null;
        var frame = new HeardFrame(pending[0] & 0x0F, (pending[0] & 0x80) != 0, [.. pending.GetRange(2 + extended, length)]);
        pending.RemoveRange(0, size);
        return frame;
    }
}

/// <summary>A message of the server, taken apart.</summary>
internal sealed record Told(string Type, JsonNode? Payload)
{
    public JsonNode? this[string field] => Payload![field];

    public static Told Of(string text)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        return new((string)json["type"]!, json["payload"]?.DeepClone());
    }

    public override string ToString() => $"{Type} {Payload?.ToJsonString() ?? "null"}";
}
