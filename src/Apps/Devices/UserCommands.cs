namespace Rollcall.Apps.Devices;

/// <summary>What may be asked of a user's log.</summary>
public abstract record UserCommand
{
    private UserCommand() { }

    /// <summary>Begins the log's life, if it has none yet.</summary>
    /// <param name="FreshEpoch">The name it would get.</param>
    public sealed record Begin(string FreshEpoch) : UserCommand;

    /// <summary>Appends an event.</summary>
    /// <param name="Type">As given; checked here.</param>
    /// <param name="Payload">As given; checked here.</param>
    /// <param name="Author">Who.</param>
    /// <param name="ClientEventId">The client's own id for it, by which it is done once; or null.</param>
    /// <param name="FreshEpoch">The name of the log's life, should it begin now.</param>
    public sealed record Append(string Type, RawJson Payload, Author Author, string? ClientEventId, string FreshEpoch) : UserCommand;

    /// <summary>Notes that events before <paramref name="Floor"/> are no longer kept.</summary>
    public sealed record Forget(long Floor) : UserCommand;
}

/// <summary>What the one who asked is told.</summary>
public abstract record UserAnswer
{
    private UserAnswer() { }

    /// <summary>It is as asked; there is nothing more to say.</summary>
    public sealed record Noted : UserAnswer
    {
        /// <summary>The only one.</summary>
        public static Noted Well { get; } = new();
    }

    /// <summary>The event was appended.</summary>
    public sealed record Appended(SyncEvent Event) : UserAnswer;

    /// <summary>The same operation appended this event before.</summary>
    public sealed record Repeated(long Seq) : UserAnswer;

    /// <summary>It was refused; nothing was done.</summary>
    /// <param name="Code">For programs: <c>bad_type</c>, <c>bad_payload</c>, <c>documents_full</c>.</param>
    /// <param name="Reason">For people.</param>
    public sealed record Rejected(string Code, string Reason) : UserAnswer;
}
