using System.Text.Json.Nodes;
using Rollcall.Tests.Server.Doors.Meets;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>A server process on the real disk, three meets and eight desks that write as fast as they are answered. Driven by one task; the writing desks are tasks of their own.</summary>
internal sealed class CrashDrill(int seed) : IAsyncDisposable
{
    private const int MostPending = 12;

    private static readonly (int Meet, string Location)[] Places =
        [(0, "Head table"), (1, "Head table"), (2, "Head table"), (0, "Desk 2"), (0, "Desk 3"), (1, "Desk 2"), (1, "Desk 3"), (2, "Desk 2")];

    private readonly Random chance = new(seed);
    private readonly TemporaryFolder folder = new();
    private readonly List<Desk> desks = [];
    private RollcallProcess? server;
    private Uri address = new("http://127.0.0.1:1/");

    public int Kills { get; private set; }

    public int Acknowledged => desks.Sum(desk => desk.Look(at => at.Memory.History.Count(edit => edit.Acked is not null)));

    public int TornTails { get; private set; }

    public async Task BeginAsync()
    {
        await StartAsync();
        foreach (var (meet, location) in Places)
        {
            var desk = new Desk(location, () => address, MeetFixture.Password) { Haste = 20 };
            desks.Add(desk);
            if (location == "Head table")
                await desk.CreateAsync(MeetFixture.Locations());
            else
                await desk.JoinAsync(desks[meet].Memory.MeetId);
        }
    }

    /// <summary>Load, a kill in the middle of it, a look at the files, a start, and a look at what came back.</summary>
    public async Task RoundAsync()
    {
        var writers = desks.Select((desk, i) => WriteAsync(desk, new Random(chance.Next()), i)).ToList();
        await Task.Delay(chance.Next(20, 500));
        server!.KillHard();
        await server.EndAsync();
        Kills++;
        await Task.WhenAll(writers);
        foreach (var desk in desks)
            await desk.UntilAsync(() => !desk.IsConnected, "noticing that the server went");
        TornTails += desks.Take(3).Count(desk => IsTorn(desk));

        var verified = await RollcallProcess.RunAsync(folder.Path, "verify");
        Assert.True(verified.Code == 0, $"seed {seed}, kill {Kills}: {verified.Output}{verified.Errors}");
        server.Dispose();
        await StartAsync();
        foreach (var desk in desks)
            Assert.True(await desk.ConnectAsync());
        for (var meet = 0; meet < 3; meet++)
        {
            var members = desks.Where((_, i) => Places[i].Meet == meet).ToArray();
            await MeetFixture.UntilAgreedAsync(members);
            Check(members, MeetLogFile.Read(FolderOf(members[0])));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in desks)
            await desk.DisposeAsync();
        server?.Dispose();
        folder.Dispose();
    }

    private static async Task WriteAsync(Desk desk, Random chance, int place)
    {
        for (var i = 0; desk.IsConnected; i++)
        {
            var key = chance.Next(3) == 0 ? $"meet.shared{chance.Next(3)}" : $"meet.own{place}x{chance.Next(8)}";
            desk.Set(key, $"{i} {new string('x', chance.Next(60))}");
            await desk.UntilAsync(() => desk.Memory.Pending.Count < MostPending || !desk.IsConnected, "having been answered");
        }
    }

    private async Task StartAsync()
    {
        server = RollcallProcess.Serve(folder.Path, "--meets.creates_per_hour", "1000", "--meets.messages_per_second", "10000", "--meets.message_burst", "100000");
        address = await server.AddressAsync();
    }

    private void Check(Desk[] members, IReadOnlyList<JsonObject> log)
    {
        Assert.Equal(1, (long)log[0]["seq"]!);
        var byOp = log.Where(one => one["op"] is not null).GroupBy(one => (string)one["op"]!, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.ToList(), StringComparer.Ordinal);
        Assert.All(byOp, one => Assert.True(one.Value.Count == 1, $"seed {seed}, kill {Kills}: {one.Key} is in the log {one.Value.Count} times"));
        foreach (var desk in members)
        {
            foreach (var edit in desk.Look(at => at.Memory.History.Where(one => one.Acked is not null).ToList()))
            {
                Assert.True(byOp.TryGetValue($"{desk.Memory.AuthorId}:{edit.Local}", out var found), $"seed {seed}, kill {Kills}: {desk.Name} was told of an update that is gone: {edit}\n{desk.Story()}");
                var number = (string?)found[0]["type"] == "Confirmed" ? (long)found[0]["body"]!["number"]! : (long)found[0]["seq"]!;
                Assert.True(edit.Acked == (desk.Memory.Epoch, number), $"seed {seed}, kill {Kills}: {desk.Name} was told another number than the {number} of the log: {edit}");
            }

            // What it heard of others counts as told, too.
            foreach (var item in desk.Look(at => at.Memory.Canonical.Items.Values.ToList()))
            {
                var happened = log[(int)item.Number - 1];
                Assert.True((long)happened["seq"]! == item.Number && (string?)happened["body"]!["authorId"] == item.AuthorId && JsonNode.DeepEquals(happened["body"]!["updateValue"], item.Value),
                    $"seed {seed}, kill {Kills}: {desk.Name} was told {item}, the log says {happened.ToJsonString()}");
            }
        }
    }

    private bool IsTorn(Desk desk)
    {
        using var log = File.OpenRead(Path.Combine(FolderOf(desk), "updates.log"));
        log.Seek(-1, SeekOrigin.End);
        return log.ReadByte() != '\n';
    }

    private string FolderOf(Desk desk) => Directory.GetDirectories(folder.Path, string.Concat(desk.Memory.MeetId.Where(char.IsAsciiDigit)), SearchOption.AllDirectories).Single();
}
