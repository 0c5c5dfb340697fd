using System.Threading.Channels;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Doors.Queue.LookUp;

/// <summary>Looks callers up in the background, two at a time; 200 may wait. Nobody waits for it, and nothing fails by it: what is not known at once
/// is told later to who asked.</summary>
/// <remarks>Any thread may ask. The two workers take from one bounded line; the list of who waits for which call is guarded by its lock.</remarks>
public sealed class LookUps : IAsyncDisposable
{
    private const int AtOnce = 2;
    private const int Waiting = 200;
    private const int Cached = 10_000;

    private readonly Channel<string> line = Channel.CreateBounded<string>(Waiting);
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Action<LookUpResult>>> askers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly QrzClient? client;
    private readonly LookUpCache cache;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly int dailyLimit;
    private readonly Task[] workers;

    // Guarded by the gate.
    private DateOnly countedDay;
    private int countedToday;

    /// <summary>Begins to look up, unless there is no account to do it with.</summary>
    public LookUps(QrzSettings settings, TimeProvider time, ILogger<LookUps> log)
    {
        (this.time, this.log, dailyLimit) = (time, log, settings.DailyLimit);
        cache = new(Cached, time);
        client = settings.IsConfigured ? new(settings, time, log) : null;
        workers = client is null ? [] : [.. Enumerable.Range(0, AtOnce).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Whether there is an account to look up with.</summary>
    public bool AreOn => client is not null;

    /// <summary>What is known of a base call now; null where it has to be looked up, or nobody is.</summary>
    public LookUpResult? Known(string call) => cache.Find(call);

    /// <summary>Has a base call looked up and tells <paramref name="tell"/> once, on another thread, what came of it. Too many waiting counts as failed,
    /// and is told like that.</summary>
    public void Ask(string call, Action<LookUpResult> tell)
    {
        if (client is null)
            return;
        lock (gate)
        {
            if (askers.TryGetValue(call, out var others))
            {
                others.Add(tell);
                return;
            }

            askers[call] = [tell];
        }

        if (!line.Writer.TryWrite(call))
            _ = Task.Run(() => Tell(call, new LookUpResult.Failed()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        line.Writer.TryComplete();
        await stopping.CancelAsync();
        await Task.WhenAll(workers);
        client?.Dispose();
        stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var call in line.Reader.ReadAllAsync(stopping.Token))
            {
                var result = cache.Find(call) ?? await LookUpAsync(call);
                cache.Keep(call, result);
                Tell(call, result);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops; what was not looked up will be asked again at the next registration.
        }
    }

    private async Task<LookUpResult> LookUpAsync(string call)
    {
        if (!MayAskToday())
            return new LookUpResult.LimitReached();
        try
        {
            var result = await client!.LookUpAsync(call, stopping.Token);
            if (result is LookUpResult.Failed or LookUpResult.LimitReached)
                QueueDoorLog.LookUpFailed(log, call, result.Error!);
            return result;
        }
#pragma warning disable CA1031 // A bug in here must not stop the worker: the caller stays without a name, and it is logged.
        catch (Exception bug) when (bug is not OperationCanceledException)
#pragma warning restore CA1031
        {
            QueueDoorLog.LookUpBroke(log, bug);
            return new LookUpResult.Failed();
        }
    }

    private bool MayAskToday()
    {
        if (dailyLimit == 0)
            return true;
        lock (gate)
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            (countedDay, countedToday) = (today, today == countedDay ? countedToday + 1 : 1);
            return countedToday <= dailyLimit;
        }
    }

    private void Tell(string call, LookUpResult result)
    {
        List<Action<LookUpResult>>? all;
        lock (gate)
            askers.Remove(call, out all);
        all?.ForEach(tell => tell(result));
    }
}
