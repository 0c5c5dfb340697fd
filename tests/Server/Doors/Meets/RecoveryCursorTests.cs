using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Clients that seem to know more than the server: some do.</summary>
public class RecoveryCursorTests
{
    // P18
    [Fact]
    public async Task A_made_up_cursor_changes_no_epoch_and_loses_nothing()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var before = await scene.A.PullAllAsync();

        scene.B.SayAs("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 61 });
        var asked = await scene.B.HearAsync("StateRecoveryRequest");
        Assert.Equal((scene.Epoch, 60), ((string)asked["epoch"]!, (int)asked["lastServerSeq"]!));
        scene.B.SayAs("StateRecoveryResponse", RecoveryStage.Held(scene.Epoch, 61));
        var page = await scene.B.HearAsync("ServerPull");

        Assert.Equal((scene.Epoch, true), ((string)page["epoch"]!, (bool)page["resync"]!));
        Assert.True(JsonNode.DeepEquals(before["updatesRelayed"], page["updatesRelayed"]), scene.B.ToString());
        var rest = await scene.A.HearTheRestAsync();
        Assert.Empty(rest);
        Assert.DoesNotContain(server.LogOf(scene.MeetId), line => (string)line["type"]! == "EpochBegan");
    }

    // P18
    [Fact]
    public async Task A_log_whose_end_is_gone_gets_it_back_from_the_desk_that_holds_it()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        head.Set("meet.name", "Spring Open");
        head.Set("meet.city", "Ulm");
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        head.Set("meet.city", "Bonn");
        head.Set("meet.state", "NW");
        await head.UntilInStepAsync();
        var (before, epoch) = (RecoveryContent.Of(head), head.Memory.Epoch);

        await server.RestartAsync(() => CutLog(server.FolderOf(head.Memory.MeetId), lines: 2));
        // One that holds nothing of the end is not a reason to begin.
        await desk.ConnectAsync();
        await desk.UntilInStepAsync();
        Assert.Equal(epoch, desk.Memory.Epoch);
        await head.ConnectAsync();
        await head.UntilAsync(() => head.Memory.Epoch != epoch && head.IsInStep, "the recovery");

