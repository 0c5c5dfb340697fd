namespace Rollcall.Server.CommandLine.Demo;

/// <summary>The demo cannot go on: what it waited for did not come. Says what was expected and what came; ends the phase and the demo.</summary>
public sealed class PlayBrokenException(string expected, string came) : Exception($"expected {expected}; came {came}")
{
    /// <summary>What should have come.</summary>
    public string Expected { get; } = expected;

    /// <summary>What came instead.</summary>
    public string Came { get; } = came;
}
