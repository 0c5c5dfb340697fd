namespace Rollcall.Server.Hosting;

/// <summary>Which applications this server has. A further one is one line here.</summary>
public static class Composition
{
    /// <summary>Opens the store and puts every application in.</summary>
    public static ValueTask AddApplicationsAsync(ServerParts parts, CancellationToken cancel) => ValueTask.CompletedTask;
}
