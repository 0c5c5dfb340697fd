using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Every join of a writer has entry ids of its own.</summary>
public class EntryIdTests
{
    // P14
    [Fact]
    public async Task No_two_joins_have_ids_in_common_over_restarts_and_losses_of_the_log()
    {
        await using var server = await MeetServer.StartAsync();
        await using var first = await WireClient.ConnectAsync(server.Address);
        first.Say("CreateMeet", Create(Locations()));
        var made = await first.HearAsync("MeetCreated");
        var (id, blocks) = ((string)made["meetId"]!, new List<(long From, long To)> { Block(made) });

        await JoinAsync(server, id, blocks, "Desk 2", "Desk 2", "Head table");
        await server.RestartAsync();
        await JoinAsync(server, id, blocks, "Desk 2");
        // Only passwords are shown: no token tells which blocks were given out in a life that is lost.
        for (var loss = 0; loss < 3; loss++)
        {
            await server.RestartAsync(() => server.LoseLog(id));
            await JoinAsync(server, id, blocks, "Desk 3", "Desk 2");
        }

        // The end of the log alone: the last joins are gone.
        await server.RestartAsync(() => CutLog(server.FolderOf(id), lines: 2));
        await JoinAsync(server, id, blocks, "Desk 3", "Desk 2");

        var ascending = blocks.OrderBy(block => block.From).ToList();
        Assert.Equal(13, ascending.Count);
        Assert.All(ascending, block => Assert.Equal(9_999, block.To - block.From));
        Assert.All(ascending.Zip(ascending.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From, string.Join(", ", blocks)));
    }

    // P14
    [Fact]
    public async Task After_a_loss_ids_lie_far_above_those_in_a_token_that_is_shown_and_in_what_comes_back()
    {
        await using var stage = await RecoveryStage.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(stage.Server, headTable: 10, desk2: 5);
        var held = await scene.A.PullAllAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.Server.RestartAsync(() => stage.Server.LoseMeet(scene.MeetId));
        await using var a = await WireClient.ConnectAsync(stage.Server.Address, "A again");
        var create = Create(Locations());
        create["restore"] = new JsonObject { ["meetId"] = scene.MeetId, ["epoch"] = scene.Epoch, ["sessionToken"] = scene.A.Token };
        a.Say("CreateMeet", create);
        var first = Block(await a.HearAsync("MeetCreated"));
        await stage.AskedAsync(a);
        var high = RecoveryStage.Item("registration.entries[50000007]", Entry(50_000_007), 61);
        a.SayAs("StateRecoveryResponse", RecoveryStage.Held(scene.Epoch, 61, [.. held["updatesRelayed"]!.AsArray().Select(item => item!.DeepClone().AsObject()), high]));
        await stage.PassTimeAsync(a.HearAsync("StateRecovered"));
        var blocks = new List<(long From, long To)>();
        await JoinAsync(stage.Server, scene.MeetId, blocks, "Desk 3");

        Assert.Equal(10_010_000, first.From);
        Assert.Equal(60_000_000, blocks[0].From);
    }

    private static async Task JoinAsync(MeetServer server, string id, List<(long From, long To)> blocks, params string[] locations)
    {
        foreach (var location in locations)
        {
            await using var client = await WireClient.ConnectAsync(server.Address, location);
            client.Say("JoinMeet", Join(id, location));
            blocks.Add(Block(await client.HearAsync("MeetJoined")));
        }
    }

    private static (long From, long To) Block(JsonObject joined) => ((long)joined["entryIds"]!["from"]!, (long)joined["entryIds"]!["to"]!);

    private static void CutLog(string folder, int lines)
    {
        var log = Path.Combine(folder, "updates.log");
        var text = File.ReadAllText(log).Split('\n');
        File.WriteAllText(log, string.Join('\n', text[..^(lines + 1)]) + "\n");
    }
}
