using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Server.Doors.Echo;

/// <summary>Says back every message. Called by the connection's read loop.</summary>
internal sealed class EchoConversation(Outbox outbox) : IConversation
{
    /// <inheritdoc/>
    public async ValueTask HearAsync(ReadOnlyMemory<byte> message)
    {
        // Whoever does not read what is said back is not read either.
        if (outbox.OwedBytes > outbox.Capacity / 4)
            await outbox.DrainedAsync();
        outbox.Post(SharedFrame.Text(message.Span));
    }

    /// <inheritdoc/>
    public void Ended(Ending ending)
    {
        // Nothing hangs on it.
    }
}
