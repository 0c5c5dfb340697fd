using System.Buffers.Binary;

namespace Rollcall.Core.Connections;

/// <summary>One timer for all connections: pings, silence, stalled writes, handshakes and closes that take too long.</summary>
/// <remarks>Its timer's callback, which never overlaps itself.</remarks>
internal sealed class Heartbeat : IDisposable
{
    /// <summary>How often it looks; deadlines are that exact.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Switchboard switchboard;
    private readonly TimeProvider time;
    private readonly ITimer timer;

    public Heartbeat(Switchboard switchboard, TimeProvider time)
    {
        (this.switchboard, this.time) = (switchboard, time);
        timer = time.CreateTimer(_ => Tick(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Every, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        var now = time.GetTimestamp();

        // The timestamp in the ping comes back in the pong and tells which one is answered. All that are due share the frame.
        Span<byte> payload = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(payload, now);
        var ping = SharedFrame.Ping(payload);
        foreach (var connection in switchboard.Everyone()) connection.Tick(now, ping);

        // Once more only now: a tick that takes long is not overtaken by the next one.
        timer.Change(Every, Timeout.InfiniteTimeSpan);
    }
}
