namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>What is simulated.</summary>
internal enum SimulatedKind
{
    /// <summary>Desks that write and displays that listen, in one meet.</summary>
    Meets,
    /// <summary>An operator, callers and listeners at the queue <c>main</c>.</summary>
    Queue,
    /// <summary>People in one room.</summary>
    Rooms,
}

/// <summary>How much of it, for how long, against which server and in what weather.</summary>
internal sealed record SimulationPlan
{
    public required SimulatedKind Kind { get; init; }

    /// <summary>The server that is put under load.</summary>
    public required Uri Server { get; init; }

    /// <summary>Connections, all of which listen.</summary>
    public int Clients { get; init; } = 20;

    /// <summary>How many of them write; the others only listen.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>Operations of one writer per second.</summary>
    public double RatePerSecond { get; init; } = 2;

    /// <summary>For how long is written.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long everybody has afterwards to come back and to hear what is owed.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The network between.</summary>
    public Weather Weather { get; init; } = new();

    /// <summary>The beginning of all chance.</summary>
    public int Seed { get; init; }

    /// <summary>Session tokens of accounts for rooms; empty: accounts are registered.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Connections of rooms that share an account.</summary>
    public int ClientsPerAccount { get; init; } = 5;

    /// <summary>Who runs the queue.</summary>
    public string Operator { get; init; } = "";

    /// <summary>That one's password.</summary>
    public string OperatorPassword { get; init; } = "";
}

/// <summary>The network between clients and server.</summary>
internal sealed record Weather
{
    /// <summary>Added to every message, each way.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Added on top, evenly from nothing to this.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How many of 100 messages a client sends take the line with them: half of these arrive before it breaks, half do not.</summary>
    public double LossPercent { get; init; }

    /// <summary>How many of 100 clients are intermittent: they have outages.</summary>
    public double IntermittentPercent { get; init; }

    /// <summary>The mean time from one end of an outage to the next outage.</summary>
    public TimeSpan OutageEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an outage lasts.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the next message takes.</summary>
    public TimeSpan DelayBy(Random chance) => Latency + (Jitter * chance.NextDouble());

    /// <summary>When the next outage comes: outages know nothing of one another, so the time between is exponential.</summary>
    public TimeSpan NextOutage(Random chance) => OutageEvery * -Math.Log(1 - chance.NextDouble());
}
