using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Rollcall.Apps.Queue;

/// <summary>Callback queues: section <c>queue</c> of the configuration. The unit stands in the name.</summary>
public sealed record QueueSettings
{
    /// <summary>The most that may wait in a queue.</summary>
    [Range(1, 200)]
    [Description("callers that may wait; every change sends the whole list, hence the upper limit")]
    public int MaxSize { get; init; } = 4;

    /// <summary>What people call a queue.</summary>
    [Description("what people call the queue")]
    public string Title { get; init; } = "Callback queue";

    /// <summary>The station's callsign, for the log's export.</summary>
    [Description("the station's callsign in the exported log; empty for none")]
    public string? StationCallsign { get; init; }

    /// <summary>How long a worked caller stays in view when a queue is made.</summary>
    [Range(1, 8_760)]
    [Description("time a worked caller stays in the public view, when the queue is first made; operators change it later")]
    public int WorkedTtlHours { get; init; } = 72;

    /// <summary>The queues; without any there is one, <c>main</c>.</summary>
    public IReadOnlyList<QueueOwnSettings> Queues { get; init; } = [];

    /// <summary>Who may run queues.</summary>
    public IReadOnlyList<QueueOperatorSettings> Operators { get; init; } = [];

    /// <summary>The name of one operator of all queues, the simple form.</summary>
    [Description("name of one operator of all queues, the simple form; ADMIN_USERNAME in the environment is the same")]
    public string? AdminUsername { get; init; }

    /// <summary>That one's password.</summary>
    [PasswordPropertyText(true)]
    [Description("that one's password; ADMIN_PASSWORD in the environment is the same")]
    public string? AdminPassword { get; init; }

    /// <summary>The most WebSockets and event streams of all queues.</summary>
    [Range(1, 1_000_000)]
    [Description("WebSockets and event streams of all queues together; beyond it 503")]
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>The most connections from one address.</summary>
    [Range(1, 100_000)]
    [Description("WebSockets and event streams from one address; beyond it 429")]
    public int MaxConnectionsPerAddress { get; init; } = 200;

    /// <summary>How often the server pings.</summary>
    [Range(5, 300)]
    [Description("pause between the server's pings; a client silent for 20 s after one is closed")]
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>Another port for <c>/ws/connect</c>; 0 for the same as HTTP.</summary>
    [Range(0, 65_535)]
    [Description("another port for /ws/connect; 0 for the same as HTTP")]
    public int WebsocketPort { get; init; }

    /// <summary>How many requests a connection, or over HTTP an address, may make per second.</summary>
    [Range(1, 10_000)]
    [Description("requests per second of a connection, over HTTP of an address")]
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>How many of them at once.</summary>
    [Range(1, 100_000)]
    [Description("requests it may make at once")]
    public int RequestBurst { get; init; } = 100;

    /// <summary>How much a connection may be owed.</summary>
    [Range(65_536, 268_435_456)]
    [Description("what a connection may be owed before it is closed as too slow; it comes back and catches up")]
    public int OutboxBytes { get; init; } = 2_097_152;

    /// <summary>How often one address may try to register in ten minutes.</summary>
    [Range(1, 100_000)]
    [Description("attempts to register from one address in ten minutes (IPv6: one /64)")]
    public int RegisterPerAddress { get; init; } = 30;

    /// <summary>How many callers of one address may wait; 0 for no limit.</summary>
    [Range(0, 200)]
    [Description("callers of one address that may wait at once; 0 for no limit")]
    public int WaitingPerAddress { get; init; }

    /// <summary>How many events can be had again by those who were away.</summary>
    [Range(0, 100_000)]
    [Description("events that can be had again by those who were away; beyond it they get the whole state")]
    public int ReplayEvents { get; init; } = 1_000;

    /// <summary>Where the status page links to.</summary>
    [Description("address the status page links to")]
    public string SiteUrl { get; init; } = "/";

    /// <summary>The origins whose pages may read answers; empty for all.</summary>
    [Description("origins whose pages may read answers; empty for all")]
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Whether logging programs on this machine may report QSOs without authentication.</summary>
    [Description("\"loopback\" lets programs on this machine report QSOs without authentication, \"none\" nobody")]
    public LoggingDirectOpen LoggingDirectOpen { get; init; } = LoggingDirectOpen.None;

    /// <summary>Each queue with what holds for it, after its own keys; <c>main</c>, whose paths need no name, is always one of them.</summary>
    public IEnumerable<(string Name, QueueTerms Terms, int WorkedTtlHours)> Listed()
    {
        IEnumerable<QueueOwnSettings> listed = Queues.Any(one => one.Name == "main") ? Queues : [new(), .. Queues];
        return listed.Select(one => (one.Name, new QueueTerms(one.Title ?? Title, one.MaxSize ?? MaxSize, one.StationCallsign ?? StationCallsign), one.WorkedTtlHours ?? WorkedTtlHours));
    }
}

/// <summary>One queue; an element of the list <c>queue.queues</c>.</summary>
public sealed record QueueOwnSettings
{
    /// <summary>Its name in paths.</summary>
    [Description("name in paths: small letters, digits and dashes, at most 32")]
    public string Name { get; init; } = "main";

    /// <summary>The most that may wait, if other than for all.</summary>
    [Range(1, 200)]
    [Description("callers that may wait; empty as for all queues")]
    public int? MaxSize { get; init; }

    /// <summary>What people call it, if other than for all.</summary>
    [Description("what people call it; empty as for all queues")]
    public string? Title { get; init; }

    /// <summary>The station's callsign, if other than for all.</summary>
    [Description("the station's callsign in the exported log; empty as for all queues")]
    public string? StationCallsign { get; init; }

    /// <summary>How long a worked caller stays in view, if other than for all.</summary>
    [Range(1, 8_760)]
    [Description("time a worked caller stays in the public view; empty as for all queues")]
    public int? WorkedTtlHours { get; init; }
}

/// <summary>Somebody who may run queues; an element of the list <c>queue.operators</c>.</summary>
public sealed record QueueOperatorSettings
{
    /// <summary>The name to log in with.</summary>
    [Description("name to log in with")]
    public string Name { get; init; } = "";

    /// <summary>The hash of the password.</summary>
    [PasswordPropertyText(true)]
    [Description("hash of the password, as rollcall user hash prints it")]
    public string? PasswordHash { get; init; }

    /// <summary>The password itself.</summary>
    [PasswordPropertyText(true)]
    [Description("the password itself, where a hash is too much trouble")]
    public string? Password { get; init; }

    /// <summary>The operator's own callsign, for the log's export.</summary>
    [Description("the operator's own callsign in the exported log; empty for none")]
    public string? Callsign { get; init; }

    /// <summary>The queues that may be run; empty for all.</summary>
    [Description("queues that may be run; empty for all")]
    public IReadOnlyList<string> Queues { get; init; } = [];
}

/// <summary>Who may report QSOs without authentication.</summary>
public enum LoggingDirectOpen
{
    /// <summary>Nobody.</summary>
    None,
    /// <summary>Programs on this machine.</summary>
    Loopback,
}
