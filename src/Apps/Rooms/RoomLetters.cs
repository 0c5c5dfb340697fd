using Rollcall.Core.Channels;

namespace Rollcall.Apps.Rooms;

/// <summary>What doors put into a room's mailbox.</summary>
public abstract class RoomLetter : Letter<RoomCommand>
{
    private RoomLetter() { }

    /// <summary>Called when the room will not answer.</summary>
    internal virtual void Fail(Undone why) { }

    /// <summary>A letter that somebody awaits the answer of.</summary>
    public abstract class Question<TAnswer> : RoomLetter
    {
        private readonly TaskCompletionSource<TAnswer?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The answer; null where the room ended before it could give one.</summary>
        public Task<TAnswer?> Answer => answer.Task;

        internal void Give(TAnswer? given) => answer.TrySetResult(given);

        internal override void Fail(Undone why) => Give(default);
    }

    /// <summary>Somebody wants in: everything is looked at and the place taken in one decision, before the connection is upgraded.</summary>
    /// <param name="member">The place, if there is one.</param>
    /// <param name="visit">What they want.</param>
    /// <param name="make">Makes the room where it is not there; null where it is not to be made.</param>
    public sealed class Entering(RoomMember member, Visit visit, RoomCommand.Create? make) : Question<Entered>
    {
        /// <summary>The place, if there is one.</summary>
        public RoomMember Member { get; } = member;

        /// <summary>What they want.</summary>
        public Visit Visit { get; } = visit;

        /// <summary>Makes the room where it is not there.</summary>
        public RoomCommand.Create? Make { get; } = make;

        internal override void Fail(Undone why) => Give(why == Undone.StoreRefuses ? new Entered.Refused(new("storage_unavailable", RetryAfterMs: 1_000)) : null);
    }

    /// <summary>The connection of a place is there: it is greeted. The answer says what it must be told before it hears what comes.</summary>
    public sealed class Arriving(RoomMember member, Visit visit, Outbox outbox) : Question<Missing>
    {
        /// <summary>Who.</summary>
        public RoomMember Member { get; } = member;

        /// <summary>What they want.</summary>
        public Visit Visit { get; } = visit;

        /// <summary>What the connection is owed.</summary>
        public Outbox Outbox { get; } = outbox;
    }

    /// <summary>A member was told everything up to an entry; the answer says what it must be told yet.</summary>
    public sealed class CatchingUp(RoomMember member, long through) : Question<Missing>
    {
        /// <summary>Who.</summary>
        public RoomMember Member { get; } = member;

        /// <summary>The last entry it was told.</summary>
        public long Through { get; } = through;
    }

    /// <summary>A connection is gone, or its place was never used.</summary>
    /// <param name="from">Whose.</param>
    /// <param name="atOnce">Whether the user leaves without a grace, as after a good-bye.</param>
    public sealed class Leaving(RoomMember from, bool atOnce) : RoomLetter
    {
        /// <summary>Whose.</summary>
        public RoomMember From { get; } = from;

        /// <summary>Whether the user leaves without a grace.</summary>
        public bool AtOnce { get; } = atOnce;
    }

    /// <summary>A member said something; a chat message comes with its command.</summary>
    /// <param name="from">Who.</param>
    /// <param name="clientMsgId">Their own name for it.</param>
    /// <param name="request">What.</param>
    /// <param name="size">Bytes of the message.</param>
    public sealed class Heard(RoomMember from, string? clientMsgId, RoomRequest? request, int size) : RoomLetter
    {
        /// <summary>Who.</summary>
        public RoomMember From { get; } = from;

        /// <summary>Their own name for it.</summary>
        public string? ClientMsgId { get; } = clientMsgId;

        /// <summary>What; null where only a refusal is to be told in its turn.</summary>
        public RoomRequest? Request { get; } = request;

        /// <summary>The refusal, where it was refused for its shape and has no operation that could have been done before.</summary>
        public RoomAnswer.Rejected? Fault { get; init; }

