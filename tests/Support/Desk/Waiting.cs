using Xunit;

namespace Rollcall.Tests.Support;

/// <summary>Lets tests wait until something is so, without asking again and again: whoever changes something calls <see cref="Changed"/>.
/// All of it happens under the gate that guards what is waited for.</summary>
internal sealed class Waiting(Lock gate, Func<string> story)
{
    /// <summary>Long enough for a busy machine; a test that waits so long has failed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    private readonly List<(Func<bool> IsSo, TaskCompletionSource Told)> waiters = [];

    /// <summary>To be called under the gate after every change.</summary>
    public void Changed()
    {
        foreach (var waiter in waiters.Where(one => one.IsSo()).ToList())
        {
            waiters.Remove(waiter);
            waiter.Told.TrySetResult();
        }
    }

    /// <summary>Returns once <paramref name="isSo"/>; fails with the story so far if that takes too long.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            if (isSo())
                return;
            told = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((isSo, told));
        }

        try
        {
            await told.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"waited in vain for {what}\n{story()}");
        }
    }
}
