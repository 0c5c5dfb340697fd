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
}
