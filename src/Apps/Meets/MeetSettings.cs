using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Apps.Meets;

/// <summary>The limits and intervals of meets; section <c>meets</c> of the configuration. The unit stands in the name.</summary>
public sealed record MeetSettings
{
    /// <summary>The largest message of a connection that has a session or is a viewer.</summary>
    [Range(65_536, 16_777_216)]
    [Description("largest message from a connection with a session or view token; a whole batch of updates must fit")]
    public int MaxMessageBytes { get; init; } = 1_048_576;

    /// <summary>The largest message before a connection has a session or is a viewer.</summary>
    [Range(1_024, 1_048_576)]
    [Description("largest message before that; strangers may not make the server buffer much")]
    public int MaxFirstMessageBytes { get; init; } = 16_384;

    /// <summary>The most updates in one batch.</summary>
    [Range(1, 10_000)]
    [Description("updates in one batch; one batch is decided in one go and must not hold up the meet")]
    public int MaxUpdatesPerBatch { get; init; } = 500;

    /// <summary>The largest value of one update, as JSON.</summary>
    [Range(256, 1_048_576)]
    [Description("largest value of one update as JSON; a whole lifter is below 4 KiB")]
    public int MaxValueBytes { get; init; } = 32_768;

    /// <summary>The longest update key.</summary>
    [Range(50, 1_000)]
    [Description("characters of an update key; the longest known shape stays well below")]
    public int MaxKeyLength { get; init; } = 200;

    /// <summary>The deepest nesting of a message.</summary>
    [Range(8, 64)]
    [Description("levels of nesting in a message; guards the parser's stack")]
    public int MaxJsonDepth { get; init; } = 32;

    /// <summary>The most entries in one meet.</summary>
    [Range(1, 100_000)]
    [Description("lifters in one meet; the largest real ones have about 2,000")]
    public int MaxEntries { get; init; } = 5_000;

    /// <summary>The largest content of one meet, as JSON.</summary>
    [Range(65_536, 1_073_741_824)]
    [Description("content of one meet as JSON; it is held in memory while the meet is active")]
    public long MaxContentBytes { get; init; } = 33_554_432;

    /// <summary>The most locations in one meet's list.</summary>
    [Range(1, 1_000)]
    [Description("locations (desks) in a meet's list")]
    public int MaxLocations { get; init; } = 64;

    /// <summary>The most sessions of one meet that have not expired.</summary>
    [Range(1, 100_000)]
    [Description("sessions of one meet that have not expired; each has its record beside the log")]
    public int MaxSessions { get; init; } = 500;

    /// <summary>The most connections with a session in one meet.</summary>
    [Range(1, 100_000)]
    [Description("connections with a session in one meet")]
    public int MaxMembers { get; init; } = 500;

    /// <summary>The most viewers of one meet.</summary>
    [Range(0, 1_000_000)]
    [Description("viewers of one meet, WebSocket and SSE together")]
    public int MaxViewers { get; init; } = 5_000;

    /// <summary>The most connections from one address.</summary>
    [Range(1, 100_000)]
    [Description("connections from one address; a whole venue is often one address")]
    public int MaxConnectionsPerAddress { get; init; } = 500;

    /// <summary>How many messages a connection may send per second, on average.</summary>
    [Range(1, 10_000)]
    [Description("messages a connection may send per second on average; a desk needs a few")]
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>How many messages a connection may send at once.</summary>
    [Range(1, 100_000)]
    [Description("messages a connection may send at once, as after an outage")]
    public int MessageBurst { get; init; } = 200;

    /// <summary>How much a desk's connection may be owed before it is closed as too slow.</summary>
    [Range(65_536, 268_435_456)]
    [Description("what a desk may be owed before it is closed as too slow; it comes back and catches up")]
    public int OutboxBytes { get; init; } = 4_194_304;

    /// <summary>How much a viewer's connection may be owed before it is closed as too slow.</summary>
    [Range(16_384, 268_435_456)]
    [Description("the same for a viewer, of whom there may be thousands")]
    public int ViewerOutboxBytes { get; init; } = 262_144;

    /// <summary>How long a connection may stay without a first valid join or token.</summary>
    [Range(1, 3_600)]
    [Description("time until the first valid join or token; idle strangers are sent away")]
    public int HandshakeS { get; init; } = 30;

