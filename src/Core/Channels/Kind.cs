using System.Buffers;
using System.Collections.Immutable;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>An application's rules for one kind of channel: a pure state machine. No clock, no I/O, no chance: whatever it needs comes in
/// with the command, so deciding twice on the same state gives the same result.</summary>
/// <typeparam name="TState">The channel's state; immutable.</typeparam>
/// <typeparam name="TCommand">What is asked for, and by whom.</typeparam>
/// <typeparam name="TEvent">What happened.</typeparam>
/// <typeparam name="TAnswer">What the one who asked is told.</typeparam>
public abstract class Kind<TState, TCommand, TEvent, TAnswer>
    where TState : class
    where TEvent : class
{
    /// <summary>The state of a channel in which nothing has happened.</summary>
    public abstract TState Empty(ChannelName channel);

    /// <summary>Decides what a command comes to.</summary>
    public abstract Decision<TState, TEvent, TAnswer> Decide(TState state, TCommand command, DateTimeOffset now);

    /// <summary>What an event changes. Never fails on an event that <see cref="Decide"/> made.</summary>
    public abstract TState Evolve(TState state, Happened<TEvent> happened);

    /// <summary>The life of the log that <paramref name="next"/> belongs to when it follows <paramref name="state"/>.</summary>
    public abstract string EpochOf(TState state, TEvent next);

    /// <summary>The life of the log the state is in.</summary>
    public abstract string EpochOf(TState state);

    /// <summary>The event's name in the log.</summary>
    public abstract string TypeOf(TEvent body);

    /// <summary>Writes an event's body as one JSON object.</summary>
    public abstract void Write(TEvent body, IBufferWriter<byte> target);

    /// <summary>Reads what <see cref="Write"/> wrote; throws <see cref="LogDamagedException"/> for a type or shape it does not know.</summary>
    public abstract TEvent Read(string type, ReadOnlyMemory<byte> body);

    /// <summary>The part of the state that is kept beside the log, as an object whose identity changes when it does; null where there is none.</summary>
    public virtual object? SecretOf(TState state) => null;

    /// <summary>Writes the part that is kept beside the log.</summary>
    public virtual void WriteSecret(TState state, IBufferWriter<byte> target) =>
        throw new NotSupportedException("This kind of channel keeps nothing beside its log");

    /// <summary>Takes in what was read from beside the log.</summary>
    public virtual TState WithSecret(TState state, ReadOnlyMemory<byte>? document) => state;

    /// <summary>Writes the whole state so that opening is fast; false where this kind does without.</summary>
    public virtual bool WriteSnapshot(TState state, IBufferWriter<byte> target) => false;

    /// <summary>Reads what <see cref="WriteSnapshot"/> wrote; null if it cannot be used, and then the log is read from its beginning.</summary>
    public virtual TState? ReadSnapshot(ChannelName channel, Snapshot snapshot) => null;
}

/// <summary>An event that is decided, before it has its number.</summary>
/// <param name="Body">What happened.</param>
/// <param name="Op">The operation that caused it, kept so that it is done only once; or null.</param>
public readonly record struct Decided<TEvent>(TEvent Body, string? Op = null);

/// <summary>An event with its place in the log.</summary>
public readonly record struct Happened<TEvent>(long Seq, string Epoch, DateTimeOffset At, string? Op, TEvent Body);

/// <summary>What a command comes to.</summary>
/// <param name="Answer">For the one who asked.</param>
/// <param name="Events">What happens; may be empty.</param>
public sealed record Decision<TState, TEvent, TAnswer>(TAnswer Answer, ImmutableArray<Decided<TEvent>> Events)
    where TState : class
    where TEvent : class
{
    /// <summary>The state the events build on, where the command changed what is kept beside the log; null where it did not.</summary>
    public TState? Base { get; init; }

    /// <summary>The state after the events, where deciding has worked it out already; null where <see cref="Kind{TState, TCommand, TEvent, TAnswer}.Evolve"/> is to be
    /// asked. Holds only for deciding on the head at the moment, so the numbers it counts with are the ones the events get.</summary>
    public TState? After { get; init; }

    /// <summary>True where only bookkeeping would be written (when a session was last used): if the store takes no writes, the answer is given all the same.</summary>
    public bool AnswerHoldsUnwritten { get; init; }

    /// <summary>Documents to lie beside the log before the events are in it.</summary>
    public ImmutableArray<(string Name, ReadOnlyMemory<byte> Content)> Beside { get; init; } = [];
}
