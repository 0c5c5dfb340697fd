using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>The write side of all connections: outboxes that owe something stand in one queue, and a few workers bring it to their lines.
/// A broadcast to a thousand members so costs a thousand entries in a queue and not a thousand tasks, and what piles up meanwhile leaves in one write.</summary>
/// <remarks>Any thread. An outbox has at most one turn: it stands in the queue, or is with one worker, or with one write that waits for its peer.</remarks>
internal sealed class Pump
{
    /// <summary>The most that goes into one write, unless a single frame is larger.</summary>
    public const int MaxWriteBytes = 64 * 1024;

    private readonly ConcurrentQueue<Outbox> _owing = new();
    private readonly ConcurrentStack<PumpWorker> _resting = new();

    /// <summary>Makes a pump with so many workers.</summary>
    public Pump(ConnectionObserver observer, int workers)
    {
        Observer = observer;
        for (var i = 0; i < workers; i++) _resting.Push(new PumpWorker(this));
    }

    public ConnectionObserver Observer { get; }

    /// <summary>Puts an outbox that has just got its turn, or goes on with it, at the end of the queue.</summary>
    public void Wake(Outbox outbox)
    {
        _owing.Enqueue(outbox);
        Start();
    }

    public bool TryNext([NotNullWhen(true)] out Outbox? outbox) => _owing.TryDequeue(out outbox);

    /// <summary>A worker found nothing to do.</summary>
    public void Rest(PumpWorker worker)
    {
        _resting.Push(worker);

        // Between its last look and now somebody may have come who saw no worker resting.
        if (!_owing.IsEmpty) Start();
    }

    private void Start()
    {
        if (!_resting.IsEmpty && _resting.TryPop(out var worker)) ThreadPool.UnsafeQueueUserWorkItem(worker, preferLocal: false);
    }
}
