namespace Rollcall.Server.Hosting;

/// <summary>Whether the server takes work: it does not while it starts and while it drains. Changed by the one that starts and stops it; read by any thread.</summary>
public sealed class Readiness
{
    private volatile string? notReady = "starting";

    /// <summary>Why no work is taken: <c>starting</c> or <c>draining</c>; null while it is.</summary>
    public string? NotReady => notReady;

    /// <summary>From now on work is taken.</summary>
    public void Ready() => notReady = null;

    /// <summary>From now on no new work is taken.</summary>
    public void Drain() => notReady = "draining";
}
