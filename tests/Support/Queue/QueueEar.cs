using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Queue;
using Rollcall.Core.Connections;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A connection that only listens, and writes down all it hears.</summary>
internal sealed class QueueEar : IDisposable
{
    private readonly Line line = new();
    private readonly Switchboard switchboard = new(TimeProvider.System, new TestObserver(), NullLogger<Switchboard>.Instance);

    public QueueEar(QueueDialect dialect = QueueDialect.Frame, int capacity = 2 << 20) =>
        Member = new(switchboard.Listen(line, new() { OutboxBytes = capacity }, SharedFrame.Text("{}"u8)).Outbox, dialect);

    public QueueMember Member { get; }

    public bool IsClosed => Member.Outbox.IsClosing;

    /// <summary>All that was sent, as text; empties it.</summary>
    public async Task<string> HeardAsync()
    {
        while (Member.Outbox.OwedBytes > 0)
            await Task.Yield();
        var bytes = line.Take();
        return Member.Dialect == QueueDialect.Frame ? string.Join('\n', Payloads(bytes)) : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The frames of a WebSocket; empties it.</summary>
    public async Task<IReadOnlyList<JsonElement>> FramesAsync() =>
        [.. (await HeardAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => JsonElement.Parse(text))];

    /// <summary>What the frames are about: an event's name with its number, or the type of anything else.</summary>
    public async Task<string> ToldAsync() => string.Join(", ", (await FramesAsync()).Select(frame =>
        frame.GetProperty("type").GetString() is "event"
            ? frame.GetProperty("event").GetString() + (frame.TryGetProperty("seq", out var seq) ? $" {seq.GetInt64()}" : "")
            : frame.GetProperty("type").GetString()));

    public void Dispose()
    {
        switchboard.Dispose();
        line.Dispose();
    }

    private static IEnumerable<string> Payloads(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            int length = bytes[at + 1];
            at += 2;
            if (length == 126)
            {
                length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
                at += 2;
            }
            else if (length == 127)
            {
                length = (int)BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at));
                at += 8;
            }

            yield return Encoding.UTF8.GetString(bytes, at, length);
            at += length;
        }
    }

    private sealed class Line : MemoryStream
    {
        private readonly Lock gate = new();

        public byte[] Take()
        {
            lock (gate)
            {
                var all = ToArray();
                SetLength(0);
                return all;
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (gate)
                Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
