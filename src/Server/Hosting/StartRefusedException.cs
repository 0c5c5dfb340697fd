namespace Rollcall.Server.Hosting;

/// <summary>The server cannot start as it is set up: one line per reason, each naming the key or thing, its value and the mend. The command line prints
/// the lines and ends with code 2, without a stack trace.</summary>
public sealed class StartRefusedException(IReadOnlyList<string> lines) : Exception(string.Join('\n', lines))
{
    /// <summary>A refusal for one reason.</summary>
    public StartRefusedException(string line) : this([line]) { }

    /// <summary>What to print, one reason each.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
