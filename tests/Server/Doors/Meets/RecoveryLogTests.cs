using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A meet whose log is gone comes back from its desks.</summary>
public class RecoveryLogTests
{
    // P15
    [Fact]
    public async Task With_the_log_deleted_one_desk_that_holds_everything_brings_back_all_of_it()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        desk.Set("registration.entries[20001]", Entry(20001));
        desk.Set("registration.entries[20002]", Entry(20002));
        desk.Set("registration.entries[20001].squatKg[1]", 182.5);
        desk.Set("meet.odd", null);
        desk.Set("meet.name", "Frühlings-Open \"🏋\"");
        await UntilAgreedAsync(head, desk);
        head.Set("meet.name", "Spring Open");
        head.Delete("registration.entries[20002]");
        await UntilAgreedAsync(head, desk);
        var (before, epoch) = (RecoveryContent.Of(head), head.Memory.Epoch);

        await server.RestartAsync(() => server.LoseLog(head.Memory.MeetId));
        await head.ConnectAsync();
        await head.UntilAsync(() => head.Memory.Epoch != epoch && head.IsInStep, "the recovery");
        await using var fresh = await server.JoinMeetAsync(head, "Desk 3");

        Assert.Equal(before, RecoveryContent.Of(fresh));
        await desk.ConnectAsync();
        await UntilAgreedAsync(head, desk, fresh);
        Assert.Empty(desk.Memory.Pending);
    }

    // P15
    [Fact]
    public async Task Desks_are_asked_one_at_a_time_in_descending_priority_each_for_what_is_above_the_answers_before()
    {
        await using var stage = await RecoveryStage.StartAsync();
        await using var a = await WireClient.ConnectAsync(stage.Server.Address, "A");
        a.Say("CreateMeet", Create(Locations()));
        var created = await a.HearAsync("MeetCreated");
        var (id, epoch) = ((string)created["meetId"]!, (string)created["epoch"]!);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var b = await stage.Server.JoinWireAsync(id, "Desk 2");
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var c = await stage.Server.JoinWireAsync(id, "Desk 3");

        await stage.Server.RestartAsync(() => stage.Server.LoseLog(id));
        await using var backC = await stage.BackAsync("C again", c.Token, epoch, 40);
        await using var backB = await stage.BackAsync("B again", b.Token, epoch, 30);
        await using var backA = await stage.BackAsync("A again", a.Token, epoch, 20);

        Assert.Equal(0, await stage.AskedAsync(backA));
        await AssertNotAskedAsync(backB, backC);
        backA.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 20, RecoveryStage.Item("meet.name", "Spring Open", 4), RecoveryStage.Item("meet.city", "Ulm", 11)));
        // Desk 2 and Desk 3 are of one rank; Desk 2 has the earlier token.
        Assert.Equal(20, await stage.AskedAsync(backB));
        await AssertNotAskedAsync(backC);
        backB.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 30, RecoveryStage.Item("meet.city", "Bonn", 25)));
        Assert.Equal(30, await stage.AskedAsync(backC));
        backC.SayAs("StateRecoveryResponse", RecoveryStage.Held(epoch, 40));

        foreach (var client in (WireClient[])[backA, backB, backC])
        {
            var recovered = await stage.PassTimeAsync(client.HearAsync("StateRecovered"));
            // 1 the new epoch, 2 to 4 what came back, 5 the end of it.
            Assert.Equal((epoch, 40, 3, 5), ((string)recovered["previousEpoch"]!, (int)recovered["recoveredThroughSeq"]!, (int)recovered["updatesRecovered"]!, (int)recovered["headServerSeq"]!));
            Assert.NotEqual(epoch, (string)recovered["epoch"]!);
        }

        var page = await backC.PullAllAsync();
        Assert.Equal(["Spring Open", "Bonn"], page["updatesRelayed"]!.AsArray().Select(item => (string)item!["updateValue"]!));
    }

    // P16
    [Fact]
    public async Task Of_desks_that_hold_different_beginnings_the_longest_wins_and_what_was_pending_is_judged_by_what_its_author_had_seen()
    {
        await using var stage = await RecoveryStage.StartAsync();
        await using var head = await stage.Server.CreateMeetAsync(stage.Server.DeskAt("Head table", watch: ["updates", "conflicts"]));
        await using var desk2 = await stage.Server.JoinMeetAsync(head);
        await using var desk3 = await stage.Server.JoinMeetAsync(head, "Desk 3");
        head.Set("meet.name", "Spring Open");
        head.Set("meet.city", "Ulm");
        head.Set("meet.state", "BW");
        await UntilAgreedAsync(head, desk2, desk3);
        await CutAsync(head);
        desk2.Set("meet.city", "Bonn");
        await UntilAgreedAsync(desk2, desk3);
        await CutAsync(desk3);
        desk2.Set("meet.state", "NW");
        desk2.Set("registration.entries[20001]", Entry(20001));
        await desk2.UntilInStepAsync();
        await CutAsync(desk2);

        // Made before the loss: of what the author had seen, and of what it had not.
        var overruling = head.Set("meet.city", "Kiel");
        var seen = desk3.Set("meet.name", "Autumn Open");
        var unseen = desk3.Set("meet.state", "SH");
        var epoch = head.Memory.Epoch;
        await stage.Server.RestartAsync(() => stage.Server.LoseLog(head.Memory.MeetId));
        foreach (var desk in (Desk[])[head, desk2, desk3])
            await desk.ConnectAsync();
        foreach (var desk in (Desk[])[head, desk2, desk3])
            await stage.PassTimeAsync(desk.UntilAsync(() => desk.Memory.Epoch != epoch && desk.IsInStep, "the recovery"));

        await UntilAgreedAsync(head, desk2, desk3);
        Assert.Equal("Kiel", Value(desk2, "meet.city"));
        Assert.Equal("NW", Value(desk2, "meet.state"));
        Assert.Equal("Autumn Open", Value(desk2, "meet.name"));
        Assert.True(desk2.Memory.Canonical.Items.ContainsKey("registration.entries[20001]"));
        Assert.NotNull(overruling!.Acked);
        Assert.NotNull(seen!.Acked);
        Assert.Equal(("CONFLICT", "Desk 2"), (unseen!.Refused, unseen.LostTo));
        await head.UntilAsync(() => head.Conflicts.Count == 2, "both conflicts");
        Assert.Equal(["Bonn", "SH"], head.Look(one => one.Conflicts.Values.Select(conflict => (string)conflict["lost"]![0]!["updateValue"]!).Order(StringComparer.Ordinal).ToList()));
    }

    private static string Value(Desk desk, string key) => desk.Look(one => (string)one.Memory.Canonical.Items[key].Value!);

    private static async Task AssertNotAskedAsync(params WireClient[] clients)
    {
        foreach (var client in clients)
            Assert.DoesNotContain(await client.HearTheRestAsync(), said => said.Name == "StateRecoveryRequest");
    }
}
