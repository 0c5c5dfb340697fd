using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Apps.Devices;

/// <summary>The limits and intervals of devices; section <c>devices</c> of the configuration. The unit stands in the name.</summary>
public sealed record DeviceSettings
{
    /// <summary>How long a lost device still counts as present.</summary>
    [Range(0, 600)]
    [Description("time a device whose connection was lost still counts as present, so that a tunnel does not flicker")]
    public int GraceSeconds { get; init; } = 30;

    /// <summary>How long sync events are kept; 0 keeps them.</summary>
    [Range(0, 36_500)]
    [Description("time sync events are kept; 0 keeps them; documents are kept in any case")]
    public int RetentionDays { get; init; } = 30;

    /// <summary>How many of the newest sync events are kept per user.</summary>
    [Range(100, 10_000_000)]
    [Description("newest sync events kept per user; who was away longer fetches the documents instead")]
    public int MaxEvents { get; init; } = 10_000;

    /// <summary>The most entries of a play queue.</summary>
    [Range(1, 10_000)]
    [Description("entries of one play queue")]
    public int QueueLimit { get; init; } = 500;

    /// <summary>Bytes a connection may be owed.</summary>
    [Range(65_536, 67_108_864)]
    [Description("bytes one connection may be owed before it is closed with 4001; one welcome may hold 49 queues of 64 KiB")]
    public int OutboxBytes { get; init; } = 4_194_304;

    /// <summary>The largest message of a client.</summary>
    [Range(16_384, 16_777_216)]
    [Description("largest message from a client")]
    public int MaxMessageBytes { get; init; } = 131_072;

    /// <summary>How many messages a connection may send per second, on average.</summary>
    [Range(1, 10_000)]
    [Description("messages per second of one connection, on average; beyond it 4002")]
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>How many messages may come at once.</summary>
    [Range(1, 100_000)]
    [Description("messages of one connection at once before the average counts")]
    public int MessageBurst { get; init; } = 200;

    /// <summary>How often the server pings.</summary>
    [Range(1, 3_600)]
    [Description("pause between the server's pings; told to clients as heartbeat_seconds")]
    public int HeartbeatS { get; init; } = 30;

    /// <summary>How long an answer to a ping may take.</summary>
    [Range(1, 3_600)]
    [Description("time to answer a ping; after it the connection is closed with 4004")]
    public int PatienceS { get; init; } = 20;

    /// <summary>How many connections one address may have.</summary>
    [Range(1, 1_000_000)]
    [Description("connections of one address; a household or an office is one address")]
    public int MaxConnectionsPerAddress { get; init; } = 200;

    /// <summary>How many events of one user are taken per second, on average.</summary>
    [Range(1, 10_000)]
    [Description("appended events per second of one user, on average; beyond it 429")]
    public int AppendsPerSecond { get; init; } = 20;

    /// <summary>How many events of one user are taken at once.</summary>
    [Range(1, 100_000)]
    [Description("appended events of one user at once before the average counts")]
    public int AppendBurst { get; init; } = 100;
}
