using Microsoft.Extensions.Logging;

namespace Rollcall.Core.Connections;

/// <summary>Everything that is connected, and what all of it shares: a few pumps, one timer, one list.</summary>
/// <remarks>Any thread; the list is guarded by its own lock, held for a few lines.</remarks>
public sealed class Switchboard : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<IWatched> open = [];
    private readonly Pump[] pumps;
    private readonly Heartbeat heartbeat;
    private Closing? closing;
    private TaskCompletionSource? empty;
    private long lastId;

    /// <summary>Makes a switchboard with nobody on it.</summary>
    /// <param name="time">The clock of all limits and pings.</param>
    /// <param name="observer">Who counts; <see cref="ConnectionObserver.None"/> where nobody does.</param>
    /// <param name="log">Where connections are logged.</param>
    public Switchboard(TimeProvider time, ConnectionObserver observer, ILogger<Switchboard> log)
    {
        (Time, Observer, Log) = (time, observer, log);
        pumps = [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => new Pump(observer, log))];
        heartbeat = new Heartbeat(this, time);
    }

    /// <summary>How many are connected.</summary>
    public int Count
    {
        get
        {
            lock (gate) return open.Count;
        }
    }

    /// <summary>Whose connections they are, for the log; ids of connections are unique within it.</summary>
    public string Application { get; init; } = "";

    internal TimeProvider Time { get; }

    internal ConnectionObserver Observer { get; }

    internal ILogger Log { get; }

    /// <summary>Makes a connection of an upgraded line; it begins with <see cref="Connection.RunAsync"/>.</summary>
    /// <param name="line">Bytes both ways. A write must go out at once, without a flush; disposing it must end a pending read or write.</param>
    /// <param name="limits">What it may ask of us.</param>
    public Connection Connect(Stream line, ConnectionLimits limits)
    {
        var id = Interlocked.Increment(ref lastId);
        return new Connection(id, line, limits, pumps[id % pumps.Length], this);
    }

    /// <summary>Makes a one-way connection of a response, for an event stream; it begins with <see cref="Listening.RunAsync"/>.</summary>
    /// <param name="line">Where it is written to. A write must go out at once, without a flush; disposing it must end a pending write.</param>
    /// <param name="limits">Of these the outbox, the write that stands still and the interval of keep-alives count.</param>
    /// <param name="keepAlive">What is said when nothing was said for <see cref="ConnectionLimits.PingEvery"/>.</param>
    public Listening Listen(Stream line, ConnectionLimits limits, SharedFrame keepAlive)
    {
        var id = Interlocked.Increment(ref lastId);
        return new Listening(id, line, limits, keepAlive, pumps[id % pumps.Length], this);
    }

    /// <summary>Closes everyone, and from now on everyone who comes.</summary>
    public void CloseAll(CloseCode code, string reason)
    {
        var closing = new Closing(EndedBy.Server, code, reason);
        lock (gate) this.closing = closing;
        foreach (var connection in Everyone()) connection.Close(closing);
    }

    /// <summary>Completes when nobody is connected.</summary>
    public Task WhenEmptyAsync()
    {
        lock (gate)
        {
            if (open.Count == 0) return Task.CompletedTask;
            empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return empty.Task;
        }
    }

    /// <summary>Stops the heartbeat and the pumps. Close everyone first.</summary>
    public void Dispose()
    {
        heartbeat.Dispose();
        foreach (var pump in pumps) pump.Dispose();
    }

    internal void Add(IWatched connection)
    {
        Closing? closing;
        lock (gate)
        {
            connection.Place = open.Count;
            open.Add(connection);
            closing = this.closing;
        }

        Observer.Opened();
        if (closing is not null) connection.Close(closing);
    }

    internal void Remove(IWatched connection, Ending ending)
    {
        TaskCompletionSource? empty = null;
        lock (gate)
        {
            // The last one takes the place that gets free.
            var last = open[^1];
            last.Place = connection.Place;
            open[connection.Place] = last;
            open.RemoveAt(open.Count - 1);
            if (open.Count == 0) (empty, this.empty) = (this.empty, null);
        }

        Observer.Ended(ending);
        empty?.TrySetResult();
    }

    internal IWatched[] Everyone()
    {
        lock (gate) return [.. open];
    }
}
