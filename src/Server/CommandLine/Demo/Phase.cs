namespace Rollcall.Server.CommandLine.Demo;

/// <summary>One part of the demo: plays something against the server and tells what was received, each line a check.</summary>
/// <param name="name">One word, for programs.</param>
/// <param name="title">What a newcomer sees happen.</param>
internal abstract class Phase(string name, string title)
{
    public string Name => name;

    public string Title => title;

    /// <summary>Plays it. Throws <see cref="PlayBrokenException"/> where what it waits for does not come.</summary>
    public abstract Task PlayAsync(Narrator tell, CancellationToken cancel);
}
