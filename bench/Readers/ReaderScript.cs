namespace Rollcall.Bench.Readers;

/// <summary>How readers of a server come and what they count.</summary>
/// <param name="Port">Where it listens, on this machine.</param>
/// <param name="Path">The address of its WebSocket.</param>
/// <param name="Hello">Text messages each reader sends once it is connected.</param>
/// <param name="Greeting">Messages each gets before it counts as connected.</param>
/// <param name="Separator">The byte that ends a message; null where each is a WebSocket message of its own.</param>
/// <param name="Welcome">How the first message begins; whoever hears another has not been let in, which ends the measurement. Null where it does not matter.</param>
internal sealed record ReaderScript(int Port, string Path, IReadOnlyList<string> Hello, int Greeting, byte? Separator, string? Welcome = null)
{
    /// <summary>The token each reader comes with; null where none is needed.</summary>
    public string? Token { get; init; }
}
