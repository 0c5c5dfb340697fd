using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A server that lost more than a log: a meet's passwords, a whole meet, the signing key.</summary>
public class RecoveryLossTests
{
    // P17
    [Fact]
    public async Task The_specification_s_restored_meet_happens_number_by_number()
    {
        await using var stage = await RecoveryStage.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(stage.Server, headTable: 10, desk2: 5);
        var (server, epoch, id) = (stage.Server, scene.Epoch, scene.MeetId);
        // As at the end of the first example: 61 to 64, 52 items.
        await scene.A.AskAsync("UpdateInit", Batch(epoch, Set(Lot, 9, 2031, 60)), "UpdateAck");
        await scene.B.AskAsync("UpdateInit", Batch(epoch, Set(Lot, 7, 12, 60), Set("registration.entries[10007].team", "Iron", 13, 60), Set("registration.entries[10007].bodyweightKg", 88.9, 14, 60)), "UpdateAck");
        var held = await scene.A.PullAllAsync();
        Assert.Equal((52, 64), (held["updatesRelayed"]!.AsArray().Count, (int)held["headServerSeq"]!));

        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.RestartAsync(() => server.LoseMeet(id));
        await using var b = await stage.KnowingAsync("B again", scene.TokenB);
        await using var display = await WireClient.ConnectAsync(server.Address, "display");
        var pending = Batch(epoch, Set("registration.entries[10007].name", "Al B. Bo", 15, 64));

        foreach (var (name, fields) in new[] { ("UpdateInit", pending), ("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 64 }), ("SettleConflict", new() { ["conflictId"] = 62, ["action"] = "apply" }) })
        {
            var no = await b.AskAsync(name, fields, "RequestRejected");
            Assert.Equal((name, "MEET_LOST", 5000), ((string)no["request"]!, (string)no["code"]!, (int)no["retryAfterMs"]!));
        }

        display.Say("JoinMeet", new() { ["meetId"] = id, ["viewToken"] = scene.ViewToken });
        var shut = await display.HearAsync("JoinRejected");
        Assert.Equal(("MEET_LOST", 5000), ((string)shut["code"]!, (int)shut["retryAfterMs"]!));
        Assert.Contains("meet_lost", await server.GetAsync($"/api/meets/{id}", scene.TokenB), StringComparison.Ordinal);
        Assert.StartsWith("503", await server.GetAsync($"/api/meets/{id}", scene.ViewToken), StringComparison.Ordinal);

        await using var a = await WireClient.ConnectAsync(server.Address, "A again");
        a.Say("CreateMeet", Restore(id, epoch, scene.A.Token));
        var made = (await a.HearNextAsync("MeetCreated")).Fields;
        Assert.Equal((id, 2, scene.ViewToken), ((string)made["meetId"]!, (int)made["headServerSeq"]!, (string)made["viewToken"]!));
        Assert.NotEqual(epoch, (string)made["epoch"]!);
        Expect("""{"from":10010000,"to":10019999}""", made["entryIds"]!.AsObject());
        Assert.Equal("RECOVERING", (string?)(await b.AskAsync("UpdateInit", pending, "RequestRejected"))["code"]);

        var asked = await stage.PassTimeAsync(a.HearAsync("StateRecoveryRequest"));
        Expect($$"""{"meetId":"{{id}}","epoch":"{{epoch}}","lastServerSeq":0,"limit":500}""", asked);
        a.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 64, [.. held["updatesRelayed"]!.AsArray().Select(item => item!.DeepClone().AsObject())]));
        Expect($$"""{"meetId":"{{id}}","epoch":"{{epoch}}","lastServerSeq":64,"limit":500}""", await stage.PassTimeAsync(b.HearAsync("StateRecoveryRequest")));
        b.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 64));

        var now = (string)made["epoch"]!;
        foreach (var client in (WireClient[])[a, b])
        {
            var recovered = await stage.PassTimeAsync(client.HearAsync("StateRecovered"));
            Expect($$"""{"meetId":"{{id}}","epoch":"{{now}}","previousEpoch":"{{epoch}}","recoveredThroughSeq":64,"updatesRecovered":52,"headServerSeq":55}""", recovered);
        }

        var ack = await b.AskAsync("UpdateInit", pending, "UpdateAck");
        Expect("""[{"localSeqNum":15,"serverSeqNum":56}]""", ack["updateAcks"]!);
        var page = await b.AskAsync("ClientPull", new() { ["epoch"] = now, ["lastServerSeq"] = 0 }, "ServerPull");
        Assert.Equal((53, false), (page["updatesRelayed"]!.AsArray().Count, (bool)page["more"]!));

