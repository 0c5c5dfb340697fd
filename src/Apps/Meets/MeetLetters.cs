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
