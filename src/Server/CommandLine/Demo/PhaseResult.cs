namespace Rollcall.Server.CommandLine.Demo;

/// <summary>One line that was told.</summary>
/// <param name="Who">Whose line.</param>
/// <param name="What">The line.</param>
/// <param name="Passed">Whether it was true.</param>
/// <param name="Expected">What should have been received; null if it was true.</param>
/// <param name="Came">What was received instead; null if it was true.</param>
internal sealed record Check(string Who, string What, bool Passed, string? Expected, string? Came);

/// <summary>What became of one phase.</summary>
internal sealed record PhaseResult(string Name, string Title)
{
    public List<Check> Checks { get; } = [];

    public TimeSpan Took { get; set; }

    /// <summary>Whether it was played at all; after a phase that broke off the others are not.</summary>
    public bool Played { get; set; }

    public bool Passed => Played && Checks.TrueForAll(check => check.Passed);
}
