using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>What became of one letter: the state at its place in the order, its events with their numbers, its answer.</summary>
/// <param name="State">The state when the letter was decided.</param>
/// <param name="Head">The last event then.</param>
/// <param name="Events">What the letter made happen.</param>
/// <param name="Answer">Null where the letter had no command.</param>
public sealed record Outcome<TState, TEvent, TAnswer>(TState State, long Head, IReadOnlyList<Happened<TEvent>> Events, TAnswer? Answer)
    where TState : class
    where TEvent : class;

/// <summary>Who is in a channel and what each of them hears: everything of an application that is not in the log.
/// Runs on the channel's loop only; nothing here is called from elsewhere, and nothing here waits for a socket.</summary>
public abstract class Gathering<TState, TCommand, TEvent, TAnswer>
    where TState : class
    where TCommand : class
    where TEvent : class
{
    /// <summary>Called once for each letter, in order, before it is decided; may give it a command.</summary>
    public virtual void Receive(Letter<TCommand> letter, TState state, DateTimeOffset now) { }

    /// <summary>Called once for each letter, in order, when everything it did is durable: tells the members, then answers the sender.</summary>
    public abstract void Speak(Letter<TCommand> letter, Outcome<TState, TEvent, TAnswer> outcome, DateTimeOffset now);

    /// <summary>Tells the members what another node wrote.</summary>
    /// <param name="missed">In order; empty where only what is kept beside the log changed.</param>
    /// <param name="state">The state after them.</param>
    /// <param name="head">The last event then.</param>
    public abstract void SpeakMissed(IReadOnlyList<Happened<TEvent>> missed, TState state, long head);

    /// <summary>Tells the sender that nothing was done.</summary>
    public abstract void Undo(Letter<TCommand> letter, Undone why);

    /// <summary>The channel ends; members are sent away and told whether to come back.</summary>
    public abstract void End(ChannelEnd why);

    /// <summary>Whether work outside the log follows from the state (files to write, a folder to move).</summary>
    public virtual bool OwesAftermath(TState state, IEventLog log) => false;

    /// <summary>Does that work; called after opening and after each round, before anybody hears of the round. Done again after a crash, so it must bear that.</summary>
    public virtual ValueTask DoAftermathAsync(TState state, IEventLog log, DateTimeOffset now) => ValueTask.CompletedTask;

    /// <summary>When the loop should post a <see cref="Tick{TCommand}"/>; null for never. Asked after every round.</summary>
    public virtual DateTimeOffset? WakeAt => null;

    /// <summary>How many connections are in the channel; it is parked only when there is none.</summary>
    public abstract int Members { get; }
}

/// <summary>Why a channel ends.</summary>
public enum ChannelEnd
{
    /// <summary>The server stops, or nobody is in it.</summary>
    Orderly,
    /// <summary>A bug or the disk; it is read again from the store.</summary>
    Crashed,
    /// <summary>It is removed for good.</summary>
    Deleted,
}
