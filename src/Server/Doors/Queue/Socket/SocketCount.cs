namespace Rollcall.Server.Doors.Queue.Socket;

/// <summary>How many WebSockets there are on all queues. Any thread.</summary>
internal sealed class SocketCount
{
    private int connected;
    private int authenticated;

    /// <summary>All of them.</summary>
    public int Connected => Volatile.Read(ref connected);

    /// <summary>Those of operators.</summary>
    public int Authenticated => Volatile.Read(ref authenticated);

    /// <summary>One came (1) or went (-1).</summary>
    public void Connect(int change) => Interlocked.Add(ref connected, change);

    /// <summary>One became an operator's (1), or such a one went (-1).</summary>
    public void Authenticate(int change) => Interlocked.Add(ref authenticated, change);
}