        /// <summary>Told of every <c>error</c> it is given; true where that was one too many.</summary>
        public Func<bool>? Erred { get; init; }

        /// <inheritdoc/>
        public override int Size => size;
    }

    /// <summary>Something is asked over HTTP.</summary>
    public sealed class Asking : Question<Asked>
    {
        /// <summary>Asks for a command.</summary>
        public Asking(RoomCommand command) => Command = command;

        internal override void Fail(Undone why) => Give(why == Undone.StoreRefuses ? new(new RoomAnswer.Rejected("storage_unavailable", RetryAfterMs: 1_000), null!, 0) : null);
    }

    /// <summary>How is it now?</summary>
    /// <param name="user">Whose read mark is wanted.</param>
    public sealed class Looking(long user) : Question<RoomSeen>
    {
        /// <summary>Whose read mark is wanted.</summary>
        public long User { get; } = user;
    }

    /// <summary>What of the log is served now?</summary>
    public sealed class Measuring : Question<Served>;

    /// <summary>A session ended: its connections go.</summary>
    public sealed class SessionEnded(long sessionId) : RoomLetter
    {
        /// <summary>Which.</summary>
        public long SessionId { get; } = sessionId;
    }

    /// <summary>Keeps read marks now; answered when they are kept.</summary>
    public sealed class Saving : Question<object>;

    /// <summary>Removes from the disk what retention no longer serves; answered when it is done.</summary>
    public sealed class Trimming : Question<Trimmed>;
}

/// <summary>What trimming did.</summary>
/// <param name="Entries">How many entries went from the disk.</param>
public sealed record Trimmed(long Entries);

/// <summary>What a connection wants when it comes.</summary>
/// <param name="Since">The entry it knows; null where it does not go on from one.</param>
/// <param name="Epoch">The life of the log that entry is of.</param>
/// <param name="History">Messages to be told first where it does not go on.</param>
/// <param name="Replaces">The connection it continues; null for none.</param>
public sealed record Visit(long? Since, string? Epoch, int History, string? Replaces);

/// <summary>Whether somebody comes in.</summary>
public abstract record Entered
{
    private Entered() { }

    /// <summary>In: the place is kept for a few seconds.</summary>
    public sealed record In : Entered;

    /// <summary>Not in.</summary>
    public sealed record Refused(RoomAnswer.Rejected Why) : Entered;

    /// <summary>The room is just being closed; there may be another one of this id in a moment.</summary>
    public sealed record Gone : Entered;
}

/// <summary>What a member must be told before it is live.</summary>
/// <param name="From">Entries from here on,</param>
/// <param name="To">to here;</param>
/// <param name="History">or, where this is not 0, so many messages up to <paramref name="To"/> in one.</param>
public sealed record Missing(long From, long To, int History)
{
    /// <summary>Nothing: it is live, or it has no place any more.</summary>
    public static Missing Nothing { get; } = new(0, 0, 0);
}

/// <summary>What became of a command.</summary>
/// <param name="Room">After it.</param>
/// <param name="ConnectionsClosed">How many it sent away.</param>
public sealed record Asked(RoomAnswer Answer, Room Room, int ConnectionsClosed);

/// <summary>A room at one moment.</summary>
/// <param name="Floor">The lowest entry served; one above the head where none is.</param>
/// <param name="Participants">By user.</param>
public sealed record RoomSeen(Room Room, long Floor, long ReadSeq, IReadOnlyList<ParticipantSeen> Participants, int ConnectionCount);

/// <summary>Somebody who is there.</summary>
public sealed record ParticipantSeen(Person Who, RoomRole Role, bool Away, int Connections, DateTimeOffset JoinedAt);

/// <summary>What of a log is served at one moment.</summary>
/// <param name="Floor">The lowest entry served; one above the head where none is.</param>
public sealed record Served(Room Room, long Floor);
