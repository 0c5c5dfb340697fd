using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Queue;

/// <summary>What became of a letter. Told on the queue's loop, after the events it caused have been told: whoever hears it must not wait and not throw.</summary>
public abstract record QueueReply
{
    private QueueReply() { }

    /// <summary>It was dealt with.</summary>
    /// <param name="Answer">Null where nothing was to be decided. A repetition is unwrapped.</param>
    /// <param name="State">The queue at that place in the order.</param>
    /// <param name="Head">The last event then.</param>
    /// <param name="Now">The time it counts with.</param>
    /// <param name="LastSeq">The last event the command caused; null where it changed nothing.</param>
    /// <param name="IsRepeat">Whether it was done before and this is the answer given then.</param>
    public sealed record Dealt(QueueAnswer? Answer, QueueState State, long Head, DateTimeOffset Now, long? LastSeq, bool IsRepeat) : QueueReply;

    /// <summary>Nothing was done; it may be sent again.</summary>
    public sealed record NotDealt(Undone Why) : QueueReply;
}

/// <summary>What doors put into a queue's mailbox.</summary>
public abstract class QueueLetter : Letter<QueueCommand>
{
    private QueueLetter() { }

    /// <summary>Something is asked: a command, or only what the state is just now.</summary>
    /// <remarks>Without a command it is a question that changes nothing. The one who asks is told what became of it: posts the response to an outbox, or completes a task.</remarks>
    public sealed class Asking : QueueLetter
    {
        private readonly Action<QueueReply> tell;

        /// <summary>Asks.</summary>
        public Asking(QueueCommand? command, Action<QueueReply> tell) => (Command, this.tell) = (command, tell);

        /// <summary>The address of somebody who registers, IPv6 as its /64; null where its limits do not count (loopback, operators).</summary>
        public string? Address { get; init; }

        internal void Tell(QueueReply reply) => tell(reply);

        /// <summary>A letter whose sender waits for the reply.</summary>
        public static Asking Awaited(QueueCommand? command, out Task<QueueReply> reply)
        {
            var told = new TaskCompletionSource<QueueReply>(TaskCreationOptions.RunContinuationsAsynchronously);
            reply = told.Task;
            return new(command, told.SetResult);
        }
    }

    /// <summary>A connection comes: from here on it hears events. A WebSocket hears the seven events for all until it subscribes otherwise.</summary>
    /// <param name="member">Who.</param>
    public sealed class Entering(QueueMember member) : QueueLetter
    {
        /// <summary>Who.</summary>
        public QueueMember Member { get; } = member;

        /// <summary>For a WebSocket: makes its first frame.</summary>
        public Func<QueueState, DateTimeOffset, SharedFrame>? Welcome { get; init; }

        /// <summary>For an event stream: where its client was, as its <c>Last-Event-ID</c> says; null where it had none.</summary>
        public string? LastEventId { get; init; }

        /// <summary>For an event stream: whether the present state follows the first frame.</summary>
        public bool WithState { get; init; }

        /// <summary>Called where the letter is not dealt with, so that the door can end the connection.</summary>
        public Action<Undone>? Refused { get; init; }
    }

    /// <summary>A connection is gone.</summary>
    public sealed class Leaving(QueueMember member) : QueueLetter
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Who.</summary>
        public QueueMember Member { get; } = member;

        /// <summary>Completes when it is out.</summary>
        public Task Done => done.Task;

        internal void Gone() => done.TrySetResult();
    }

    /// <summary>A WebSocket says which events it wants; the response comes first, then what it missed, then what happens.</summary>
    /// <param name="member">Who.</param>
    /// <param name="topics">What it hears from now on; the door has checked that it may.</param>
    /// <param name="since">Where it was; null where it does not ask for what it missed.</param>
    /// <param name="respond">Makes the response.</param>
    /// <param name="refused">Called where the letter is not dealt with.</param>
    public sealed class Subscribing(QueueMember member, QueueTopics topics, Position? since, Func<Subscribed, SharedFrame> respond, Action<Undone> refused) : QueueLetter
    {
        /// <summary>Who.</summary>
        public QueueMember Member { get; } = member;

        /// <summary>What it hears from now on.</summary>
        public QueueTopics Topics { get; } = topics;

        /// <summary>Where it was.</summary>
        public Position? Since { get; } = since;

        internal SharedFrame Respond(Subscribed subscribed) => respond(subscribed);

        internal void Refuse(Undone why) => refused(why);
    }

    /// <summary>A WebSocket wants to hear of the place that a ticket opens. The reply's answer is null where it does, else <c>bad_ticket</c> or <c>validation</c>.</summary>
    /// <param name="member">Who.</param>
    /// <param name="ticket">As given.</param>
    /// <param name="tell">Hears what became of it.</param>
    public sealed class Watching(QueueMember member, string ticket, Action<QueueReply> tell) : QueueLetter
    {
        /// <summary>Who.</summary>
        public QueueMember Member { get; } = member;

        /// <summary>As given.</summary>
        public string Ticket { get; } = ticket;

        internal void Tell(QueueReply reply) => tell(reply);
    }
}

/// <summary>What somebody who subscribes is told.</summary>
/// <param name="Topics">What is heard from now on.</param>
/// <param name="State">The queue just now; the snapshot is made of it where <paramref name="Recovered"/> is false and something was asked for.</param>
/// <param name="Now">The time it counts with.</param>
/// <param name="Recovered">Whether all that was missed follows; null where nobody asked.</param>
/// <param name="Replayed">How many events follow.</param>
public sealed record Subscribed(QueueTopics Topics, QueueState State, DateTimeOffset Now, bool? Recovered, int Replayed);
