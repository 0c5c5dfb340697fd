using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Connections;

namespace Rollcall.Tests.Support;

/// <summary>A connection whose far side only listens: everything it was told, message by message, up to now.</summary>
internal sealed class ToldLine : IDisposable
{
    private readonly FedLine line = new();

    public ToldLine(Switchboard switchboard) => Connection = switchboard.Connect(line, new ConnectionLimits());

    public Connection Connection { get; }

    /// <summary>A switchboard of its own for a test without a server.</summary>
    public static Switchboard Switchboard() => new(TimeProvider.System, ConnectionObserver.None, NullLogger<Switchboard>.Instance);

    /// <summary>All it was told so far; the code of a close is a message named <c>close</c>.</summary>
    public IReadOnlyList<Said> Everything()
    {
        AwaitAll();
        return Read(line.Written);
    }

    /// <summary>What it was told since this was asked last; it is not kept.</summary>
    public IReadOnlyList<Said> News()
    {
        AwaitAll();
        return Read(line.TakeWritten());
    }

    public void Dispose() => line.Dispose();

    private void AwaitAll()
    {
        // What is owed is on its way to the line; that it is there is a matter of the pump's next turn.
        if (!SpinWait.SpinUntil(() => Connection.Outbox.OwedBytes == 0, TimeSpan.FromSeconds(30)))
            throw new TimeoutException("the pump stands still");
    }

    private static List<Said> Read(ReadOnlySpan<byte> bytes)
    {
        var told = new List<Said>();
        while (bytes.Length > 0)
        {
            var header = bytes[1] switch { < 126 => 2, 126 => 4, _ => 10 };
            var length = header switch { 2 => bytes[1], 4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), _ => (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]) };
            var payload = bytes.Slice(header, length);
            told.Add((bytes[0] & 0x0f) switch
            {
                1 => Envelope.Read(Encoding.UTF8.GetString(payload)),
                8 => new("close", new() { ["code"] = (int)BinaryPrimitives.ReadUInt16BigEndian(payload) }, Wording.Canonical),
                var other => throw new InvalidOperationException($"a frame of kind {other}"),
            });
            bytes = bytes[(header + length)..];
        }

        return told;
    }
}
