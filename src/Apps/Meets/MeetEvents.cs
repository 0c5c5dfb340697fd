using System.Collections.Immutable;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>What happens in a meet; each one says enough to be understood alone (specification 4.1).</summary>
public abstract record MeetEvent
{
    private MeetEvent() { }

    /// <summary>The meet was made: the first event of its log.</summary>
    public sealed record Created(string Epoch, string LocationName) : MeetEvent;

    /// <summary>A later life of the log began: state was lost, and is asked back from the desks.</summary>
    /// <param name="Epoch">The new one.</param>
    /// <param name="PreviousEpoch">The one before; empty where it is not known.</param>
    /// <param name="ThroughSeq">Its highest number still held.</param>
    /// <param name="NextBlock">The entry-id block to go on with: far above every one that may have been handed out.</param>
    /// <param name="OnlyAuthor">The only one who will be asked, or null for everybody.</param>
    public sealed record EpochBegan(string Epoch, string PreviousEpoch, long ThroughSeq, long NextBlock, string? OnlyAuthor) : MeetEvent;

    /// <summary>Somebody joined to read or write.</summary>
    /// <param name="Block">The entry-id block handed out, or null for a reader.</param>
    public sealed record Joined(string AuthorId, string? LocationName, MeetRole Role, long? Block) : MeetEvent;

    /// <summary>A key was set, or deleted (<paramref name="Value"/> null).</summary>
    /// <param name="LocalSeqNum">The author's number; null for what the server does in somebody's name.</param>
    /// <param name="Priority">The author's at that moment.</param>
    /// <param name="Overruled">Server numbers of standing updates it won against.</param>
    /// <param name="Origin">The position it was recovered from, or null.</param>
    public sealed record Updated(string AuthorId, long? LocalSeqNum, string LocationName, int Priority, MeetKey Key, SyncedValue? Value,
        ImmutableArray<long> Overruled, Position? Origin) : MeetEvent
    {
        /// <summary>Of key and value, where deciding has worked it out already; not part of the log, as it follows from the rest.</summary>
        internal string? Fingerprint { get; init; }

        /// <inheritdoc/>
        public bool Equals(Updated? other) => other is not null && AuthorId == other.AuthorId && LocalSeqNum == other.LocalSeqNum && LocationName == other.LocationName
            && Priority == other.Priority && Key == other.Key && Equals(Value, other.Value) && Overruled.SequenceEqual(other.Overruled) && Origin == other.Origin;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(AuthorId, LocalSeqNum, Key, Value);
    }

    /// <summary>An update said what stood already.</summary>
    /// <param name="Number">The number of the update that already said so.</param>
    public sealed record Confirmed(string AuthorId, long LocalSeqNum, string Fingerprint, long Number) : MeetEvent;

    /// <summary>An update was refused for what stands.</summary>
    /// <param name="Standing">The number of the update that decided, on a conflict.</param>
    public sealed record Refused(string AuthorId, long? LocalSeqNum, string LocationName, int Priority, MeetKey Key, SyncedValue? Value,
        string Code, string Reason, long? Standing) : MeetEvent;

    /// <summary>A conflict was dealt with.</summary>
    /// <param name="By">The director's location; null where the list was too long.</param>
    public sealed record ConflictSettled(long ConflictId, bool Applied, string? By) : MeetEvent;

    /// <summary>What the desks held of a lost life is back, up to a number of it.</summary>
    /// <param name="Epoch">The earlier life.</param>
    /// <param name="Late">False where this ends a recovery; true for a desk that came back after it.</param>
    public sealed record Recovered(string Epoch, long ThroughSeq, int Count, long NextBlock, bool Late) : MeetEvent;

    /// <summary>The meet is over.</summary>
    public sealed record Published(string By, string ReturnEmail, string CsvSource, string CsvSha256) : MeetEvent
    {
        /// <summary>What was found before; kept, so that the same answer and the same letter can be given again.</summary>
        public Inspection Inspection { get; init; } = Inspection.Nothing;
    }
}
