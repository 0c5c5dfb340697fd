using Rollcall.Core.Store;

namespace Rollcall.Bench.Store;

/// <summary>Appends single events to one log, all that wait in one round, as a channel's loop does with its mailbox.</summary>
internal sealed class GatheredAppends(IEventLog log, Func<long, LoggedEvent> make)
{
    private readonly Lock gate = new();
    private List<TaskCompletionSource> waiting = [];
    private bool running;

    public IEventLog Log => log;

    /// <summary>Adds one event; done when it is durable.</summary>
    public Task AddAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool start;
        lock (gate)
        {
            waiting.Add(done);
            start = !running;
            running = true;
        }
        if (start) _ = RunAsync();
        return done.Task;
    }

    private async Task RunAsync()
    {
        while (true)
        {
            List<TaskCompletionSource> round;
            lock (gate)
            {
                (round, waiting) = (waiting, []);
                if (round.Count == 0)
                {
                    running = false;
                    return;
                }
            }
            var head = log.Head;
            var result = await log.AppendAsync(new Append(head, [.. round.Select((_, i) => make(head + 1 + i))], 0, null), default);
            if (result is not AppendResult.Done) throw new InvalidOperationException(result.ToString());
            foreach (var done in round) done.SetResult();
        }
    }
}
