using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary>Somebody in the demo whose doings are told, with a colour of its own.</summary>
internal sealed record Who(string Name, Color Colour)
{
    /// <summary>The server itself: its process, its disk.</summary>
    public static Who Server { get; } = new("Server", Color.Default);
}
