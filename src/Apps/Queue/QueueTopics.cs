using System.Collections.Immutable;

namespace Rollcall.Apps.Queue;

/// <summary>What a connection may listen to; each is one event on the wire.</summary>
[Flags]
public enum QueueTopics
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary><c>system_status</c>.</summary>
    SystemStatus = 1,
    /// <summary><c>current_qso</c>.</summary>
    CurrentQso = 2,
    /// <summary><c>queue_update</c>.</summary>
    Queue = 4,
    /// <summary><c>frequency_update</c>.</summary>
    Frequency = 8,
    /// <summary><c>split_update</c>.</summary>
    Split = 16,
    /// <summary><c>worked_callers_update</c>.</summary>
    WorkedCallers = 32,
    /// <summary><c>queue_pause_update</c>.</summary>
    Pause = 64,
    /// <summary><c>logger_integration_update</c>.</summary>
    Logger = 128,
    /// <summary><c>banned_callsigns_update</c>.</summary>
    Bans = 256,
    /// <summary><c>rate_limit_update</c>.</summary>
    Cooldown = 512,
    /// <summary><c>keepalive</c>.</summary>
    Keepalive = 1024,
    /// <summary>The seven events for everybody.</summary>
    Public = SystemStatus | CurrentQso | Queue | Frequency | Split | WorkedCallers | Pause,
    /// <summary>What only operators may hear.</summary>
    Operators = Logger | Bans | Cooldown,
}

/// <summary>The names of topics on the wire.</summary>
public static class TopicNames
{
    /// <summary>Every topic with its name, in the order in which they are listed.</summary>
    public static ImmutableArray<(QueueTopics Topic, string Name)> All { get; } =
    [
        (QueueTopics.SystemStatus, "system_status"),
        (QueueTopics.CurrentQso, "current_qso"),
        (QueueTopics.Queue, "queue_update"),
        (QueueTopics.Frequency, "frequency_update"),
        (QueueTopics.Split, "split_update"),
        (QueueTopics.WorkedCallers, "worked_callers_update"),
        (QueueTopics.Pause, "queue_pause_update"),
        (QueueTopics.Logger, "logger_integration_update"),
        (QueueTopics.Bans, "banned_callsigns_update"),
        (QueueTopics.Cooldown, "rate_limit_update"),
        (QueueTopics.Keepalive, "keepalive"),
    ];

    /// <summary>The name of one topic.</summary>
    public static string Of(QueueTopics topic) => All.First(one => one.Topic == topic).Name;

    /// <summary>The topic of a name; null where there is none.</summary>
    public static QueueTopics? Named(string name) => All.Where(one => one.Name == name).Select(one => (QueueTopics?)one.Topic).FirstOrDefault();
}
