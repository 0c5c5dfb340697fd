using System.Text.Json.Nodes;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>The meet that is played: three desks, five displays, and the server they share. Handed from phase to phase.</summary>
internal sealed class MeetStage : IAsyncDisposable
{
    /// <summary>What everybody who joins must know.</summary>
    public const string Password = "Chalk-and-Ammonia-7";

    /// <summary>The lifter everybody works on.</summary>
    public const string Lifter = "registration.entries[20000]";

    public MeetStage(ThrowAwayServer server, TimeProvider time)
    {
        Server = server;
        HeadTable = new("Head table", Color.Teal, Spelling.Canonical, server, time);
        Scoring = new("Scoring", Color.Olive, Spelling.Flat, server, time);
        WeighIn = new("Weigh-in", Color.Purple, Spelling.Canonical, server, time);
        Displays = [.. Enumerable.Range(1, 5).Select(number =>
            new Desk($"Display {number}", Color.Grey, number % 2 == 1 ? Spelling.Canonical : Spelling.Flat, server, time))];
    }

    public ThrowAwayServer Server { get; }

    /// <summary>Priority 10, directs the meet.</summary>
    public Desk HeadTable { get; }

    /// <summary>Priority 5.</summary>
    public Desk Scoring { get; }

    /// <summary>Priority 1.</summary>
    public Desk WeighIn { get; }

    /// <summary>Read only.</summary>
    public IReadOnlyList<Desk> Displays { get; }

    /// <summary>All displays as one, where one line is enough for them.</summary>
    public Who AllDisplays { get; } = new("Displays", Color.Grey);

    /// <summary>Two desks as one.</summary>
    public Who Both { get; } = new("Both", Color.Default);

    /// <summary>All desks and displays as one.</summary>
    public Who Everybody { get; } = new("All", Color.Default);

    public IReadOnlyList<Desk> All => [HeadTable, Scoring, WeighIn, .. Displays];

    /// <summary>The meet id as the server wrote it, such as <c>482-913-057</c>.</summary>
    public string MeetId => HeadTable.Holds.Welcome!["meetId"].GetString()!;

    /// <summary>The meet's folder while it is not finished.</summary>
    public string Folder => Path.Combine(Server.Data, "current-meets", Digits);

    /// <summary>The meet's folder once it is finished.</summary>
    public string FinishedFolder => Path.Combine(Server.Data, "finished-meets", Digits);

    /// <summary>Where the results wait for the operator to send them.</summary>
    public string Outbox => Path.Combine(Server.Data, "outbox", Digits);

    private string Digits => MeetId.Replace("-", "", StringComparison.Ordinal);

    /// <summary>The fields of a <c>JoinMeet</c> for a desk, or for a display.</summary>
    public JsonObject Joining(Desk desk, string password = Password) => Displays.Contains(desk)
        ? new() { ["meetId"] = MeetId, ["password"] = password, ["readOnly"] = true }
        : new() { ["meetId"] = MeetId, ["password"] = password, ["locationName"] = desk.Name, ["watch"] = new JsonArray("updates", "conflicts") };

    /// <summary>Tells whether these hold the same values at the same keys.</summary>
    public static void CheckSame(Narrator tell, Who who, IReadOnlyList<Desk> desks)
    {
        var print = desks[0].Holds.Content.Fingerprint();
        var others = desks.Select(desk => (desk.Name, Print: desk.Holds.Content.Fingerprint())).Where(one => one.Print != print).ToList();
        tell.Check(who, $"hold the same {desks[0].Holds.Content.Items.Count} values, fingerprint {print}",
            others.Count == 0, $"{print} as {desks[0].Name}", string.Join(", ", others));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in All)
            await desk.DisposeAsync();
    }
}
