using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>What doors put into a meet's mailbox.</summary>
public abstract class MeetLetter : Letter<MeetCommand>
{
    private MeetLetter() { }

    /// <summary>A member said something under a token whose seal is good.</summary>
    /// <param name="from">Who.</param>
    /// <param name="spelling">How.</param>
    /// <param name="request">What.</param>
    /// <param name="claims">What the token says.</param>
    /// <param name="size">Bytes of the message.</param>
    public sealed class Heard(MeetMember from, Spelling spelling, MeetRequest.OfSession request, MeetClaims claims, int size) : MeetLetter
    {
        /// <summary>Who.</summary>
        public MeetMember From { get; } = from;

        /// <summary>How.</summary>
        public Spelling Spelling { get; } = spelling;

        /// <summary>What.</summary>
        public MeetRequest.OfSession Request { get; } = request;

        /// <summary>What the token says.</summary>
        public MeetClaims Claims { get; } = claims;

        /// <summary>The hash of a new password, made before posting as it takes long.</summary>
        public string? NewPasswordHash { get; init; }

        /// <summary>A cursor beyond the head: look again before you believe it.</summary>
        public bool Doubtful { get; init; }

        /// <summary>What the gathering found out when it received the letter.</summary>
        internal Reception Reception { get; set; } = Reception.None;

        /// <inheritdoc/>
        public override int Size => size;

        /// <inheritdoc/>
        public override bool WantsFreshHead => Doubtful;
    }

    /// <summary>Somebody comes in: <c>Create</c>, <c>Restore</c> or <c>Join</c> is the command; none for a viewer.</summary>
    /// <param name="from">Who.</param>
    /// <param name="spelling">How they spell.</param>
    /// <param name="watch">What they want to hear; null for what is usual.</param>
    public sealed class Entering(MeetMember from, Spelling spelling, Watch? watch) : MeetLetter
    {
        /// <summary>Who.</summary>
        public MeetMember From { get; } = from;

        /// <summary>How they spell.</summary>
        public Spelling Spelling { get; } = spelling;

        /// <summary>What they want to hear.</summary>
        public Watch? Watch { get; } = watch;

        /// <summary>Makes the token of what was decided; null for a viewer.</summary>
        public Func<MeetAnswer.Admitted, string, (string Token, MeetClaims.OfSession Claims)>? Seal { get; init; }

        /// <summary>A viewer's token and what it says.</summary>
        public (string Token, MeetClaims.OfView Claims)? View { get; init; }

        /// <summary>Why they do not come in, found out when the letter was received.</summary>
        internal MeetReply? Rejection { get; set; }
    }

    /// <summary>Something is to be told to a member in its turn, behind the answers to what it said before.</summary>
    public sealed class Saying(MeetMember to, Spelling spelling, MeetReply reply) : MeetLetter
    {
        /// <summary>To whom.</summary>
        public MeetMember To { get; } = to;

        /// <summary>In which spelling.</summary>
        public Spelling Spelling { get; } = spelling;

        /// <summary>What.</summary>
        public MeetReply Reply { get; } = reply;
    }

    /// <summary>Somebody wants to listen to an event stream of the meet's views.</summary>
    /// <param name="from">Who; leaves by <see cref="Leaving"/>.</param>
    /// <param name="claims">What the token says; whether it holds has been looked at.</param>
    /// <param name="watch">What they want to hear.</param>
    public sealed class Listening(MeetMember from, MeetClaims claims, Watch watch) : MeetLetter
    {
        private readonly TaskCompletionSource<NotLetIn?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Who.</summary>
        public MeetMember From { get; } = from;

        /// <summary>What the token says.</summary>
        public MeetClaims Claims { get; } = claims;

        /// <summary>What they want to hear.</summary>
        public Watch Watch { get; } = watch;

        /// <summary>Null once they are in; otherwise why not, and then nothing was told to them.</summary>
        public Task<NotLetIn?> LetIn => done.Task;

        /// <summary>Why they do not come in, found out when the letter was received.</summary>
        internal NotLetIn? Refused { get; set; }

        internal void Answer(NotLetIn? why) => done.TrySetResult(why);
    }

