using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>The write side of many connections: one thread that brings to each line what its outbox holds. A broadcast to a thousand members
/// so costs a thousand places in a list and one wake-up, not a thousand tasks; and what piles up meanwhile leaves in one write.</summary>
/// <remarks>Any thread may <see cref="Wake"/>; the rest runs on the pump's own thread. An outbox has one turn at most: it stands in the list,
/// or is in the pump's hands, or is with a write that waits for its peer.</remarks>
internal sealed class Pump : IDisposable
{
    /// <summary>The most that goes into one write, unless a single frame is larger.</summary>
    public const int MaxWriteBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly AutoResetEvent called = new(initialState: false);

    // Guarded by the gate.
    private List<Outbox> owing = [];
    private bool isResting;
    private bool isOver;

    /// <summary>Makes a pump and starts its thread.</summary>
    public Pump(ConnectionObserver observer, ILogger log)
    {
        (Observer, Log) = (observer, log);
        new Thread(Run) { IsBackground = true, Name = "pump" }.Start();
    }

    public ConnectionObserver Observer { get; }

    public ILogger Log { get; }

    /// <summary>Puts an outbox that has just got its turn, or goes on with it, at the end of the list.</summary>
    public void Wake(Outbox outbox)
    {
        lock (gate)
        {
            owing.Add(outbox);
            if (!isResting) return;
            isResting = false;
        }

        called.Set();
    }

    /// <summary>Ends the thread once nothing is owed.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            if (!isResting) return;
            isResting = false;
        }

        called.Set();
    }

    private void Run()
    {
        var gather = new Gather();
        List<Outbox> taken = [];
        while (Take(ref taken))
        {
            foreach (var outbox in taken) outbox.Writer.TakeTurn(gather);
            taken.Clear();
            gather.Report(Observer);
        }

        called.Dispose();
    }

    /// <summary>Takes the whole list at once, so that those who post and this thread hardly meet; waits while it is empty.</summary>
    private bool Take(ref List<Outbox> taken)
    {
        while (true)
        {
            lock (gate)
            {
                (taken, owing) = (owing, taken);
                if (taken.Count > 0) return true;
                if (isOver) return false;
                isResting = true;
            }

            called.WaitOne();
        }
    }
}
