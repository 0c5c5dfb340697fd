using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Queue;

/// <summary>A command being decided: the events so far and the queue after them. Lives for one decision.</summary>
internal sealed class Draft(QueueState state, By by, DateTimeOffset now, QueueRules rules)
{
    private readonly ImmutableArray<QueueEvent>.Builder events = ImmutableArray.CreateBuilder<QueueEvent>();

    /// <summary>The queue after the events so far.</summary>
    public QueueState Queue { get; private set; } = state;

    /// <summary>Who asks.</summary>
    public By By { get; } = by;

    /// <summary>When.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What the audit calls it; goes with the first event.</summary>
    public Deed Deed { get; set; } = new("");

    /// <summary>Lets something happen.</summary>
    public void Add(QueueChange change)
    {
        var one = new QueueEvent(By, change) { Deed = events.Count == 0 ? Deed : null };
        Queue = QueueEvolving.Evolve(Queue, new(Queue.Head + 1, Queue.Epoch, Now, null, one), rules);
        events.Add(one);
    }

    /// <summary>The events, the last one with the receipt if there is one.</summary>
    public ImmutableArray<Decided<QueueEvent>> Events(Receipt? receipt)
    {
        if (receipt is not null && events.Count > 0)
            events[^1] = events[^1] with { Receipt = receipt };
        return [.. events.Select(one => new Decided<QueueEvent>(one))];
    }

    /// <summary>How many events there are so far.</summary>
    public int Count => events.Count;
}
