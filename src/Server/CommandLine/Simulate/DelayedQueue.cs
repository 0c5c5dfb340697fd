using System.Threading.Channels;

namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>A queue in which everything takes its time and nothing overtakes. One writer, one reader; the writer may be another loop.</summary>
internal sealed class DelayedQueue<T>(Func<TimeSpan> delay, TimeProvider time)
{
    private readonly Channel<(DateTimeOffset Due, T What)> underway = Channel.CreateUnbounded<(DateTimeOffset, T)>(new() { SingleReader = true });

    /// <summary>Sends something on its way.</summary>
    public void Put(T what) => underway.Writer.TryWrite((time.GetUtcNow() + delay(), what));

    /// <summary>Nothing more comes.</summary>
    public void End() => underway.Writer.TryComplete();

    /// <summary>What arrives, when it arrives.</summary>
    public async IAsyncEnumerable<T> ArrivingAsync()
    {
        await foreach (var (due, what) in underway.Reader.ReadAllAsync())
        {
            if (due - time.GetUtcNow() is { Ticks: > 0 } left)
                await Task.Delay(left, time);
            yield return what;
        }
    }
}
