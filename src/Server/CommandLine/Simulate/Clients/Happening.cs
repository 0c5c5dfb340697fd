namespace Rollcall.Server.CommandLine.Simulate.Clients;

/// <summary>What a simulated client's loop is told.</summary>
internal abstract record Happening
{
    private Happening() { }

    /// <summary>It is time to connect.</summary>
    public sealed record Connect : Happening;

    /// <summary>The server said something.</summary>
    public sealed record Said(WeatheredLine Line, string Text) : Happening;

    /// <summary>The line is gone.</summary>
    public sealed record Ended(WeatheredLine Line) : Happening;

    /// <summary>An outage begins.</summary>
    public sealed record Drop : Happening;

    /// <summary>It is time to write something.</summary>
    public sealed record Write : Happening;

    /// <summary>The weather turns.</summary>
    /// <param name="Calm">Whether it is fine from now on.</param>
    public sealed record Turn(bool Calm) : Happening;
}
