using Rollcall.Core.Channels;
using Rollcall.Core.Connections;
using Rollcall.Server.Doors.Queue.Access;
using Rollcall.Server.Doors.Queue.Operations;

namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>For whom one socket speaks: nobody in particular, or an operator, and then only as long as the session lasts.</summary>
/// <remarks>The connection's read loop owns it.</remarks>
internal sealed class SocketSeat(OperatorAccess access, SocketCount count, Outbox outbox, ClientAddress address)
{
    private const int MostFailedLogIns = 5;

    private IDisposable? session;
    private int failedLogIns;

    /// <summary>The operator; null where it is anybody.</summary>
    public Operator? Who { get; private set; }

    /// <summary>A name by which the client recognises what it caused: its own, else its connection's.</summary>
    public required string Name { get; set; }

    /// <summary>Who asks.</summary>
    public Asker Asker => new(Door.Socket, Who, Name, address);

    /// <summary>From now on the socket speaks for this operator, or for nobody.</summary>
    public void Become(Operator? next)
    {
        if ((Who is null) != (next is null))
            count.Authenticate(next is null ? -1 : 1);
        session?.Dispose();
        Who = next;
        session = access.WhenEnded(next, () => outbox.Close(CloseCode.Revoked, "revoked"));
    }

    /// <summary>False where the operator is none any more: it may be listening to what only operators hear, and is sent away.</summary>
    public bool IsStillGood()
    {
        if (Who is null || access.IsStill(Who))
            return true;
        Become(null);
        outbox.Close(CloseCode.Revoked, "revoked");
        return false;
    }

    /// <summary>Somebody failed to prove to be an operator; too often, and the socket is closed.</summary>
    public void Failed()
    {
        if (++failedLogIns >= MostFailedLogIns)
            outbox.Close(CloseCode.PolicyViolation, "auth_failed");
    }
}
