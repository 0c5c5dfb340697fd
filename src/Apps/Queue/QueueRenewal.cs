using Rollcall.Core.Channels;

namespace Rollcall.Apps.Queue;

/// <summary>The new life of a queue that was restored from a backup. Pure.</summary>
public static class QueueRenewal
{
    /// <summary>What begins it; null for a queue in which nothing has happened.</summary>
    public static NewLife<QueueState, QueueEvent>? Begin(QueueState state, string epoch) =>
        state.Epoch.Length == 0 ? null : new(state, new QueueEvent(By.Server, new QueueChange.Configured(state.Terms, epoch, null)));
}
