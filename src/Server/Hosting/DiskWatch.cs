using Rollcall.Core.Store;

namespace Rollcall.Server.Hosting;

/// <summary>Looks at the free space once a minute and tells the operator when it becomes low, and when it is enough again. Belongs to its timer.</summary>
internal sealed class DiskWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly IEventStore store;
    private readonly long least;
    private readonly ILogger log;
    private readonly ITimer timer;
    private bool low;

    public DiskWatch(IEventStore store, long least, TimeProvider time, ILogger log)
    {
        (this.store, this.least, this.log) = (store, least, log);
        timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, Pause);
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Look()
    {
        if (store.Health.FreeBytes is not { } free || free < least == low)
            return;
        low = !low;
        if (low)
            log.DiskLow(free, least);
        else
            log.DiskHasRoom(free);
    }
}
