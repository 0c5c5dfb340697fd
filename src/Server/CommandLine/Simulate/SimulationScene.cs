namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>What the clients of one simulation share.</summary>
/// <param name="plan">What is simulated.</param>
/// <param name="time">The clock.</param>
internal sealed class SimulationScene(SimulationPlan plan, TimeProvider time)
{
    public SimulationPlan Plan => plan;

    public TimeProvider Time => time;

    /// <summary>What was acknowledged and heard.</summary>
    public Ledger Ledger { get; } = new(plan.Clients);

    /// <summary>Where they meet: the meet's or the room's id, as the server named it; empty until there is one.</summary>
    public string Place { get; set; } = "";

    /// <summary>Tokens of accounts, for those who need one.</summary>
    public IReadOnlyList<string> Tokens { get; set; } = plan.Tokens;

    /// <summary>What makes this simulation's names its own.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(BitConverter.GetBytes(plan.Seed));
}
