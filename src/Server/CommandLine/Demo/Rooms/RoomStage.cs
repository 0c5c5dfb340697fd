using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Rooms;

/// <summary>The three people of the rooms that are played. Handed from phase to phase; the server runs already.</summary>
internal sealed class RoomStage(ThrowAwayServer server, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The room everybody may enter.</summary>
    public const string Hall = "hall";

    public ThrowAwayServer Server => server;

    /// <summary>Makes the rooms and keeps order in them.</summary>
    public DemoGuest Anna { get; } = new("Anna", Color.Teal, server, time);

    public DemoGuest Ben { get; } = new("Ben", Color.Olive, server, time);

    public DemoGuest Cleo { get; } = new("Cleo", Color.Purple, server, time);

    public IReadOnlyList<DemoGuest> Everybody => [Anna, Ben, Cleo];

    /// <summary>Checks that everybody heard the same, number by number.</summary>
    public static void CheckSame(Narrator tell, DemoGuest first, IReadOnlyList<string> heard, IEnumerable<(DemoGuest Guest, IReadOnlyList<string> Heard)> others)
    {
        foreach (var (guest, came) in others)
        {
            tell.Check(guest.Who, $"heard the same {came.Count} as {first.Who.Name}, in the same order", came.SequenceEqual(heard),
                string.Join(", ", heard), string.Join(", ", came));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var guest in Everybody)
            await guest.DisposeAsync();
    }
}
