namespace Rollcall.Apps.Queue;

/// <summary>Who does something, and through which door.</summary>
/// <param name="Operator">The operator's name; null for the public and for the server itself.</param>
/// <param name="Door"><c>http</c>, <c>ws</c> or <c>server</c>.</param>
/// <param name="Origin">A name by which a client recognises what it caused; null where there is none.</param>
public sealed record By(string? Operator, string Door, string? Origin = null)
{
    /// <summary>The server itself, as for a look-up that has come back.</summary>
    public static By Server { get; } = new(null, "server");

    /// <summary>Whether an operator does it.</summary>
    public bool IsOperator => Operator is not null;

    /// <summary>The name under which it is noted: the operator's, else <c>system</c>.</summary>
    public string Author => Operator ?? "system";
}

/// <summary>Something that is on or off.</summary>
/// <param name="On">Whether it is on.</param>
/// <param name="At">Since when.</param>
/// <param name="By">The operator who set it, or <c>system</c>.</param>
public sealed record Toggle(bool On, DateTimeOffset At, string By);

/// <summary>The operator's frequency.</summary>
/// <param name="Text">As typed, 0-64 characters; null where none is set.</param>
/// <param name="Band">The band that was given; null where it follows from the frequency.</param>
/// <param name="Mode">1-16 characters; null where not given.</param>
/// <param name="At">When it was set or cleared; null where it never was.</param>
/// <param name="By">Who did; null where nobody has.</param>
public sealed record Tuning(string? Text, string? Band, string? Mode, DateTimeOffset? At, string? By)
{
    /// <summary>Never set.</summary>
    public static Tuning None { get; } = new(null, null, null, null, null);

    /// <summary>In MHz; null where the text is no frequency.</summary>
    public decimal? Mhz => Text is null ? null : Frequencies.Mhz(Text);

    /// <summary>The band given, else the one the frequency lies in; null where neither is known.</summary>
    public string? AnyBand => Band ?? Bands.Of(Mhz);
}

/// <summary>Where the operator listens, if not on the frequency.</summary>
/// <param name="Text">As typed, 0-64 characters; null where none is set.</param>
/// <param name="At">When it was set or cleared; null where it never was.</param>
/// <param name="By">Who did; null where nobody has.</param>
public sealed record Split(string? Text, DateTimeOffset? At, string? By)
{
    /// <summary>Never set.</summary>
    public static Split None { get; } = new(null, null, null);
}

/// <summary>What is known of a station from a look-up.</summary>
/// <param name="Callsign">The base call that was looked up.</param>
/// <param name="Name">The holder's name.</param>
/// <param name="Address">City, state, country.</param>
/// <param name="Qth">City, state: for the log.</param>
/// <param name="DxccName">The country.</param>
/// <param name="Image">An https address.</param>
/// <param name="Error">Why nothing is known; null where the look-up went well or is under way.</param>
/// <param name="Lat">Degrees north, one decimal.</param>
/// <param name="Lon">Degrees east, one decimal.</param>
/// <param name="Grid">Four characters of the locator.</param>
public sealed record Qrz(string Callsign, string? Name = null, string? Address = null, string? Qth = null, string? DxccName = null, string? Image = null,
    string? Error = null, decimal? Lat = null, decimal? Lon = null, string? Grid = null)
{
    /// <summary>Where people may read on.</summary>
    public string Url => "https://www.qrz.com/db/" + Callsign;

    /// <summary>Whether nothing is known yet, not even why.</summary>
    public bool IsPending => this == new Qrz(Callsign);
}

/// <summary>A place in the queue.</summary>
/// <param name="EntryId">The number of its registration's event.</param>
/// <param name="Callsign">Who waits.</param>
/// <param name="RegisteredAt">Since when.</param>
/// <param name="Order">What the queue is sorted by: at first <paramref name="EntryId"/>, after a skip the number of the skip's event.</param>
/// <param name="Qrz">What is known of the station.</param>
/// <param name="Skips">How often it was skipped.</param>
public sealed record QueueEntry(long EntryId, Callsign Callsign, DateTimeOffset RegisteredAt, long Order, Qrz Qrz, int Skips);

/// <summary>How a QSO came about, as clients are told.</summary>
/// <param name="Source"><c>queue</c>, <c>queue_specific</c> or <c>direct</c>.</param>
/// <param name="OriginalPosition">The place in the queue of a caller that was picked out; null otherwise.</param>
/// <param name="Logging">What a logging program reported; null where the QSO was not started by one.</param>
public sealed record QsoMetadata(string Source, int? OriginalPosition = null, LoggingReport? Logging = null);

/// <summary>What a logging program reported of a QSO it started.</summary>
public sealed record LoggingReport(decimal? FrequencyMhz, string? Mode, string? TriggeredBy, string Source);

/// <summary>The contact in progress.</summary>
/// <param name="Callsign">With whom.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="Qrz">What is known of the station.</param>
/// <param name="Metadata">How it came about.</param>
/// <param name="Entry">The place in the queue it was made from; null where the caller did not wait.</param>
public sealed record Qso(Callsign Callsign, DateTimeOffset StartedAt, Qrz Qrz, QsoMetadata Metadata, QueueEntry? Entry);

/// <summary>A completed QSO: one row of the log.</summary>
/// <param name="ContactId">The number of the event that logged it.</param>
public sealed record Contact(
    long ContactId, Callsign Callsign, DateTimeOffset TimeOn, DateTimeOffset TimeOff, decimal? FrequencyMhz, decimal? FreqRxMhz, string? Band, string? Mode,
    string? RstSent, string? RstRcvd, string? Comment, Qrz Qrz, string? Operator, string Source, long? WaitSeconds);

/// <summary>A callsign with contacts, seen as one line.</summary>
public sealed record WorkedCaller(Callsign Callsign, Qrz Qrz, DateTimeOffset First, DateTimeOffset Last, int Times, string? Band, string? Mode, string Source);

/// <summary>A station that may not register.</summary>
public sealed record Ban(Callsign Callsign, string? Reason, DateTimeOffset At, string By);

/// <summary>How long whoever was worked must wait before registering again.</summary>
public sealed record Cooldown(int Minutes, bool Enabled);

/// <summary>How a place in the queue ended; what its ticket tells.</summary>
/// <param name="Status"><c>worked</c>, <c>cancelled</c>, <c>no_show</c>, <c>removed</c>, <c>left</c> or <c>cleared</c>.</param>
/// <param name="Callsign">Whose it was.</param>
/// <param name="RegisteredAt">When it began.</param>
public sealed record Ended(string Status, Callsign Callsign, DateTimeOffset RegisteredAt);

/// <summary>What the configuration says of one queue.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="MaxSize">The most that may wait, 1-200.</param>
/// <param name="StationCallsign">For the log's export; null where not given.</param>
public sealed record QueueTerms(string Title, int MaxSize, string? StationCallsign);

/// <summary>What the asker took to be the current QSO.</summary>
/// <param name="Callsign">Its callsign; null for none.</param>
public sealed record Expected(string? Callsign);
