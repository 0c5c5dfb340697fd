using System.Collections.Immutable;
using Rollcall.Apps.Meets.Opl;

namespace Rollcall.Apps.Meets;

/// <summary>One powerlifting meet: who stands where, what stands for each key, what lost against it, and whether it is over. Immutable.</summary>
/// <param name="Id">Nine digits.</param>
public sealed record Meet(MeetId Id)
{
    /// <summary>What the desks wrote.</summary>
    public Content Content { get; init; } = Content.Empty;

    /// <summary>The lives of the log.</summary>
    public Lineage Lineage { get; init; } = Lineage.None;

    /// <summary>Everybody who ever joined to read or write.</summary>
    public ImmutableDictionary<string, MeetAuthor> Authors { get; init; } = ImmutableDictionary.Create<string, MeetAuthor>(StringComparer.Ordinal);

    /// <summary>The values that lost, by the number of the event that raised the conflict.</summary>
    public ImmutableSortedDictionary<long, Conflict> Conflicts { get; init; } = ImmutableSortedDictionary<long, Conflict>.Empty;

    /// <summary>How many of them are open.</summary>
    public int OpenConflicts { get; init; }

    /// <summary>The last event's number.</summary>
    public long Head { get; init; }

    /// <summary>Whether this log began anew after one was lost: then there may be lives it has never heard of.</summary>
    public bool Reborn { get; init; }

    /// <summary>How many updates were ever accepted.</summary>
    public long Updates { get; init; }

    /// <summary>When the first event of this log happened.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>The next block of entry ids to hand out: block b holds b*10,000 to b*10,000+9,999.</summary>
    public long NextBlock { get; init; } = 1;

    /// <summary>While lost state is being gathered from the desks: up to which number of the epoch before everything is held.</summary>
    public Recovering? Recovering { get; init; }

    /// <summary>Set when the meet is over.</summary>
    public Publication? Published { get; init; }

    /// <summary>Passwords, locations, sessions: kept beside the log. Null where they are lost, or before the meet is made.</summary>
    public MeetAuth? Auth { get; init; }

    /// <summary>The current life of the log.</summary>
    public string Epoch => Lineage.Epoch;

    /// <summary>Whether anything has happened.</summary>
    public bool Exists => !Lineage.Lives.IsEmpty;
}

/// <summary>Somebody whose local numbers are answered once.</summary>
public sealed record MeetAuthor(string AuthorId, string? LocationName, MeetRole Role)
{
    /// <summary>What was answered, by local number.</summary>
    public ImmutableDictionary<long, Answered> Answers { get; init; } = ImmutableDictionary<long, Answered>.Empty;
}

/// <summary>The answer once given to a local number.</summary>
/// <param name="Fingerprint">Of key and value, to tell a repetition from another update under a used number.</param>
/// <param name="Number">The server number, if accepted (its own, or that of the update which already said so).</param>
/// <param name="Refusal">Else what it was refused with.</param>
public sealed record Answered(string Fingerprint, long Number, Refusal? Refusal);

/// <summary>Why an update was refused.</summary>
/// <param name="Code">One of the codes of <c>UpdateRejected</c>.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Standing">On a conflict, what stands.</param>
public sealed record Refusal(string Code, string Reason, Standing? Standing = null);

/// <summary>What stands at a refused key, and the update that decided.</summary>
public sealed record Standing(SyncedValue? Value, long Number, int Priority, string LocationName, string AuthorId);

/// <summary>A value that lost.</summary>
/// <param name="Value">Null for a deletion.</param>
public sealed record Lost(MeetKey Key, SyncedValue? Value, string LocationName, int Priority);

/// <summary>Where a conflict is.</summary>
public enum ConflictState
{
    /// <summary>Nobody looked at it yet.</summary>
    Open,
    /// <summary>The losing values were made to stand.</summary>
    Applied,
    /// <summary>Left as it is.</summary>
    Dismissed,
}

/// <summary>Two desks updated one object, the values differ, and one had not seen the other's.</summary>
/// <param name="ConflictId">The number of the event that raised it.</param>
/// <param name="Key">The key of the later update.</param>
/// <param name="Lost">What lost: the one refused, or those overruled.</param>
/// <param name="Standing">What stood after it.</param>
public sealed record Conflict(long ConflictId, DateTimeOffset RaisedAt, MeetKey Key, ImmutableArray<Lost> Lost, Standing Standing, ConflictState State);

/// <summary>Lost state is being gathered.</summary>
/// <param name="Previous">The epoch the desks are asked about.</param>
/// <param name="Through">Its highest number held so far.</param>
/// <param name="OnlyAuthor">Where a meet was made again under a new id without proof: the only one who is asked; else null.</param>
/// <param name="Count">Updates recovered so far.</param>
public sealed record Recovering(string Previous, long Through, string? OnlyAuthor, int Count);

/// <summary>A meet's end.</summary>
/// <param name="At">When.</param>
/// <param name="By">The director's location.</param>
/// <param name="ReturnEmail">Where the record book writes back.</param>
/// <param name="CsvSource"><c>server</c> or <c>client</c>.</param>
/// <param name="CsvSha256">Hex, of the file as filed.</param>
public sealed record Publication(DateTimeOffset At, string By, string ReturnEmail, string CsvSource, string CsvSha256)
{
    /// <summary>What was found before.</summary>
    public Inspection Inspection { get; init; } = Inspection.Nothing;
}
