namespace Rollcall.Core.Connections;

/// <summary>How this server stops, as clients are told: for good (1001, <c>shutdown</c>), or to be back in a moment (1012, <c>restart</c>).</summary>
/// <remarks>Said once by whoever stops the server, before anybody is told; read by every channel's loop.</remarks>
public sealed class ServerEnd
{
    private volatile bool isRestart;

    /// <summary>How connections are closed.</summary>
    public CloseCode Code => isRestart ? CloseCode.Restart : CloseCode.GoingAway;

    /// <summary>The word for it on the wire.</summary>
    public string Reason => isRestart ? "restart" : "shutdown";

    /// <summary>It will be back in a moment.</summary>
    public void ComesBack() => isRestart = true;
}
