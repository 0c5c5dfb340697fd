namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>What a simulation came to. Times are milliseconds.</summary>
internal sealed record SimulationReport
{
    /// <summary>How many lost operations are named.</summary>
    public const int MostNamed = 20;

    /// <summary>How long was written.</summary>
    public required double Seconds { get; init; }

    /// <summary>Operations that were made.</summary>
    public required long Operations { get; init; }

    /// <summary>Those the server said yes to.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Those it said no to, by its code.</summary>
    public required IReadOnlyDictionary<string, int> Refused { get; init; }

    /// <summary>Those it has not answered to the end.</summary>
    public required long Unanswered { get; init; }

    /// <summary>How often something acknowledged was heard by somebody, each once.</summary>
    public required long Deliveries { get; init; }

    /// <summary>Those of them that somebody heard who came back.</summary>
    public required long CaughtUp { get; init; }

    /// <summary>What was heard again by somebody who had heard it.</summary>
    public required long Twice { get; init; }

    /// <summary>How often somebody who came back was told to start over from the present state.</summary>
    public required long StartOvers { get; init; }

    /// <summary>How often a connection was had back.</summary>
    public required long Reconnects { get; init; }

    /// <summary>Acknowledged, and not heard by everybody.</summary>
    public required long LostOperations { get; init; }

    /// <summary>How often somebody did not hear something acknowledged.</summary>
    public required long LostDeliveries { get; init; }

    /// <summary>The first of the lost operations, as everybody should have heard them.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>From making an operation to its acknowledgement, outages included.</summary>
    public required Percentiles? AnswerMs { get; init; }

    /// <summary>From making an operation to its being heard by somebody who was there.</summary>
    public required Percentiles? DeliveryMs { get; init; }

    /// <summary>Whether something was acknowledged, and all of that reached everybody.</summary>
    public bool Passed => LostDeliveries == 0 && Acknowledged > 0;
}

/// <summary>How times are spread: nearest rank.</summary>
internal sealed record Percentiles(double P50, double P90, double P99, double Most)
{
    /// <summary>Of these; null where there are none.</summary>
    public static Percentiles? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : new(At(0.5), At(0.9), At(0.99), At(1));

        double At(double part) => Math.Round(sorted[(int)Math.Ceiling(part * sorted.Count) - 1], 2);
    }
}
