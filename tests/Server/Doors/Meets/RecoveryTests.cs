using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;
using static Rollcall.Tests.Server.Doors.Meets.RecoveryWords;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A server that lost a log, and the desks that give it back, one after the other.</summary>
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
        await using var lost = await LostLog.AtSixtyAsync(windowS: 15, desk2: 20);
        var (scene, items) = (lost.Scene, lost.Items);
        await using var a = await lost.AComesBackAsync(60);
        await using var b = await lost.BComesBackAsync(40);
        lost.Pass(14);
        Assert.DoesNotContain(await b.HearTheRestAsync(), said => said.Name == "StateRecoveryRequest");
        lost.Pass(1);

        Expect($$"""{"meetId":"{{scene.MeetId}}","epoch":"{{scene.Epoch}}","lastServerSeq":0,"limit":500}""", await b.HearAsync("StateRecoveryRequest"));
        Assert.DoesNotContain(await a.HearTheRestAsync(), said => said.Name == "StateRecoveryRequest");
        lost.Give(b, 40, items.Where(item => Number(item) <= 40));
        Expect($$"""{"meetId":"{{scene.MeetId}}","epoch":"{{scene.Epoch}}","lastServerSeq":40,"limit":500}""", await a.HearAsync("StateRecoveryRequest"));
        lost.Give(a, 60, items.Where(item => Number(item) > 40));
        var recovered = await a.HearAsync("StateRecovered");
        Assert.Equal((scene.Epoch, 60, items.Count), ((string)recovered["previousEpoch"]!, (int)recovered["recoveredThroughSeq"]!, (int)recovered["updatesRecovered"]!));
        await b.HearAsync("StateRecovered");
        var page = await a.AskAsync("ClientPull", new() { ["epoch"] = (string)recovered["epoch"]!, ["lastServerSeq"] = 0 }, "ServerPull");
        Assert.Equal(Values(items), Values([.. page["updatesRelayed"]!.AsArray().Select(one => one!.AsObject())]));
    }

    [Fact]
    public async Task A_desk_that_does_not_answer_costs_its_turn_and_no_more()
    {
        await using var lost = await LostLog.AtSixtyAsync(windowS: 1, desk2: 5);
        await using var a = await lost.AComesBackAsync(60);
        await using var b = await lost.BComesBackAsync(60);
        lost.EndWindow();
        await a.HearAsync("StateRecoveryRequest");
        await a.EchoAsync();
        lost.Pass(10);
        Assert.Equal(0, (int)(await b.HearAsync("StateRecoveryRequest"))["lastServerSeq"]!);
        lost.Give(b, 60, lost.Items);
        Assert.Equal(lost.Items.Count, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
        // A's answer comes when nobody asks any more.
        lost.Give(a, 60, lost.Items);
        Assert.Equal("NOT_ASKED", (string)(await a.HearAsync("RequestRejected", no => (string)no["request"]! == "StateRecoveryResponse"))["code"]!);
    }

    [Fact]
    public async Task A_desk_whose_line_breaks_in_its_turn_is_asked_again_when_it_is_back()
    {
        await using var lost = await LostLog.AtSixtyAsync(windowS: 1, desk2: 5);
        var a = await lost.AComesBackAsync(60);
        await using var b = await lost.BComesBackAsync(40);
        lost.EndWindow();
        await a.HearAsync("StateRecoveryRequest");
        await a.DisposeAsync();
        // Its turn is over at once; back again, it is asked for what the others did not hold.
        var askedB = await b.HearAsync("StateRecoveryRequest");
        await using var back = await lost.AComesBackAsync(60);
        lost.Give(b, 40, lost.Items.Where(item => Number(item) <= 40));
        var asked = await back.HearAsync("StateRecoveryRequest");
        lost.Give(back, 60, lost.Items.Where(item => Number(item) > 40));
        Assert.Equal((0, 40), ((int)askedB["lastServerSeq"]!, (int)asked["lastServerSeq"]!));
        Assert.Equal(lost.Items.Count, (int)(await back.HearAsync("StateRecovered"))["updatesRecovered"]!);
    }

    [Fact]
    public async Task A_page_against_the_rules_ends_the_turn_and_nothing_of_it_counts()
    {
        await using var lost = await LostLog.AtSixtyAsync(windowS: 1, desk2: 5);
        await using var a = await lost.AComesBackAsync(60);
        await using var b = await lost.BComesBackAsync(60);
        lost.EndWindow();
        await a.HearAsync("StateRecoveryRequest");
        var bad = lost.Items.Select(item => item.DeepClone().AsObject()).ToList();
        bad[^1]["updateKey"] = "registration.entries";
        lost.Give(a, 60, bad);
        lost.Pass(10);
        Assert.Equal(0, (int)(await b.HearAsync("StateRecoveryRequest"))["lastServerSeq"]!);
        lost.Give(b, 60, lost.Items);
        Assert.Equal(lost.Items.Count, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
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
    public async Task A_recovery_goes_on_after_a_restart_in_the_middle_of_it()
    {
        await using var lost = await LostLog.AtSixtyAsync(windowS: 1, desk2: 5);
        await using (var a = await lost.AComesBackAsync(40))
        {
            lost.EndWindow();
            await a.HearAsync("StateRecoveryRequest");
            await using var waiting = await lost.BComesBackAsync(60);
            lost.Give(a, 40, lost.Items.Where(item => Number(item) <= 40));
            await waiting.HearAsync("StateRecoveryRequest");
            await lost.Server.RestartAsync();
        }

        await using var b = await lost.BComesBackAsync(60);
        lost.EndWindow();
        var asked = await b.HearAsync("StateRecoveryRequest");
        Assert.Equal((lost.Scene.Epoch, lost.Items.Where(item => Number(item) <= 40).Max(Number)), ((string)asked["epoch"]!, (long)asked["lastServerSeq"]!));
        lost.Give(b, 60, lost.Items.Where(item => Number(item) > 40));
        Assert.Equal(lost.Items.Count, (int)(await b.HearAsync("StateRecovered"))["updatesRecovered"]!);
    }
}
