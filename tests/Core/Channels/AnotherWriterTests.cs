using System.Collections.Immutable;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

/// <summary>Several nodes write one meet: between the decision of one and its append another may append first. Then it folds in what it missed and decides again.</summary>
public class AnotherWriterTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    private long behind;
    private long updates;

    [Fact] // P2, P3, P5, P6 with a second writer
    public async Task Order_idempotency_and_hearing_hold_whoever_appends_first()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("ROLLCALL_SEED"), out var given) ? given : 1;
        var count = given > 0 ? 1 : IsLong ? 10_000 : 2_000;
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            try
            {
                await PlayAsync(seed);
            }
            catch (Exception failed)
            {
                throw new InvalidOperationException($"seed {seed}: {failed.Message}", failed);
            }
        });
        output.WriteLine($"another writer: {count} interleavings, {updates} updates, {behind} times somebody else was first; first seed {first}");
        Assert.True(behind > count, "hardly ever was anybody else first; the test shows nothing");
    }

    private async Task PlayAsync(int seed)
    {
        var chance = new Random(seed);
        var store = new MemoryStore { BeforeAppend = async _ => await PauseAsync(chance) };
        var bus = new TestBus(() => Chance(chance, 4) == 0);
        var nodes = new List<Node> { await Node.StartAsync(store, LivedMeet.Channel, bus) };
        (string Name, int Priority)[] locations = [("Head table", 10), ("Desk 2", 5), ("Desk 3", 5)];
        var sessions = locations.Select((one, i) => new NewSession($"session{i}", $"author{i}", one.Name, Writes: true, Now)).ToList();
        await nodes[0].AskAsync(new MeetCommand.Create("k3f9x2", Some.Auth(locations), sessions[0]));
        for (var i = 1 + Chance(chance, 2); i > 0; i--)
            nodes.Add(await Node.StartAsync(store, LivedMeet.Channel, bus));
        for (var i = 1; i < sessions.Count; i++)
            await nodes[Chance(chance, nodes.Count)].AskAsync(new MeetCommand.Join(sessions[i], "m81qz0", null, null, 500));

        var desks = await Task.WhenAll(sessions.Select(session => WriteAsync(session, nodes, chance)));
        foreach (var node in nodes)
            await node.CatchUpAsync();

        Check(store, nodes, desks);
        foreach (var node in nodes)
            await node.Actor.StopAsync();
        Interlocked.Add(ref behind, store.Behind);
    }

    /// <summary>One desk: batches to whichever node, some sent twice and to two nodes at once; gives all answers to each local number.</summary>
    private async Task<Dictionary<long, List<string>>> WriteAsync(NewSession session, List<Node> nodes, Random chance)
    {
        var answers = new Dictionary<long, List<string>>();
        var local = 0L;
        for (var batch = 0; batch < 6; batch++)
        {
            var proposed = Enumerable.Range(0, 1 + Chance(chance, 3)).Select(_ => Propose(++local, chance)).ToImmutableArray();
            var command = new MeetCommand.Update(session.Id, "k3f9x2", proposed);
            var asked = Enumerable.Range(0, Chance(chance, 3) == 0 ? 2 : 1).Select(_ => nodes[Chance(chance, nodes.Count)].AskAsync(command)).ToList();
            foreach (var answer in await Task.WhenAll(asked))
            {
                var judged = Assert.IsType<MeetAnswer.Judged>(answer);
                Assert.Equal(proposed.Select(one => one.LocalSeqNum), judged.Accepted.Select(one => one.Local).Concat(judged.Refused.Select(one => one.Local)).Order());
                foreach (var (number, told) in judged.Accepted)
                    Note(answers, number, $"number {told}");
                foreach (var (number, refusal) in judged.Refused)
                    Note(answers, number, $"{refusal.Code}, {refusal.Standing?.Number} stands");
            }
        }

        Interlocked.Add(ref updates, local);
        return answers;
    }

    private static ProposedUpdate Propose(long local, Random chance)
    {
        var entry = 10_000 + Chance(chance, 3);
        return Chance(chance, 6) switch
        {
            0 => Some.Update($"registration.entries[{entry}]", $$"""{"id":{{entry}},"name":"{{Chance(chance, 3)}}"}""", local, Chance(chance, 30)),
            1 => Some.Update($"registration.entries[{entry}]", null, local, Chance(chance, 30)),
            2 => Some.Update($"registration.entries[{entry}].lot", $"{Chance(chance, 4)}", local, Chance(chance, 30)),
            3 => Some.Update($"registration.entries[{entry}].squatKg[{Chance(chance, 2)}]", $"{Chance(chance, 4)}", local, Chance(chance, 30)),
            _ => Some.Update("meet.name", $"\"{Chance(chance, 4)}\"", local, Chance(chance, 30)),
        };
    }

    private static void Check(MemoryStore store, List<Node> nodes, IEnumerable<Dictionary<long, List<string>>> desks)
    {
        var log = store.EventsOf(LivedMeet.Channel);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(seq => (long)seq), log.Select(one => one.Seq));
        Assert.Empty(log.Where(one => one.Op is not null).GroupBy(one => one.Op).Where(group => group.Count() > 1).Select(group => group.Key));
        foreach (var node in nodes)
        {
            // From where it was opened on, each event once and in order.
            var opened = node.Gathering.Heard.Count == 0 ? log.Count + 1 : node.Gathering.Heard[0];
            Assert.Equal(log.Where(one => one.Seq >= opened).Select(one => one.Seq), node.Gathering.Heard);
            Assert.Equal(StateText.Of(nodes[0].Actor.State), StateText.Of(node.Actor.State));
        }

        var kind = new MeetKind(MeetRules.Default);
        var replayed = log.Aggregate(kind.Empty(LivedMeet.Channel), (state, line) => kind.Evolve(state, Opening.Read(kind, line)));
        Assert.Equal(StateText.Of(replayed), StateText.Of(nodes[0].Actor.State));
        Assert.All(desks.SelectMany(desk => desk.Values), told => Assert.Single(told.Distinct()));
    }

    private static void Note(Dictionary<long, List<string>> answers, long local, string told)
    {
        if (!answers.TryGetValue(local, out var all))
            answers[local] = all = [];
        all.Add(told);
    }

    private static async ValueTask PauseAsync(Random chance)
    {
        for (var i = Chance(chance, 4); i > 0; i--)
            await Task.Yield();
    }

    private static int Chance(Random chance, int below)
    {
        lock (chance)
            return chance.Next(below);
    }
}