        await UntilAgreedAsync(head, desk);
        Assert.Equal(before, RecoveryContent.Of(desk));
        Assert.Single(server.LogOf(head.Memory.MeetId), line => (string)line["type"]! == "EpochBegan");
    }

    // 7.6: late answers.
    [Fact]
    public async Task A_desk_that_was_away_while_the_others_were_asked_is_merged_by_priority_and_nothing_is_lost_silently()
    {
        await using var stage = await RecoveryStage.StartAsync();
        var server = stage.Server;
        await using var a = await WireClient.ConnectAsync(server.Address, "A");
        a.Say("CreateMeet", Create(Locations()));
        var created = await a.HearAsync("MeetCreated");
        var (id, epoch) = ((string)created["meetId"]!, (string)created["epoch"]!);
        await using var b = await server.JoinWireAsync(id, "Desk 2");
        await using var c = await server.JoinWireAsync(id, "Desk 3");
        await server.RestartAsync(() => server.LoseLog(id));

        await using var backA = await stage.BackAsync("A again", a.Token, epoch, 20);
        await using var backB = await stage.BackAsync("B again", b.Token, epoch, 20);
        await stage.AskedAsync(backA);
        backA.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 20,
            RecoveryStage.Item("meet.name", "Spring Open", 4), RecoveryStage.Item("meet.city", "Ulm", 11, "Desk 2", 5, "bbbbbbbbbbb")));
        await stage.AskedAsync(backB);
        backB.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 20));
        var recovered = await stage.PassTimeAsync(backA.HearAsync("StateRecovered"));
        var (now, head) = ((string)recovered["epoch"]!, (long)recovered["headServerSeq"]!);
        await backA.AskAsync("ClientPull", new() { ["epoch"] = now, ["lastServerSeq"] = 0, ["watch"] = new JsonArray("updates", "conflicts") }, "ServerPull");
        await backB.AskAsync("ClientPull", new() { ["epoch"] = now, ["lastServerSeq"] = 0 }, "ServerPull");
        // New work, before the third is back.
        await backB.AskAsync("UpdateInit", Batch(now, Set("meet.city", "Bonn", 1, head)), "UpdateAck");
        await backA.AskAsync("UpdateInit", Batch(now, Set("meet.state", "NW", 1, head)), "UpdateAck");
        await backA.HearTheRestAsync();

        await using var late = await stage.KnowingAsync("C, late", c.Token);
        late.SayAs("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 40 });
        Assert.Equal(20, (int)(await late.HearAsync("StateRecoveryRequest"))["lastServerSeq"]!);
        late.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 40,
            RecoveryStage.Item("meet.city", "Kiel", 25), RecoveryStage.Item("meet.state", "SH", 30, "Desk 3", 1000, "ccccccccccc"), RecoveryStage.Item("meet.name", "Autumn Open", 35, "Desk 3", 5, "ccccccccccc")));
        var page = await late.HearAsync("ServerPull");

        Assert.Equal((now, true), ((string)page["epoch"]!, (bool)page["resync"]!));
        var content = page["updatesRelayed"]!.AsArray().Select(item => ((string)item!["updateKey"]!, (string)item["updateValue"]!, (int)item["priority"]!)).Order().ToList();
        // The head table's older value (10) against Desk 2's new one (5), Desk 3's (5) against the head table's new one (10), and one that only replaces what is older.
        Assert.Equal([("meet.city", "Kiel", 10), ("meet.name", "Autumn Open", 5), ("meet.state", "NW", 10)], content);
        var heard = await backA.HearTheRestAsync();
        Assert.DoesNotContain(heard, said => said.Name is "StateRecovered" or "ServerNotice");
        Assert.Equal(["Kiel", "Autumn Open"], heard.Where(said => said.Name == "UpdateRelay").SelectMany(said => said.Fields["updatesRelayed"]!.AsArray()).Select(item => (string)item!["updateValue"]!));
        Assert.Equal(["Bonn", "SH"], heard.Where(said => said.Name == "ConflictNotice").SelectMany(said => said.Fields["conflicts"]!.AsArray()).SelectMany(one => one!["lost"]!.AsArray()).Select(lost => (string)lost!["updateValue"]!));

        // What is held now reaches to 40: a cursor there is believed, one above it is asked about.
        await using var again = await stage.KnowingAsync("C once more", c.Token);
        Assert.True((bool)(await again.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 40 }, "ServerPull"))["resync"]!);
        again.SayAs("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 41 });
        Assert.Equal(40, (int)(await again.HearAsync("StateRecoveryRequest"))["lastServerSeq"]!);
    }

    [Fact]
    public async Task Where_nobody_asked_holds_anything_the_first_desk_that_does_brings_it_back_late()
    {
        await using var stage = await RecoveryStage.StartAsync();
        var server = stage.Server;
        await using var head = await server.CreateMeetAsync();
        head.Set("meet.name", "Spring Open");
        head.Set("registration.entries[10001]", Entry(10001));
        await head.UntilInStepAsync();
        var (before, epoch) = (RecoveryContent.Of(head), head.Memory.Epoch);

        await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));
        await using var desk = server.DeskAt("Desk 2");
        await stage.PassTimeAsync(desk.JoinAsync(head.Memory.MeetId));
        await stage.PassTimeAsync(desk.UntilInStepAsync());
        Assert.Empty(desk.Memory.Canonical.Items);
        await head.ConnectAsync();
        await head.UntilAsync(() => head.Memory.Epoch != epoch && head.IsInStep, "being in the new epoch");

        await UntilAgreedAsync(head, desk);
        Assert.Equal(before, RecoveryContent.Of(desk));
    }

    private static void CutLog(string folder, int lines)
    {
        var log = Path.Combine(folder, "updates.log");
        var text = File.ReadAllText(log).Split('\n');
        File.WriteAllText(log, string.Join('\n', text[..^(lines + 1)]) + "\n");
    }
}
