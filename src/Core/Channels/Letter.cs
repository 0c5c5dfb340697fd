namespace Rollcall.Core.Channels;

/// <summary>Something put into a channel's mailbox. Letters are taken, decided and answered in the order they were posted.</summary>
/// <typeparam name="TCommand">The application's commands.</typeparam>
public abstract class Letter<TCommand>
    where TCommand : class
{
    /// <summary>What is to be decided; null where the letter only asks or tells. Set before posting, or by the gathering when it receives the letter.</summary>
    public TCommand? Command { get; set; }

    /// <summary>How many bytes it holds on to, roughly; a round takes only so many.</summary>
    public virtual int Size => 64;

    /// <summary>True where the answer depends on the log's very end: what other nodes wrote is read first.</summary>
    public virtual bool WantsFreshHead => false;
}

/// <summary>The time the gathering asked to be woken at has come.</summary>
public sealed class Tick<TCommand> : Letter<TCommand>
    where TCommand : class;

/// <summary>Another node said that it wrote to the channel.</summary>
public sealed class Moved<TCommand> : Letter<TCommand>
    where TCommand : class
{
    /// <inheritdoc/>
    public override bool WantsFreshHead => true;
}

/// <summary>Why a letter was not dealt with; the sender may send it again.</summary>
public enum Undone
{
    /// <summary>The store takes no writes just now; members stay.</summary>
    StoreRefuses,
    /// <summary>The channel failed or is shutting down; members come back from their position.</summary>
    ChannelEnded,
}
