using Microsoft.Extensions.Logging;

namespace Rollcall.Core.Connections;

/// <summary>Everything that is connected, and what all of it shares: a few pumps, one timer, one list.</summary>
/// <remarks>Any thread; the list is guarded by its own lock, held for a few lines.</remarks>
public sealed class Switchboard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IWatched> _open = [];
    private readonly Pump[] _pumps;
    private readonly Heartbeat _heartbeat;
    private Closing? _closing;
    private TaskCompletionSource? _empty;
    private long _lastId;

    /// <summary>Makes a switchboard with nobody on it.</summary>
    /// <param name="time">The clock of all limits and pings.</param>
    /// <param name="observer">Who counts; <see cref="ConnectionObserver.None"/> where nobody does.</param>
    /// <param name="log">Where connections are logged.</param>
    public Switchboard(TimeProvider time, ConnectionObserver observer, ILogger<Switchboard> log)
    {
        (Time, Observer, Log) = (time, observer, log);
        _pumps = [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => new Pump(observer, log))];
        _heartbeat = new Heartbeat(this, time);
    }

    /// <summary>How many are connected.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _open.Count;
        }
    }

    internal TimeProvider Time { get; }

    internal ConnectionObserver Observer { get; }

    internal ILogger Log { get; }

    /// <summary>Makes a connection of an upgraded line; it begins with <see cref="Connection.RunAsync"/>.</summary>
    /// <param name="line">Bytes both ways. A write must go out at once, without a flush; disposing it must end a pending read or write.</param>
    /// <param name="limits">What it may ask of us.</param>
    public Connection Connect(Stream line, ConnectionLimits limits)
    {
        var id = Interlocked.Increment(ref _lastId);
        return new Connection(id, line, limits, _pumps[id % _pumps.Length], this);
    }

    /// <summary>Makes a one-way connection of a response, for an event stream; it begins with <see cref="Listening.RunAsync"/>.</summary>
    /// <param name="line">Where it is written to. A write must go out at once, without a flush; disposing it must end a pending write.</param>
    /// <param name="limits">Of these the outbox, the write that stands still and the interval of keep-alives count.</param>
    /// <param name="keepAlive">What is said when nothing was said for <see cref="ConnectionLimits.PingEvery"/>.</param>
    public Listening Listen(Stream line, ConnectionLimits limits, SharedFrame keepAlive)
    {
        var id = Interlocked.Increment(ref _lastId);
        return new Listening(id, line, limits, keepAlive, _pumps[id % _pumps.Length], this);
    }

    /// <summary>Closes everyone, and from now on everyone who comes.</summary>
    public void CloseAll(CloseCode code, string reason)
    {
        var closing = new Closing(EndedBy.Server, code, reason);
        lock (_gate) _closing = closing;
        foreach (var connection in Everyone()) connection.Close(closing);
    }

    /// <summary>Completes when nobody is connected.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            if (_open.Count == 0) return Task.CompletedTask;
            _empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    /// <summary>Stops the heartbeat and the pumps. Close everyone first.</summary>
    public void Dispose()
    {
        _heartbeat.Dispose();
        foreach (var pump in _pumps) pump.Dispose();
    }

    internal void Add(IWatched connection)
    {
        Closing? closing;
        lock (_gate)
        {
            connection.Place = _open.Count;
            _open.Add(connection);
            closing = _closing;
        }

        Observer.Opened();
        if (closing is not null) connection.Close(closing);
    }

    internal void Remove(IWatched connection, Ending ending)
    {
        TaskCompletionSource? empty = null;
        lock (_gate)
        {
            // The last one takes the place that gets free.
            var last = _open[^1];
            last.Place = connection.Place;
            _open[connection.Place] = last;
            _open.RemoveAt(_open.Count - 1);
            if (_open.Count == 0) (empty, _empty) = (_empty, null);
        }

        Observer.Ended(ending);
        empty?.TrySetResult();
    }

    internal IWatched[] Everyone()
    {
        lock (_gate) return [.. _open];
    }
}
