using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Devices;

/// <summary>What doors put into a user's mailbox.</summary>
public abstract class UserLetter : Letter<UserCommand>
{
    private UserLetter() { }

    /// <summary>A letter whose sender waits for an answer.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    public abstract class Asking<T> : UserLetter
        where T : class
    {
        private readonly TaskCompletionSource<Reply<T>> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private protected Asking() { }

        /// <summary>The answer, or why there is none.</summary>
        public Task<Reply<T>> Reply => reply.Task;

        internal void Tell(T answer) => reply.TrySetResult(new(answer, null));

        internal void Undo(Undone why) => reply.TrySetResult(new(null, why));
    }

    /// <summary>A connection comes in, in place of the one its device had. Answered when it has been told <c>connected</c>.</summary>
    public sealed class Entering(DeviceMember member) : Asking<DeviceMember>
    {
        /// <summary>The connection.</summary>
        public DeviceMember Member { get; } = member;
    }

    /// <summary>A connection said something.</summary>
    public sealed class Heard(DeviceMember from, ClientMessage message, int size) : UserLetter
    {
        /// <summary>Which connection.</summary>
        public DeviceMember From { get; } = from;

        /// <summary>What.</summary>
        public ClientMessage Message { get; } = message;

        /// <inheritdoc/>
        public override int Size => size;
    }

    /// <summary>A connection answered the ping of that timestamp.</summary>
    public sealed class Answering(DeviceMember from, long pingedAt) : UserLetter
    {
        /// <summary>Which connection.</summary>
        public DeviceMember From { get; } = from;

        /// <summary>When it was pinged.</summary>
        public long PingedAt { get; } = pingedAt;
    }

    /// <summary>A connection is over.</summary>
    public sealed class Leaving(DeviceMember from, Ending ending) : UserLetter
    {
        /// <summary>Which connection.</summary>
        public DeviceMember From { get; } = from;

        /// <summary>How it ended.</summary>
        public Ending Ending { get; } = ending;
    }

    /// <summary>The session of a connection ended: it is closed with 1000 and the reason, and its device leaves at once.</summary>
    public sealed class Expelling(DeviceMember member, string reason) : UserLetter
    {
        /// <summary>Which connection.</summary>
        public DeviceMember Member { get; } = member;

        /// <summary>Such as <c>logged_out</c>.</summary>
        public string Reason { get; } = reason;
    }

    /// <summary>The accounts changed a device: <c>added</c>, <c>renamed</c> by its user, <c>removed</c>, or <c>updated</c> by a log-in.</summary>
    public sealed class Changing(string change, long deviceId) : UserLetter
    {
        /// <summary>What happened.</summary>
        public string Change { get; } = change;

        /// <summary>To which device.</summary>
        public long DeviceId { get; } = deviceId;
    }

    /// <summary>An event is to be appended; the command says which.</summary>
    /// <param name="append">What and by whom.</param>
    /// <param name="connectionId">The author's own connection as it says; null where it does not say.</param>
    public sealed class Appending(UserCommand.Append append, string? connectionId) : Asking<Appended>
    {
        /// <summary>What and by whom.</summary>
        public UserCommand.Append Append { get; } = append;

        /// <summary>The author's own connection as it says.</summary>
        public string? ConnectionId { get; } = connectionId;

        /// <inheritdoc/>
        public override int Size => Append.Payload.Bytes;

        /// <summary>How long to wait, where there were too many.</summary>
        internal TimeSpan? Throttled { get; set; }
    }

    /// <summary>Somebody wants everything as of now.</summary>
    /// <param name="deviceId">Which device, which then has everything up to the head; null for an application.</param>
    public sealed class Viewing(long? deviceId) : Asking<UserView>
    {
        /// <summary>Which device.</summary>
        public long? DeviceId { get; } = deviceId;
    }

    /// <summary>Somebody wants the events after a cursor.</summary>
    /// <param name="deviceId">Which device; null for an application.</param>
    /// <param name="cursor">From 0.</param>
    /// <param name="epoch">Of which life, if the client said.</param>
    /// <param name="limit">At most so many.</param>
    public sealed class Reading(long? deviceId, long cursor, string? epoch, int limit) : Asking<EventPage>
    {
        /// <summary>Which device.</summary>
        public long? DeviceId { get; } = deviceId;

        /// <summary>The last event the client has.</summary>
        public long Cursor { get; } = cursor;

        /// <summary>Of which life.</summary>
        public string? Epoch { get; } = epoch;

        /// <summary>At most so many.</summary>
        public int Limit { get; } = limit;

        /// <summary>What was read, before it is answered.</summary>
        internal EventPage? Page { get; set; }
    }

    /// <summary>Events that are old or too many are to go.</summary>
    /// <param name="olderThan">Those from before; null keeps them whatever their age.</param>
    /// <param name="newest">So many of the newest stay in any case of number.</param>
    public sealed class Retiring(DateTimeOffset? olderThan, int newest) : Asking<Retired>
    {
        /// <summary>Those from before go.</summary>
        public DateTimeOffset? OlderThan { get; } = olderThan;

        /// <summary>So many of the newest stay.</summary>
        public int Newest { get; } = newest;

        /// <summary>What was done, before it is answered.</summary>
        internal Retired? Done { get; set; }
    }
}

/// <summary>An answer, or why there is none.</summary>
public sealed record Reply<T>(T? Answer, Undone? Undone)
    where T : class;

/// <summary>What became of an append.</summary>
/// <param name="Answer">The log's answer; null where it was not asked because there were too many.</param>
/// <param name="Epoch">The life of the log.</param>
/// <param name="RetryAfter">How long to wait where there were too many.</param>
public sealed record Appended(UserAnswer? Answer, string Epoch, TimeSpan? RetryAfter = null);

/// <summary>Everything as of <c>Log.Head</c>.</summary>
public sealed record UserView(UserLog Log, string Epoch);

/// <summary>What retention left.</summary>
/// <param name="Removed">How many events went.</param>
/// <param name="Floor">The oldest that is kept.</param>
public sealed record Retired(long Removed, long Floor);
