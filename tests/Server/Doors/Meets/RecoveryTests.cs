using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A server that lost something, and the desks that give it back.</summary>
public class RecoveryTests
{
    [Fact]
    public async Task With_the_log_gone_one_desk_that_holds_everything_gives_everything_back()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        var before = Contents(head);
        var epoch = head.Memory.Epoch;
        await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));

        await head.ConnectAsync();
        await head.UntilInStepAsync();
        Assert.NotEqual(epoch, head.Memory.Epoch);
        Assert.Equal(before, Contents(head));
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        await using var fresh = await server.JoinMeetAsync(head, "Desk 3");
        await UntilAgreedAsync(head, desk, fresh);
        Assert.Equal(before, Contents(fresh));
        Assert.True(fresh.Memory.EntryIds[0].From >= 10_000_000, "the new block lies far above those that may have been given out");
    }

    [Fact]
    public async Task Desks_are_asked_one_at_a_time_the_highest_priority_first_and_only_for_what_is_missing()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 15 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 20);
        var items = await HeldByAsync(scene.A);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));

        await using var a = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 60);
        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 40);
        clock.Advance(TimeSpan.FromSeconds(14));
        Assert.DoesNotContain(await b.HearTheRestAsync(), said => said.Name == "StateRecoveryRequest");
        clock.Advance(TimeSpan.FromSeconds(1));

        Expect($$"""{"meetId":"{{scene.MeetId}}","epoch":"{{scene.Epoch}}","lastServerSeq":0,"limit":500}""", await b.HearAsync("StateRecoveryRequest"));
        Assert.DoesNotContain(await a.HearTheRestAsync(), said => said.Name == "StateRecoveryRequest");
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 40, items.Where(item => Number(item) <= 40)));
        Expect($$"""{"meetId":"{{scene.MeetId}}","epoch":"{{scene.Epoch}}","lastServerSeq":40,"limit":500}""", await a.HearAsync("StateRecoveryRequest"));
        a.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items.Where(item => Number(item) > 40)));
        var recovered = await a.HearAsync("StateRecovered");
        Assert.Equal((scene.Epoch, 60, items.Count), ((string)recovered["previousEpoch"]!, (int)recovered["recoveredThroughSeq"]!, (int)recovered["updatesRecovered"]!));
        await b.HearAsync("StateRecovered");
        var page = await a.AskAsync("ClientPull", new() { ["epoch"] = (string)recovered["epoch"]!, ["lastServerSeq"] = 0 }, "ServerPull");
        Assert.Equal(Values(items), Values([.. page["updatesRelayed"]!.AsArray().Select(one => one!.AsObject())]));
    }

    [Fact]
    public async Task A_desk_that_does_not_answer_costs_its_turn_and_no_more()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 1 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var items = await HeldByAsync(scene.A);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        await using var a = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 60);
        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 60);
        clock.Advance(TimeSpan.FromSeconds(1));
        await a.HearAsync("StateRecoveryRequest");
        await a.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, (int)(await b.HearAsync("StateRecoveryRequest"))["lastServerSeq"]!);
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items));
        Assert.Equal(items.Count, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
        // A's answer comes when nobody asks any more.
        a.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items));
        Assert.Equal("NOT_ASKED", (string)(await a.HearAsync("RequestRejected", no => (string)no["request"]! == "StateRecoveryResponse"))["code"]!);
    }

    [Fact]
    public async Task A_desk_whose_line_breaks_in_its_turn_is_asked_again_when_it_is_back()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 1 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var items = await HeldByAsync(scene.A);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        var a = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 60);
        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 40);
        clock.Advance(TimeSpan.FromSeconds(1));
        await a.HearAsync("StateRecoveryRequest");
        await a.DisposeAsync();
        // Its turn is over at once; back again, it is asked for what the others did not hold.
        var askedB = await b.HearAsync("StateRecoveryRequest");
        await using var back = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 60);
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 40, items.Where(item => Number(item) <= 40)));
        var asked = await back.HearAsync("StateRecoveryRequest");
        back.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items.Where(item => Number(item) > 40)));
        Assert.Equal((0, 40), ((int)askedB["lastServerSeq"]!, (int)asked["lastServerSeq"]!));
        Assert.Equal(items.Count, (int)(await back.HearAsync("StateRecovered"))["updatesRecovered"]!);
    }

    [Fact]
    public async Task A_page_against_the_rules_ends_the_turn_and_nothing_of_it_counts()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 1 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var items = await HeldByAsync(scene.A);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        await using var a = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 60);
        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 60);
        clock.Advance(TimeSpan.FromSeconds(1));
        await a.HearAsync("StateRecoveryRequest");
        var bad = items.Select(item => item.DeepClone().AsObject()).ToList();
        bad[^1]["updateKey"] = "registration.entries";
        a.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, bad));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, (int)(await b.HearAsync("StateRecoveryRequest"))["lastServerSeq"]!);
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items));
        Assert.Equal(items.Count, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
    }

    [Fact]
    public async Task Nobody_can_raise_a_priority_by_giving_state_back()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 60);
        await b.HearAsync("StateRecoveryRequest");
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, [
            Item("meet.name", 40, 1000, "Desk 2"), Item("meet.city", 41, 1000, "Head table"), Item("meet.state", 42, 1000, "Nowhere")]));
        await b.HearAsync("StateRecovered");
        var page = await b.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "ServerPull");
        Assert.Equal([5, 10, 5], page["updatesRelayed"]!.AsArray().Select(item => (int)item!["priority"]!));

        static JsonObject Item(string key, long number, int priority, string location) => new()
        {
            ["updateKey"] = key, ["updateValue"] = "x", ["serverSeqNum"] = number, ["priority"] = priority, ["locationName"] = location, ["authorId"] = "somebody",
        };
    }

    [Fact]
    public async Task Two_items_that_one_update_confirmed_may_carry_the_same_number()
    {
        // Section 7.4 has a client keep a confirmed update under the number that made it so, beside the whole lifter that said it first.
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var items = await HeldByAsync(scene.A);
        var twin = items[0].DeepClone().AsObject();
        (twin["updateKey"], twin["updateValue"]) = (Lot, 3);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 60);
        await b.HearAsync("StateRecoveryRequest");
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, [items[0], twin, .. items.Skip(1)]));
        Assert.Equal(items.Count + 1, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
    }

    [Fact]
    public async Task A_desk_that_was_away_during_the_recovery_is_heard_later()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        await CutAsync(head);
        desk.Set("meet.city", "Seattle");
        desk.Set("meet.name", "Autumn Open");
        await desk.UntilInStepAsync();
        await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));

        // Head table knows less than Desk 2, which is not there.
        await head.ConnectAsync();
        await head.UntilInStepAsync();
        Assert.False(head.Memory.Canonical.Items.ContainsKey("meet.city"));
        head.Set("meet.state", "WA");
        await head.UntilInStepAsync();
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal("Seattle", (string)head.Memory.Canonical.Items["meet.city"].Value!);
        Assert.Equal("Autumn Open", (string)head.Memory.Canonical.Items["meet.name"].Value!);
    }

    [Fact]
    public async Task A_desk_that_was_away_during_two_recoveries_is_heard_later()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        await CutAsync(head);
        desk.Set("meet.city", "Seattle");
        await desk.UntilInStepAsync();
        for (var loss = 0; loss < 2; loss++)
        {
            await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));
            await head.ConnectAsync();
            await head.UntilInStepAsync();
        }

        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal("Seattle", (string)head.Memory.Canonical.Items["meet.city"].Value!);
    }

    [Fact]
    public async Task A_late_answer_meets_newer_work_and_the_priorities_decide()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync(server.DeskAt("Head table", watch: ["updates", "conflicts"]));
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        await CutAsync(head);
        desk.Set("meet.name", "Autumn Open");
        desk.Set("meet.city", "Seattle");
        await desk.UntilInStepAsync();
        await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));
        await head.ConnectAsync();
        await head.UntilInStepAsync();
        head.Set("meet.name", "Winter Open");
        await head.UntilInStepAsync();
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal("Winter Open", (string)head.Memory.Canonical.Items["meet.name"].Value!);
        await head.UntilAsync(() => head.Conflicts.Values.Any(one => (string?)one["lost"]![0]!["updateValue"] == "Autumn Open"), "the loser in the conflict list");
        Assert.Equal("Seattle", (string)head.Memory.Canonical.Items["meet.city"].Value!);
    }

    [Fact]
    public async Task An_edit_made_before_the_loss_is_judged_by_what_its_author_had_seen_then()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        head.Set("registration.entries[10007]", Entry(10007));
        head.Set(Lot, 9);
        head.Set("meet.city", "Tacoma");
        await UntilAgreedAsync(head, desk);
        await CutAsync(desk);
        desk.Set(Lot, 7);
        desk.Set("meet.city", "Seattle");
        head.Set("meet.city", "Olympia");
        await head.UntilInStepAsync();
        await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));
        await head.ConnectAsync();
        await head.UntilInStepAsync();
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        // It had seen lot 9 and replaces it; it had not seen Olympia, and Head table has priority.
        Assert.Equal(7, (int)head.Memory.Canonical.Items[Lot].Value!);
        Assert.Equal("Olympia", (string)head.Memory.Canonical.Items["meet.city"].Value!);
    }

    [Fact]
    public async Task The_lost_end_of_a_log_comes_back_from_whoever_heard_it()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        var before = Contents(head);
        await server.RestartAsync(() => CutOffLines(server.FolderOf(head.Memory.MeetId), 4));
        await head.ConnectAsync();
        await head.UntilInStepAsync();
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal(before, Contents(desk));
    }

    [Fact]
    public async Task A_made_up_cursor_changes_no_epoch_and_loses_nothing()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var asked = await scene.B.AskAsync("ClientPull", new() { ["epoch"] = scene.Epoch, ["lastServerSeq"] = 900 }, "StateRecoveryRequest");
        Assert.Equal(60, (int)asked["lastServerSeq"]!);
        scene.B.SayAs("StateRecoveryResponse", Page(scene.Epoch, 900, []));
        var page = await scene.B.HearAsync("ServerPull");
        Assert.Equal((true, scene.Epoch, 49), ((bool)page["resync"]!, (string)page["epoch"]!, page["updatesRelayed"]!.AsArray().Count));

        var unknown = await scene.B.AskAsync("ClientPull", new() { ["epoch"] = "zzzz", ["lastServerSeq"] = 900 }, "ServerPull");
        Assert.Equal((true, scene.Epoch, 49), ((bool)unknown["resync"]!, (string)unknown["epoch"]!, unknown["updatesRelayed"]!.AsArray().Count));
        await scene.A.AskAsync("UpdateInit", Batch(scene.Epoch, Set("meet.name", "On", 5000, 60)), "UpdateAck");
        Assert.Equal(61, (int)(await scene.B.HearAsync("UpdateRelay"))["lastServerSeq"]!);
    }

    [Fact]
    public async Task An_update_made_at_a_made_up_cursor_counts_as_having_seen_everything()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var ack = await scene.B.AskAsync("UpdateInit", Batch(scene.Epoch, Set(Lot, 8, 1, 5_000)), "UpdateAck");
        Assert.Equal(61, (int)ack["updateAcks"]![0]!["serverSeqNum"]!);
    }

    [Fact]
    public async Task With_only_the_passwords_gone_a_restore_keeps_epoch_and_content()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        var (before, epoch) = (Contents(head), head.Memory.Epoch);
        var id = head.Memory.MeetId;
        await server.RestartAsync(() => File.Delete(Path.Combine(server.FolderOf(id), "auth.json")));

        await using (var ask = await WireClient.ConnectAsync(server.Address))
        {
            ask.Token = desk.Memory.Token;
            var lost = await ask.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = 3 }, "RequestRejected");
            Assert.Equal(("MEET_LOST", 5000), ((string)lost["code"]!, (int)lost["retryAfterMs"]!));
            ask.Say("JoinMeet", new() { ["meetId"] = id, ["viewToken"] = head.Memory.ViewToken });
            Assert.Equal("MEET_LOST", (string)(await ask.HearAsync("JoinRejected"))["code"]!);
        }

        await head.CreateAsync(Locations(), Restore(head));
        await head.UntilInStepAsync();
        Assert.Equal((id, epoch), (head.Memory.MeetId, head.Memory.Epoch));
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal(before, Contents(desk));
        desk.Set("meet.name", "It goes on");
        await UntilAgreedAsync(head, desk);
    }

    [Fact]
    public async Task Without_a_token_that_holds_a_restore_makes_a_new_meet_from_what_its_creator_gives()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        await FillAsync(head, desk);
        var (before, old) = (Contents(head), head.Memory.MeetId);
        await server.RestartAsync(() =>
        {
            server.LoseMeet(old);
            Directory.Delete(Path.Combine(server.DataFolder, "keys"), recursive: true);
        });

        await using (var ask = await WireClient.ConnectAsync(server.Address))
        {
            ask.Token = desk.Memory.Token;
            var invalid = await ask.AskAsync("ClientPull", new() { ["epoch"] = head.Memory.Epoch, ["lastServerSeq"] = 3 }, "InvalidSession");
            Assert.Equal("UNKNOWN", (string)invalid["code"]!);
        }

        await head.CreateAsync(Locations(), Restore(head));
        await head.UntilInStepAsync();
        Assert.NotEqual(old, head.Memory.MeetId);
        Assert.Equal(before, Contents(head));
        await using var joined = await server.JoinMeetAsync(head);
        await UntilAgreedAsync(head, joined);
    }

    [Fact]
    public async Task A_meet_that_is_there_is_not_restored_and_a_lost_one_only_once()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var again = await WireClient.ConnectAsync(server.Address);
        var create = Create(Locations());
        create["restore"] = Restore(head);
        again.Say("CreateMeet", create);
        Assert.Equal("MEET_EXISTS", (string)(await again.HearAsync("RequestRejected"))["code"]!);
        Assert.True(head.IsInStep);
    }

    [Fact]
    public async Task A_recovery_goes_on_after_a_restart_in_the_middle_of_it()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 1 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var items = await HeldByAsync(scene.A);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        await using (var a = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 40))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await a.HearAsync("StateRecoveryRequest");
            await using var waiting = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 60);
            a.SayAs("StateRecoveryResponse", Page(scene.Epoch, 40, items.Where(item => Number(item) <= 40)));
            await waiting.HearAsync("StateRecoveryRequest");
            await server.RestartAsync();
        }

        await using var b = await AskAgainAsync(server, scene.TokenB, scene.Epoch, 60);
        clock.Advance(TimeSpan.FromSeconds(1));
        var asked = await b.HearAsync("StateRecoveryRequest");
        Assert.Equal((scene.Epoch, items.Where(item => Number(item) <= 40).Max(Number)), ((string)asked["epoch"]!, (long)asked["lastServerSeq"]!));
        b.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items.Where(item => Number(item) > 40)));
        Assert.Equal(items.Count, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
    }

    /// <summary>A connection that came back with its cursor and was told to wait.</summary>
    private static async Task<WireClient> AskAgainAsync(MeetServer server, string token, string epoch, long cursor)
    {
        var client = await WireClient.ConnectAsync(server.Address);
        client.Token = token;
        var wait = await client.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = cursor }, "RequestRejected");
        Assert.Equal("RECOVERING", (string)wait["code"]!);
        await client.EchoAsync();
        return client;
    }

    private static JsonObject Restore(Desk desk) => new() { ["meetId"] = desk.Memory.MeetId, ["epoch"] = desk.Memory.Epoch, ["sessionToken"] = desk.Memory.Token };

    private static async Task<List<JsonObject>> HeldByAsync(WireClient client) =>
        [.. (await client.PullAllAsync())["updatesRelayed"]!.AsArray().Select(one => one!.DeepClone().AsObject())];

    private static JsonObject Page(string epoch, long cursor, IEnumerable<JsonObject> items) => new()
    {
        ["epoch"] = epoch, ["lastServerSeq"] = cursor, ["updates"] = new JsonArray([.. items.Select(item => item.DeepClone())]), ["done"] = true,
    };

    private static long Number(JsonObject item) => (long)item["serverSeqNum"]!;

    private static string Values(List<JsonObject> items) =>
        string.Join("\n", items.Select(item => $"{item["updateKey"]} {item["updateValue"]?.ToJsonString()} {item["locationName"]} {item["authorId"]}").Order(StringComparer.Ordinal));

    private static string Contents(Desk desk) => desk.Look(at => string.Join("\n", at.Memory.Canonical.Items.Values
        .Select(item => $"{item.Key} {item.Deleted} {item.Value?.ToJsonString()} {item.AuthorId}").Order(StringComparer.Ordinal)));

    private static async Task FillAsync(Desk head, Desk desk)
    {
        head.Set("meet.name", "Spring Open");
        head.Set("registration.entries[10001]", Entry(10001));
        head.Set("registration.entries[10002]", Entry(10002));
        await UntilAgreedAsync(head, desk);
        desk.Set("registration.entries[10001].squatKg[1]", 180);
        head.Delete("registration.entries[10002]");
        desk.Set("registration.entries[10001].lot", 4);
        head.Set("lifting.platforms[1].flight", "A");
        await UntilAgreedAsync(head, desk);
    }

    /// <summary>Takes the last lines of a log away, as a disk might.</summary>
    private static void CutOffLines(string folder, int count)
    {
        var file = Path.Combine(folder, "updates.log");
        var lines = File.ReadAllLines(file);
        File.WriteAllText(file, string.Concat(lines[..^count].Select(line => line + "\n")));
        foreach (var snapshot in Directory.GetFiles(folder, "snapshot*"))
            File.Delete(snapshot);
    }
}