    /// <summary>How long a session lives without being used.</summary>
    [Range(1, 365)]
    [Description("life of a session without use")]
    public int SessionDays { get; init; } = 7;

    /// <summary>How old a token may be to answer recovery when its record is lost.</summary>
    [Range(1, 365)]
    [Description("age up to which a token may answer recovery when the server lost its record")]
    public int RecoveryTokenDays { get; init; } = 30;

    /// <summary>How long sessions gather before a recovery begins.</summary>
    [Range(0, 600)]
    [Description("time in which sessions gather before a recovery asks them")]
    public int RecoveryWindowS { get; init; } = 15;

    /// <summary>How long one desk has for one page of recovery.</summary>
    [Range(1, 600)]
    [Description("time one desk has for one page of recovery")]
    public int RecoveryAnswerS { get; init; } = 10;

    /// <summary>How often the server pings.</summary>
    [Range(1, 3_600)]
    [Description("pause between the server's pings; keeps routers from forgetting the connection")]
    public int HeartbeatS { get; init; } = 30;

    /// <summary>How long a connection may be silent before it is closed; above <see cref="HeartbeatS"/>.</summary>
    [Range(2, 7_200)]
    [Description("silence after which a connection is closed; above heartbeat_s, so that one lost ping does not end it")]
    public int SilenceS { get; init; } = 75;

    /// <summary>How long somebody without a connection still counts as present.</summary>
    [Range(0, 600)]
    [Description("time a desk without a connection still counts as present, so that a reload does not flicker")]
    public int PresenceGraceS { get; init; } = 10;

    /// <summary>How many views of one platform are told per second.</summary>
    [Range(1, 100)]
    [Description("views of one platform told per second; a display draws no faster, and only the newest counts")]
    public int ViewsPerSecond { get; init; } = 10;

    /// <summary>Whether results follow OpenLifter where it errs.</summary>
    [Description("follow OpenLifter 1.4 where it errs, instead of being right: docs/decisions/0030 lists where")]
    public bool OpenlifterQuirks { get; init; }

    /// <summary>The release of OpenLifter that files name.</summary>
    [Description("release of OpenLifter that results files and .openlifter files name")]
    public string OpenlifterRelease { get; init; } = "1.4";

    /// <summary>The largest file that is imported.</summary>
    [Range(65_536, 25_000_000)]
    [Description("largest .openlifter file that is imported; 5,000 lifters are about 6 MB")]
    public int ImportBytes { get; init; } = 8_388_608;

    /// <summary>How long a finished meet is kept; 0 keeps it for ever.</summary>
    [Range(0, 36_500)]
    [Description("time a finished meet is kept after publishing; 0 keeps it for ever")]
    public int FinishedRetentionDays { get; init; }

    /// <summary>How long a meet nobody ever used is kept.</summary>
    [Range(1, 36_500)]
    [Description("time a meet is kept that never got an update and was joined only by its creator")]
    public int UnusedMeetDays { get; init; } = 7;

    /// <summary>The most open conflicts of one meet; beyond it the oldest is dismissed.</summary>
    [Range(1, 100_000)]
    [Description("open conflicts kept per meet; beyond it the oldest is dismissed")]
    public int OpenConflicts { get; init; } = 1_000;

    /// <summary>How many meets one address may make per hour.</summary>
    [Range(1, 100_000)]
    [Description("meets one address may make per hour")]
    public int CreatesPerHour { get; init; } = 10;

    /// <summary>The most meets that are not finished.</summary>
    [Range(1, 1_000_000)]
    [Description("meets that are not finished")]
    public int MaxCurrentMeets { get; init; } = 1_000;

    /// <summary>What one must know to make a meet; null lets everyone.</summary>
    [PasswordPropertyText(true)]
    [Description("what one must know to make a meet; empty lets everyone within the limits")]
    public string? CreateKey { get; init; }

    /// <summary>Where results go.</summary>
    [Description("address results are written to in email.txt")]
    public string PublishTo { get; init; } = "issues@openpowerlifting.org";

    /// <summary>The mail server that takes them there.</summary>
    public SmtpSettings Smtp { get; init; } = new();
}
