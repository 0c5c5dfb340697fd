using System.Collections.Immutable;
using Rollcall.Apps.Meets.Files;
using Rollcall.Apps.Meets.Opl;

namespace Rollcall.Apps.Meets;

/// <summary>What a meet is asked to decide. Everything that needs chance, a clock, a hash of a password or a look at the disk is in the command already.</summary>
public abstract record MeetCommand
{
    private MeetCommand() { }

    /// <summary>Make the meet; the creator joins.</summary>
    public sealed record Create(string Epoch, MeetAuth Auth, NewSession Session) : MeetCommand;

    /// <summary>Make a lost meet again, or only its passwords if its log is there; the creator joins.</summary>
    /// <param name="Epoch">The new epoch, used if the log is lost.</param>
    /// <param name="PreviousEpoch">The one the desks will be asked about.</param>
    /// <param name="HighestBlock">The highest entry-id block known from tokens.</param>
    /// <param name="Proven">Whether a token proved the right to this meet id; without, only the creator is asked.</param>
    public sealed record Restore(string Epoch, string PreviousEpoch, long HighestBlock, bool Proven, MeetAuth Auth, NewSession Session) : MeetCommand;

    /// <summary>Somebody with the right password joins.</summary>
    /// <param name="FreshEpoch">A new epoch, used if the log turns out to be lost.</param>
    /// <param name="PreviousSession">The session taken over, or null.</param>
    /// <param name="PreviousAuthor">Whose local numbers go on, or null.</param>
    public sealed record Join(NewSession Session, string FreshEpoch, string? PreviousSession, string? PreviousAuthor, int MaxSessions) : MeetCommand;

    /// <summary>Decide a batch, each update against what the ones before it left.</summary>
    /// <param name="Epoch">The epoch the updates were made in.</param>
    public sealed record Update(string SessionId, string Epoch, ImmutableArray<ProposedUpdate> Updates) : MeetCommand;

    /// <summary>Change what is kept beside the log.</summary>
    public sealed record Manage(string SessionId, ImmutableArray<Location>? Locations, string? PasswordHash,
        ImmutableArray<string> EndSessionsOf, bool EndOthers, bool NewViewToken) : MeetCommand
    {
        /// <summary>Whether a new password was asked for and its hash was not made, as the session was no director's when it asked.</summary>
        public bool LacksHash { get; init; }
    }

    /// <summary>Deal with a conflict.</summary>
    public sealed record Settle(string SessionId, long ConflictId, bool Apply) : MeetCommand;

    /// <summary>Close the meet, or see what closing would say.</summary>
    public sealed record Publish(string SessionId, string ReturnEmail, ReadOnlyMemory<byte>? Csv, bool DryRun) : MeetCommand
    {
        /// <summary>Writing locations that are not live: they may hold updates they have not sent.</summary>
        public ImmutableArray<string> AwayDesks { get; init; } = [];
    }

    /// <summary>Take in a file.</summary>
    /// <param name="Replace">Whether lifters the file lacks are deleted.</param>
    /// <param name="Block">The importer's entry ids.</param>
    public sealed record Import(string SessionId, ImportedFile File, bool Replace, EntryIds Block) : MeetCommand;

    /// <summary>The same for the operator, at the server's own command line: under the name of the creating location, with a block of ids of its own.</summary>
    public sealed record ImportByOperator(string AuthorId, ImportedFile File, bool Replace) : MeetCommand;

    /// <summary>A session is used: its record is kept alive, or made anew where it was lost; then what it asks is decided.</summary>
    /// <param name="Record">As it is from now on.</param>
    /// <param name="Asked">Null where only the record changes.</param>
    public sealed record Using(MeetSession Record, MeetCommand? Asked) : MeetCommand;

    /// <summary>State was lost: begin a new life of the log.</summary>
    public sealed record BeginRecovery(string Epoch, string PreviousEpoch, long HighestBlock) : MeetCommand;