    /// <summary>Somebody asks once for what is computed.</summary>
    /// <param name="look">Looks, on the meet's loop.</param>
    public sealed class Looking(Func<MeetSight, object?> look) : MeetLetter
    {
        private readonly TaskCompletionSource<(object? Seen, bool Undone)> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What was seen, null if there is no such thing; undone where nobody could look just now.</summary>
        public Task<(object? Seen, bool Undone)> Done => done.Task;

        internal void Answer(MeetSight sight) => done.TrySetResult((look(sight), false));

        internal void Undo() => done.TrySetResult((null, true));
    }

    /// <summary>A director brings a file in by HTTP; the command is <c>Import</c>.</summary>
    public sealed class Importing(int size) : MeetLetter
    {
        private readonly TaskCompletionSource<(MeetAnswer? Answer, long Head)> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <inheritdoc/>
        public override int Size => size;

        /// <summary>What came of it, and the log's last number then; no answer where the server cannot take it just now.</summary>
        public Task<(MeetAnswer? Answer, long Head)> Done => done.Task;

        internal void Answer(MeetAnswer? answer, long head) => done.TrySetResult((answer, head));
    }

    /// <summary>A connection is gone, or goes to another meet.</summary>
    public sealed class Leaving(MeetMember from) : MeetLetter
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Who.</summary>
        public MeetMember From { get; } = from;

        /// <summary>Completes when everything before this letter has been answered and the member is out.</summary>
        public Task Done => done.Task;

        internal void Gone() => done.TrySetResult();
    }
}

/// <summary>Why an event stream does not begin.</summary>
public enum NotLetIn
{
    /// <summary>The token does not hold any more.</summary>
    Token,
    /// <summary>The meet has no place left.</summary>
    Full,
    /// <summary>The server lost the meet.</summary>
    Lost,
    /// <summary>Lost state is being gathered.</summary>
    Recovering,
    /// <summary>The server stops.</summary>
    Later,
}

/// <summary>What can be seen of a meet at one moment. Holds only on the meet's loop, while a letter is being spoken of.</summary>
public readonly struct MeetSight
{
    private readonly Displays displays;
    private readonly Meet state;
    private readonly DateTimeOffset now;

    internal MeetSight(Displays displays, Meet state, DateTimeOffset now) => (this.displays, this.state, this.now) = (displays, state, now);

    /// <summary>How many platforms there are; null where nothing may be shown.</summary>
    public int? Platforms => displays.PlatformsOf(state);

    /// <summary>The view of a platform; null if there is no such platform.</summary>
    public ShownPlatform? Platform(int platform) => displays.Look(platform, state, now);

    /// <summary>The standings, as far as they are asked for.</summary>
    public ShownStandings? Standings(Views.StandingsFilter filter) => displays.Look(filter, state, now);
}

/// <summary>What the gathering found out about a letter when it received it.</summary>
/// <param name="Session">The session it comes under; null where there is none.</param>
/// <param name="Refusal">The answer where it is refused without deciding; else null.</param>
/// <param name="Page">What a page of held items was for.</param>
internal sealed record Reception(MeetSession? Session, MeetReply? Refusal, PageUse Page = PageUse.None)
{
    public static Reception None { get; } = new(null, null);
}

/// <summary>What a page of held items was for.</summary>
internal enum PageUse
{
    /// <summary>Nobody asked.</summary>
    None,
    /// <summary>It was the desk's turn in a recovery.</summary>
    Recovery,
    /// <summary>More pages are to come about a doubtful cursor.</summary>
    QuestionGoesOn,
    /// <summary>All is known about a doubtful cursor.</summary>
    QuestionEnds,
}

/// <summary>A pull that waits because its cursor cannot be: the client is asked what it holds.</summary>
/// <param name="Epoch">The epoch asked about.</param>
/// <param name="From">The highest number the server holds of it.</param>
/// <param name="Pull">What is answered in the end.</param>
/// <param name="Until">How long the answer may take.</param>
/// <param name="Held">What came so far.</param>
/// <param name="Waiting">What it pulled since, each with the epoch of its cursor; answered after it.</param>
internal sealed record CursorQuestion(string Epoch, long From, MeetRequest.ClientPull Pull, DateTimeOffset Until, List<HeldItem> Held,
    List<(MeetRequest.ClientPull Pull, string Epoch)> Waiting);