        display.Say("JoinMeet", new() { ["meetId"] = id, ["viewToken"] = scene.ViewToken });
        Assert.Equal("viewer", (string?)(await display.HearAsync("MeetJoined"))["role"]);
        await using var second = await WireClient.ConnectAsync(server.Address, "A twice");
        second.Say("CreateMeet", Restore(id, epoch, scene.A.Token));
        Assert.Equal("MEET_EXISTS", (string?)(await second.HearAsync("RequestRejected"))["code"]);
    }

    // P17: clients drop nothing.
    [Fact]
    public async Task A_desk_goes_on_without_a_noticeable_loss_once_its_lost_meet_is_restored()
    {
        await using var stage = await RecoveryStage.StartAsync();
        var server = stage.Server;
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        head.Set("meet.name", "Spring Open");
        desk.Set("registration.entries[20001]", Entry(20001));
        await UntilAgreedAsync(head, desk);
        var (before, id, epoch) = (RecoveryContent.Of(head), head.Memory.MeetId, head.Memory.Epoch);

        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.RestartAsync(() => server.LoseMeet(id));
        await desk.ConnectAsync();
        await using var restored = server.DeskAt("Head table");
        await restored.CreateAsync(Locations(), new() { ["meetId"] = id, ["epoch"] = epoch, ["sessionToken"] = head.Memory.Token });
        await stage.PassTimeAsync(desk.UntilAsync(() => desk.Memory.Epoch != epoch && desk.IsInStep, "the recovery"));

        Assert.Equal((id, head.Memory.ViewToken), (restored.Memory.MeetId, restored.Memory.ViewToken));
        await UntilAgreedAsync(restored, desk);
        Assert.Equal(before, RecoveryContent.Of(desk));
        desk.Set("meet.city", "Ulm");
        await UntilAgreedAsync(restored, desk);
    }

    // P17
    [Fact]
    public async Task Without_a_token_that_verifies_a_new_id_is_made_and_only_the_one_who_made_it_is_asked()
    {
        await using var stage = await RecoveryStage.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(stage.Server, headTable: 10, desk2: 5);
        await stage.Server.RestartAsync(() => stage.Server.LoseMeet(scene.MeetId));

        await using var a = await WireClient.ConnectAsync(stage.Server.Address, "A again");
        // Not a director's, so it proves nothing.
        a.Say("CreateMeet", Restore(scene.MeetId, scene.Epoch, scene.TokenB));
        var made = await a.HearAsync("MeetCreated");
        var id = (string)made["meetId"]!;
        await using var b = await WireClient.ConnectAsync(stage.Server.Address, "B");
        b.Say("JoinMeet", Join(id, "Desk 2"));
        await b.HearAsync("MeetJoined");

        Assert.NotEqual(scene.MeetId, id);
        Assert.Equal(0, await stage.AskedAsync(a));
        a.SayAs("StateRecoveryResponse", RecoveryStage.Held(scene.Epoch, 60, RecoveryStage.Item("meet.name", "Spring Open", 4)));
        Assert.Equal(1, (int)(await stage.PassTimeAsync(b.HearAsync("StateRecovered")))["updatesRecovered"]!);
        Assert.DoesNotContain(await b.HearTheRestAsync(), said => said.Name == "StateRecoveryRequest");
        await using var old = await stage.KnowingAsync("B with its old token", scene.TokenB);
        Assert.Equal("MEET_LOST", (string?)(await old.AskAsync("ClientPull", new() { ["lastServerSeq"] = 60 }, "RequestRejected"))["code"]);
    }

    // P17
    [Fact]
    public async Task With_the_signing_key_gone_too_no_token_is_known_and_a_restored_meet_has_a_new_id()
    {
        await using var stage = await RecoveryStage.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(stage.Server, headTable: 10, desk2: 5);
        await stage.Server.RestartAsync(() =>
        {
            stage.Server.LoseMeet(scene.MeetId);
            foreach (var key in Directory.GetFiles(stage.Server.DataFolder, "signing.key*", SearchOption.AllDirectories))
                File.Delete(key);
        });

        await using var b = await stage.KnowingAsync("B again", scene.TokenB);
        var invalid = await b.AskAsync("ClientPull", new() { ["lastServerSeq"] = 60 }, "InvalidSession");
        await using var a = await WireClient.ConnectAsync(stage.Server.Address, "A again");
        a.Say("CreateMeet", Restore(scene.MeetId, scene.Epoch, scene.A.Token));
        var made = await a.HearAsync("MeetCreated");

        Assert.Equal(("UNKNOWN", scene.TokenB), ((string)invalid["code"]!, (string)invalid["sessionToken"]!));
        Assert.NotEqual(scene.MeetId, (string)made["meetId"]!);
        Assert.Equal(0, await stage.AskedAsync(a));
    }

    [Fact]
    public async Task With_only_the_passwords_lost_a_restore_brings_them_back_and_touches_neither_epoch_nor_content()
    {
        await using var stage = await RecoveryStage.StartAsync();
        var server = stage.Server;
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var before = await scene.A.PullAllAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.RestartAsync(() => File.Delete(Path.Combine(server.FolderOf(scene.MeetId), "auth.json")));

        await using var b = await stage.KnowingAsync("B again", scene.TokenB);
        var no = await b.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 60 }, "RequestRejected");
        await using var display = await WireClient.ConnectAsync(server.Address, "display");
        display.Say("JoinMeet", new() { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken });
        var shut = await display.HearAsync("JoinRejected");
        await using var a = await WireClient.ConnectAsync(server.Address, "A again");
        a.Say("CreateMeet", Restore(scene.MeetId, scene.Epoch, scene.A.Token));
        var made = await a.HearAsync("MeetCreated");
        var mine = await a.PullAllAsync();
        var theirs = await b.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 60 }, "ServerPull");

        Assert.Equal(("MEET_LOST", "MEET_LOST"), ((string)no["code"]!, (string)shut["code"]!));
        Assert.Equal((scene.MeetId, scene.Epoch), ((string)made["meetId"]!, (string)made["epoch"]!));
        Assert.True(JsonNode.DeepEquals(before["updatesRelayed"], mine["updatesRelayed"]), a.ToString());
        Assert.Equal((scene.Epoch, false, 0), ((string)theirs["epoch"]!, (bool)theirs["resync"]!, theirs["updatesRelayed"]!.AsArray().Count));
    }

    private static JsonObject Restore(string id, string epoch, string token)
    {
        var create = Create(Locations());
        create["restore"] = new JsonObject { ["meetId"] = id, ["epoch"] = epoch, ["sessionToken"] = token };
        return create;
    }

    private static void Expect(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"wanted {expected}, heard {actual.ToJsonString()}");
}
