using Rollcall.Core.Store;

namespace Rollcall.Server.Hosting;

/// <summary>Looks at the free space once a minute and tells the operator when it becomes low, and when it is enough again. Belongs to its timer.</summary>
internal sealed class DiskWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly IEventStore _store;
    private readonly long _least;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private bool _low;

    public DiskWatch(IEventStore store, long least, TimeProvider time, ILogger log)
    {
        (_store, _least, _log) = (store, least, log);
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, Pause);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        if (_store.Health.FreeBytes is not { } free || free < _least == _low)
            return;
        _low = !_low;
        if (_low)
            _log.DiskLow(free, _least);
        else
            _log.DiskHasRoom(free);
    }
}
