namespace Rollcall.Core.Store.Files;

/// <summary>The threads that wait for the disk, so that no thread of the pool does.</summary>
/// <remarks>Work is handed in from any thread and taken in order; the queue is bounded by its callers, as each log has at most one piece of
/// work under way. The lock guards the queue and is held for a few instructions.</remarks>
internal sealed class DiskThreads : IDisposable
{
    private const int StackBytes = 512 * 1024;

    private readonly Queue<Action> queue = new();
    private readonly Thread[] threads;
    private bool closing;

    public DiskThreads(int count)
    {
        threads = [.. Enumerable.Range(1, count).Select(n => new Thread(Work, StackBytes) { IsBackground = true, Name = $"disk {n}" })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>Runs the work on one of the threads; what it throws, the task throws.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        // The awaiting actor goes on in the pool: on this thread it would keep other logs from being flushed.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (queue)
        {
            ObjectDisposedException.ThrowIf(closing, this);
            queue.Enqueue(() => Complete(done, work));
            Monitor.Pulse(queue);
        }
        return done.Task;
    }

    /// <summary>Finishes what was handed in, then ends the threads.</summary>
    public void Dispose()
    {
        lock (queue)
        {
            closing = true;
            Monitor.PulseAll(queue);
        }
        foreach (var thread in threads) thread.Join();
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private void Work()
    {
        while (Next() is { } work) work();
    }

    private Action? Next()
    {
        lock (queue)
        {
            while (queue.Count == 0)
            {
                if (closing) return null;
                Monitor.Wait(queue);
            }
            return queue.Dequeue();
        }
    }
}
