using System.Text.Json.Nodes;
using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>A client that remembers what it held at many cursors, and goes on from a random one of them page by page, each of a random size. Driven by one task.</summary>
internal sealed class RandomPuller : IAsyncDisposable
{
    private const int MostRemembered = 12;

    private readonly WireClient client;
    private readonly Random chance;
    // What somebody holds who has been told everything up to the number.
    private readonly List<(long Cursor, IReadOnlyList<DeskItem> Held)> remembered = [(0, [])];

    private RandomPuller(WireClient client, Random chance) => (this.client, this.chance) = (client, chance);

    public int Pages { get; private set; }

    public static async Task<RandomPuller> JoinAsync(MeetServer server, string meetId, Random chance) =>
        new(await server.JoinWireAsync(meetId, "Desk 2", watch: []), chance);

    public async Task PullWhileAsync(Func<bool> goesOn)
    {
        while (goesOn())
        {
            var (cursor, held) = remembered[chance.Next(remembered.Count)];
            for (var pages = 1 + chance.Next(6); pages > 0; pages--)
                (cursor, held, _) = await PullAsync(cursor, held);
            // The beginning stays.
            if (remembered.Count == MostRemembered)
                remembered.RemoveAt(1 + chance.Next(remembered.Count - 1));
            remembered.Add((cursor, held));
        }
    }

    /// <summary>From wherever it ever was, the rest of the pages leads to the same.</summary>
    public async Task DemandAllEndAtAsync(IReadOnlyDictionary<string, DeskItem> content, string which)
    {
        foreach (var start in remembered)
        {
            var (cursor, held, more) = (start.Cursor, start.Held, true);
            while (more)
                (cursor, held, more) = await PullAsync(cursor, held);
            var wrong = held.Where(item => !content.TryGetValue(item.Key, out var right) || !right.SameAs(item)).Select(item => item.ToString())
                .Concat(content.Values.Where(item => held.All(one => one.Key != item.Key)).Select(item => $"lacks {item}")).ToList();
            Assert.True(wrong.Count == 0, $"{which}, from {start.Cursor}: {string.Join("\n", wrong)}");
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task<(long Cursor, IReadOnlyList<DeskItem> Held, bool More)> PullAsync(long cursor, IReadOnlyList<DeskItem> held)
    {
        Pages++;
        var page = await client.AskAsync("ClientPull", new() { ["lastServerSeq"] = cursor, ["limit"] = 1 + chance.Next(40), ["watch"] = new JsonArray() }, "ServerPull");
        Assert.False((bool)page["resync"]!);
        var folded = new CanonicalLog();
        foreach (var item in held.OrderBy(one => one.Number))
            folded.Take(item);
        foreach (var item in page["updatesRelayed"]!.AsArray())
            folded.Take(DeskItem.Read(item!.AsObject()));
        var told = (long)page["lastServerSeq"]!;
        Assert.True(told >= cursor, $"a pull from {cursor} ended at {told}");
        return (told, [.. folded.Items.Values], (bool)page["more"]!);
    }
}