    /// <summary>What one desk held of the lost life.</summary>
    /// <param name="Through">The desk's cursor in it.</param>
    /// <param name="Priority">The desk's own: what is not listed counts no higher.</param>
    public sealed record TakeBack(ImmutableArray<HeldItem> Items, long Through, int Priority) : MeetCommand;

    /// <summary>Everybody who was there has been asked.</summary>
    /// <param name="Through">Up to which number of the lost life everything is held.</param>
    public sealed record EndRecovery(long Through, long HighestBlock) : MeetCommand;

    /// <summary>What a desk held that was away while the others were asked.</summary>
    /// <param name="Epoch">The earlier life it held.</param>
    /// <param name="Through">The desk's cursor in it.</param>
    public sealed record TakeLate(string Epoch, ImmutableArray<HeldItem> Items, long Through, int Priority, long HighestBlock) : MeetCommand;
}

/// <summary>A session that is being made.</summary>
/// <param name="Id">Hash of its token's random part.</param>
/// <param name="AuthorId">A fresh one; another is used where the session takes over an author.</param>
/// <param name="LocationName">As listed, or null for a reader without one.</param>
public sealed record NewSession(string Id, string AuthorId, string? LocationName, bool Writes, DateTimeOffset Issued);

/// <summary>One update of a batch.</summary>
/// <param name="Key">As it was sent: it may be no key at all.</param>
/// <param name="Value">Null for a deletion.</param>
/// <param name="AfterServerSeqNum">The author's cursor when the edit was made.</param>
public sealed record ProposedUpdate(string Key, SyncedValue? Value, long LocalSeqNum, long AfterServerSeqNum);

/// <summary>An item as a desk holds it.</summary>
public sealed record HeldItem(MeetKey Key, SyncedValue? Value, long Number, int Priority, string LocationName, string AuthorId);

/// <summary>What the one who asked is told.</summary>
public abstract record MeetAnswer
{
    private MeetAnswer() { }

    /// <summary>In. The token is sealed by the door with what stands here.</summary>
    public sealed record Admitted(string AuthorId, MeetRole Role, string? LocationName, long? Block, bool Created) : MeetAnswer;

    /// <summary>Each local number of a batch, in exactly one of the two.</summary>
    public sealed record Judged(ImmutableArray<(long Local, long Number)> Accepted, ImmutableArray<(long Local, Refusal Refusal)> Refused) : MeetAnswer;

    /// <summary>No, with a code of <c>RequestRejected</c> (or <c>JoinRejected</c>).</summary>
    public sealed record Rejected(string Code, string Reason, int? RetryAfterMs = null) : MeetAnswer;

    /// <summary>The session is not, or no longer, one of this meet.</summary>
    /// <param name="Code"><c>EXPIRED</c>, <c>ENDED</c> or <c>UNKNOWN</c>.</param>
    public sealed record NoSession(string Code) : MeetAnswer;

    /// <summary>Changed.</summary>
    public sealed record Managed(int SessionsEnded) : MeetAnswer;

    /// <summary>The conflict as it is now.</summary>
    public sealed record Settled(Conflict Conflict) : MeetAnswer;

    /// <summary>Published, or what publishing would do.</summary>
    public sealed record Filed(bool DryRun, bool Already, string CsvSource, string CsvSha256, Inspection Inspection) : MeetAnswer;

    /// <summary>What came of an import.</summary>
    /// <param name="Accepted">Updates made.</param>
    /// <param name="Unchanged">Fields of the meet and lifters that are as in the file.</param>
    /// <param name="LeftOut">What the rules do not take, and why.</param>
    public sealed record Imported(int Accepted, int Unchanged, int Deleted, int Renumbered, ImmutableArray<LeftOut> LeftOut) : MeetAnswer;

    /// <summary>The file is none that can be taken in.</summary>
    public sealed record NotImported : MeetAnswer
    {
        /// <summary>The one there is.</summary>
        public static NotImported Instance { get; } = new();
    }

    /// <summary>Nothing to tell.</summary>
    public sealed record Noted : MeetAnswer
    {
        /// <summary>The one there is.</summary>
        public static Noted Well { get; } = new();
    }
}
